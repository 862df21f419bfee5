/**
 * Moves the bar of a file that is being checked or imported, and loads the page anew
 * when that is over. Without scripts the page does so by itself every two seconds.
 *
 * It says when the connection is gone or the work does not begin, and looks less often then;
 * where nothing moves for long it says so and leaves off.
 */

const EVERY_MS = 700;
const LONGEST_MS = 15000;
const ANSWERS_WITHIN_MS = 10000;
const PATIENCE_MS = 10 * 60 * 1000;
const LOST_AFTER = 3;
// Signed out, no longer allowed, discarded: the page itself says it in words.
const ENDED = [401, 403, 404];

export function mount(element) {
  const bar = element.querySelector("progress");
  const text = element.querySelector(".progress-head span:last-child");
  let failures = 0;
  let pause = EVERY_MS;
  let last = "";
  let movedAt = performance.now();

  function note(name, isShown) {
    element.querySelector(`[data-note=${name}]`).hidden = !isShown;
  }

  function show({ done, total, late }) {
    const now = `${done} / ${total}`;
    if (now !== last) movedAt = performance.now();
    last = now;
    failures = 0;
    pause = late ? Math.min(pause * 2, LONGEST_MS) : EVERY_MS;
    note("lost", false);
    note("late", late);
    if (!total) return;
    bar.max = total;
    bar.value = done;
    bar.textContent = text.textContent = now;
  }

  function miss() {
    failures += 1;
    if (failures < LOST_AFTER) return;
    pause = Math.min(pause * 2, LONGEST_MS);
    note("late", false);
    note("lost", true);
  }

  async function ask() {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), ANSWERS_WITHIN_MS);
    try {
      const headers = { Accept: "application/json" };
      const answer = await fetch(element.dataset.url, { headers, signal: patience.signal });
      if (ENDED.includes(answer.status)) return { working: false };
      if (!answer.ok) throw new Error(String(answer.status));
      return await answer.json();
    } finally {
      clearTimeout(timer);
    }
  }

  async function look() {
    try {
      const state = await ask();
      if (!state.working) return location.reload();
      show(state);
    } catch {
      miss();
    }
    if (performance.now() - movedAt < PATIENCE_MS) return setTimeout(look, pause);
    note("late", false);
    note("lost", false);
    return note("stopped", true);
  }

  look();
}
