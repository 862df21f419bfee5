/** Sends answers that wait in this browser from an attempt that was left: on the home page. */

import { AnswerQueue, poster } from "./answer_queue.js";
import { AnswerStore, canKeep } from "./answer_store.js";

// Stands in the address of the form where an attempt's UUID belongs.
const NOBODYS = "00000000-0000-0000-0000-000000000000";

// Somebody may already be on the way to the attempt, to a page that was written before its answers
// came in: for this long that page finds them here still, shows them and sends them once more.
const ON_THE_WAY_MS = 10000;

export async function mount(form) {
  if (!canKeep()) return;
  const store = await AnswerStore.openIfThere(form.dataset.owner);
  if (!store) return;
  const byAttempt = new Map();
  for (const [attempt, answer] of await store.list()) {
    byAttempt.set(attempt, [...(byAttempt.get(attempt) ?? []), answer]);
  }
  for (const [attempt, answers] of byAttempt) sendAll(form, store, attempt, answers);
}

function sendAll(form, store, attempt, answers) {
  const drop = () => answers.forEach((answer) => store.remove(attempt, answer));
  const queue = new AnswerQueue({
    attempt,
    heard: "",
    post: poster(form.dataset.responsesUrl.replace(NOBODYS, attempt), form),
    on: {
      saved: () => {},
      // An attempt that is over, or not there any more, takes nothing: nothing is to be kept.
      closed: drop,
      failed: (status) => {
        if (status !== 404 && status !== 403) return;
        queue.clear();
        drop();
      },
      superseded: () => {},
      kept: () => {},
    },
    store: {
      remove: async (...kept) => setTimeout(() => store.remove(...kept), ON_THE_WAY_MS),
    },
  });
  answers.forEach((answer) => queue.restore(answer));
  queue.send();
}
