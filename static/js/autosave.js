/**
 * Saves each answer as it is given, and says only then that it is saved.
 *
 * Answers go up one after another; a newer answer to the same question takes the place of an
 * older one that is still waiting. What could not be saved is tried again, later and later.
 * `client` and the count let the server know a request that comes twice or too late.
 */

const FIRST_RETRY_MS = 2000;
const LONGEST_RETRY_MS = 30000;
const STALLED_MS = 10000;

export function mount(form) {
  // Without scripts, going back brings back what was ticked. With them the server knows better:
  // it may have newer answers, from another page.
  form.autocomplete = "off";
  if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") location.reload();

  const client = Math.random().toString(36).slice(2, 14);
  const waiting = new Map();
  let sequence = 0;
  let retryMs = FIRST_RETRY_MS;
  let isSending = false;
  let timer = 0;

  const state = form.querySelector("[data-save-state]");
  const words = state.querySelector("[data-save-text]");
  const icon = state.querySelector("[data-save-icon]");
  const help = form.querySelector("[data-save-help]");
  const answered = form.querySelector("[data-answered]");

  function show(name, text) {
    state.className = `save-state save-state-${name}`;
    icon.className = `icon icon-${{ saved: "check", saving: "half", unsaved: "error" }[name]}`;
    words.textContent = text;
    help.hidden = name !== "unsaved";
  }

  const inOrder = (values) => [...values].sort().join(",");
  const valuesOf = (place) => new FormData(form).getAll(`q${place.dataset.position}`);

  /** `was` is what the server is known to hold; the form says it back with what it holds now. */
  const isUnsaved = (place) =>
    inOrder(valuesOf(place)) !== place.querySelector("[data-was]").value;

  function read(place) {
    sequence += 1;
    return { position: Number(place.dataset.position), values: valuesOf(place), client, sequence };
  }

  function post(answer, keepalive) {
    return fetch(form.dataset.responsesUrl, {
      method: "POST",
      credentials: "same-origin",
      keepalive,
      headers: {
        "Content-Type": "application/json",
        Accept: "application/json",
        "X-CSRFToken": form.elements.csrf_token.value,
      },
      body: JSON.stringify(answer),
    });
  }

  /** Signing in again, in another window, makes this page's token stale; the page anew has one. */
  async function renewToken() {
    const page = await fetch(location.pathname, { credentials: "same-origin" });
    const anew = new DOMParser().parseFromString(await page.text(), "text/html");
    const token = anew.querySelector("form.attempt [name=csrf_token]");
    if (token) form.elements.csrf_token.value = token.value;
  }

  async function send() {
    if (isSending || waiting.size === 0) return;
    isSending = true;
    const [position, answer] = waiting.entries().next().value;
    try {
      const response = await post(answer, true);
      const body = await response.json();
      if (response.status === 409 && body.location) {
        waiting.clear();
        return location.replace(body.location);
      }
      if (response.status === 400 || response.status === 401) await renewToken();
      if (!response.ok) throw new Error(String(response.status));
      if (waiting.get(position) === answer) waiting.delete(position);
      const place = places.find((each) => Number(each.dataset.position) === position);
      place.querySelector("[data-was]").value = inOrder(answer.values);
      retryMs = FIRST_RETRY_MS;
      if (waiting.size === 0) show("saved", state.dataset.saved.replace("{time}", body.saved));
    } catch {
      show("unsaved", state.dataset.unsaved);
      clearTimeout(timer);
      timer = setTimeout(send, retryMs);
      retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
      return;
    } finally {
      isSending = false;
    }
    send();
  }

  const places = [...form.querySelectorAll("[data-position]")];

  function note(place) {
    waiting.set(Number(place.dataset.position), read(place));
    const count = places.filter((each) => each.querySelector("input:checked")).length;
    answered.textContent = answered.dataset.answered.replace("{count}", count);
    if (help.hidden) show("saving", state.dataset.saving);
    clearTimeout(timer);
    send();
  }

  form.addEventListener("change", (event) => {
    const place = event.target.closest("[data-position]");
    if (place) note(place);
  });

  // On a slow line the page is there before this module: what was answered meanwhile counts too.
  places.filter(isUnsaved).forEach(note);

  function leave() {
    form.dataset.isSubmitting = "1";
    for (const answer of waiting.values()) post(answer, true).catch(() => {});
  }

  /** The form did not get through, or the browser was stopped: it can be sent once more. */
  function stillHere() {
    delete form.dataset.isSubmitting;
    places.filter(isUnsaved).forEach(note);
  }

  document.addEventListener("sen:leaving", leave);
  window.addEventListener("online", send);
  window.addEventListener("beforeunload", (event) => {
    if (waiting.size > 0 && !form.dataset.isSubmitting) event.preventDefault();
  });

  form.addEventListener("submit", (event) => {
    if (form.dataset.isSubmitting) return event.preventDefault();
    form.dataset.isSubmitting = "1";
    waiting.clear();
    clearTimeout(timer);
    setTimeout(stillHere, STALLED_MS);
  });
  // Coming back with the browser's own button finds the page as it was left.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}
