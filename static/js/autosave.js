/**
 * Saves each answer as it is given, and says only then that it is saved.
 *
 * What is ticked goes up at once, what is typed after a short pause. The queue orders and repeats;
 * the store keeps what waits over a closed tab, where that may be.
 */

import { AnswerQueue, poster } from "./answer_queue.js";
import { AnswerStore, canKeep } from "./answer_store.js";

const PAUSE_MS = 500;
const STALLED_MS = 10000;

export function mount(form) {
  // Without scripts, going back brings back what was ticked. With them the server knows better:
  // it may have newer answers, from another page.
  form.autocomplete = "off";
  if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") location.reload();

  const places = [...form.querySelectorAll("[data-position]")];
  const positionOf = (place) => Number(place.dataset.position);
  const valuesOf = (place) => new FormData(form).getAll(`q${place.dataset.position}`);
  const isAnswered = (values) => values.some((value) => value.trim());
  const isSame = (some, others) =>
    some.length === others.length && some.every((value, index) => value === others[index]);

  /** `was` is what the server is known to hold; the form says it back with what it holds now. */
  const wasOf = (place) => place.querySelector("[data-was]");
  const isUnsaved = (place) => !isSame(valuesOf(place), JSON.parse(wasOf(place).value));

  const view = new SaveView(form);
  const queue = new AnswerQueue({
    attempt: form.dataset.attempt,
    heard: form.dataset.heard,
    post: poster(form.dataset.responsesUrl, form),
    on: {
      saved: onSaved,
      failed: () => view.show("unsaved", "", queue.isKept),
      kept: () => view.isUnsaved && view.show("unsaved", "", queue.isKept),
      closed: (url) => location.replace(url),
      superseded: () => location.reload(),
    },
  });

  function onSaved(answer, body, isEmpty) {
    const place = places.find((each) => positionOf(each) === answer.position);
    if (place && answer.values) wasOf(place).value = JSON.stringify(answer.values);
    if (isEmpty) view.show("saved", body.saved);
  }

  /* What is given ---------------------------------------------------------- */

  const pauses = new Map();
  let lastAt = performance.now();

  function note(place) {
    clearTimeout(pauses.get(place));
    pauses.delete(place);
    const now = performance.now();
    queue.add(positionOf(place), valuesOf(place), now - lastAt);
    lastAt = now;
    view.mark(places.map(valuesOf).filter(isAnswered).length);
    view.markPlace(positionOf(place), isAnswered(valuesOf(place)));
    if (!view.isUnsaved) view.show("saving");
  }

  const noteTyped = () => [...pauses.keys()].forEach(note);

  form.addEventListener("input", (event) => {
    const place = event.target.closest("[data-position]");
    if (!place || !event.target.matches("textarea, input[type=text]")) return;
    clearTimeout(pauses.get(place));
    pauses.set(place, setTimeout(note, PAUSE_MS, place));
    view.show("saving");
  });

  // Enter would press the first button of the form, whichever that is.
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input[type=text]")) event.preventDefault();
  });

  form.addEventListener("change", (event) => {
    const place = event.target.closest("[data-position]");
    if (!place) return;
    if (!event.target.matches("[data-flag]")) return note(place);
    queue.addFlag(positionOf(place), event.target.checked);
    view.markFlag(positionOf(place), event.target.checked);
  });

  // On a slow line the page is there before this module: what was answered meanwhile counts too.
  const noteUnsaved = () => places.filter(isUnsaved).forEach(note);
  keepWhereAllowed().then(noteUnsaved, noteUnsaved);

  /** What waits in this browser from before goes up first, and is shown again. */
  async function keepWhereAllowed() {
    if (!form.dataset.owner || !canKeep()) return;
    queue.store = await AnswerStore.open(form.dataset.owner);
    const kept = await queue.store.list(form.dataset.attempt);
    for (const [, answer] of kept) queue.restore(answer);
    if (kept.length > 0 && (await queue.send())) location.reload();
  }

  /* Leaving ---------------------------------------------------------------- */

  document.addEventListener("sen:leaving", () => {
    form.dataset.isSubmitting = "1";
    noteTyped();
    queue.sendLast();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") noteTyped();
    lastAt = performance.now();
  });
  window.addEventListener("online", () => queue.send());
  window.addEventListener("beforeunload", (event) => {
    if (!queue.isEmpty && !queue.isKept && !form.dataset.isSubmitting) event.preventDefault();
  });

  /** The form did not get through, or the browser was stopped: it can be sent once more. */
  function stillHere() {
    delete form.dataset.isSubmitting;
    noteUnsaved();
  }

  // The form takes along all that the page holds; but without a line it would only lose the page.
  form.addEventListener("submit", (event) => {
    if (form.dataset.isSubmitting) return event.preventDefault();
    if (!navigator.onLine) {
      event.preventDefault();
      noteTyped();
      return view.show("unsaved", "", queue.isKept);
    }
    form.dataset.isSubmitting = "1";
    pauses.forEach((timer) => clearTimeout(timer));
    queue.clear();
    setTimeout(stillHere, STALLED_MS);
  });
  // Coming back with the browser's own button finds the page as it was left.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}

/** What the page says of saving, and of which questions are answered. */
class SaveView {
  constructor(form) {
    this.state = form.querySelector("[data-save-state]");
    this.help = form.querySelector("[data-save-help]");
    this.answered = form.querySelector("[data-answered]");
    this.form = form;
  }

  get isUnsaved() {
    return !this.help.hidden;
  }

  show(name, time = "", isKept = false) {
    const icons = { saved: "check", saving: "half", unsaved: "error" };
    this.state.className = `save-state save-state-${name}`;
    this.state.querySelector("[data-save-icon]").className = `icon icon-${icons[name]}`;
    const text = this.state.dataset[name].replace("{time}", time);
    this.state.querySelector("[data-save-text]").textContent = text;
    this.help.hidden = name !== "unsaved";
    this.help.querySelector("[data-kept]").hidden = !isKept;
    this.help.querySelector("[data-not-kept]").hidden = isKept;
  }

  mark(count) {
    const all = count + Number(this.answered.dataset.elsewhere);
    this.answered.textContent = this.answered.dataset.answered.replace("{count}", all);
  }

  markPlace(position, isAnswered) {
    this.#mark(position, "is-answered", isAnswered);
  }

  markFlag(position, isFlagged) {
    this.#mark(position, "is-flagged", isFlagged);
  }

  #mark(position, name, isSet) {
    const link = this.form.querySelector(`[data-place="${position}"]`);
    if (!link) return;
    link.classList.toggle(name, isSet);
    const words = link.querySelector("[data-words]");
    const { isAnswered, isOpen, isFlagged } = words.dataset;
    const said = [link.classList.contains("is-answered") ? isAnswered : isOpen];
    if (link.classList.contains("is-flagged")) said.push(isFlagged);
    words.textContent = `, ${said.join(", ")}`;
  }
}
