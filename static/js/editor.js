/**
 * Writing in the studio: the page as its readers will see it beside the text, as one types.
 *
 * The text itself is never changed from here but by the person's own doing (a tool, taking back
 * what this device kept). "Saved" is said only after the server has said so.
 */

import { openKeeping } from "./editor_keeping.js";
import { goToLine } from "./editor_lines.js";
import { applyEdit, mountTools } from "./editor_tools.js";

const QUIET_MS = 400;

function post(url, body, signal) {
  const headers = { Accept: "application/json" };
  return fetch(url, { method: "POST", body, headers, signal, credentials: "same-origin" });
}

function mountTabs(editor) {
  editor.addEventListener("click", (event) => {
    const shown = event.target.closest("[data-shows]")?.dataset.shows;
    if (!shown) return;
    editor.classList.toggle("shows-text", shown === "text");
    editor.classList.toggle("shows-preview", shown === "preview");
    editor.querySelectorAll("[data-shows]").forEach((tab) => {
      tab.setAttribute("aria-pressed", String(tab.dataset.shows === shown));
    });
  });
}

/** Shows at the foot of the page, where it is always seen, that something is to be mended. */
function mountProblems(desk) {
  const place = desk.querySelector("[data-problems]");
  const link = desk.querySelector("[data-problem-link]");
  function count() {
    link.textContent = place.querySelector(".notice-title")?.textContent ?? "";
    link.hidden = !link.textContent;
  }
  count();
  return function show(html) {
    place.innerHTML = html;
    count();
  };
}

/** Gives a function that asks the server for the page; only the latest answer is shown. */
function mountPreview(editor, text, showProblems) {
  const page = editor.querySelector("[data-preview]");
  const url = editor.dataset.previewUrl;
  let asking = new AbortController();
  let shown = "";

  page.disabled = false;

  // A check in the preview is tried without leaving the page.
  page.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    const body = new URLSearchParams([...new FormData(text.form), ...new FormData(form)]);
    body.set("check", form.id.replace("check-", ""));
    const response = await post(url, body).catch(() => null);
    const result = form.querySelector("[data-result]");
    if (response?.ok && result) result.innerHTML = (await response.json()).html;
  });

  text.addEventListener("scroll", () => {
    const place = page.closest(".editor-preview");
    const share = text.scrollTop / Math.max(1, text.scrollHeight - text.clientHeight);
    place.scrollTop = share * (place.scrollHeight - place.clientHeight);
  });

  return async function look() {
    asking.abort();
    asking = new AbortController();
    try {
      const body = new URLSearchParams(new FormData(text.form));
      const response = await post(url, body, asking.signal);
      if (!response.ok) throw new Error(String(response.status));
      const answer = await response.json();
      // The server's own rendering, cleaned there.
      if (answer.html !== shown) page.innerHTML = answer.html;
      shown = answer.html;
      showProblems(answer.problems);
      editor.classList.remove("is-stale");
    } catch (error) {
      if (error.name !== "AbortError") editor.classList.add("is-stale");
    }
  };
}

/** Shows on the page whether the text is saved. */
function mountState(form) {
  const state = form.querySelector("[data-save-state]");
  const icons = { saved: "check", saving: "half", unsaved: "error" };
  const words = state.querySelector("[data-save-text]");
  let lastSaved = words.textContent;
  return function show(name, time) {
    if (time) lastSaved = state.dataset.saved.replace("{time}", time);
    state.className = `save-state save-state-${name}`;
    state.querySelector("[data-save-icon]").className = `icon icon-${icons[name]}`;
    words.textContent = name === "saved" ? lastSaved : state.dataset[name];
  };
}

function mountSaving(text, keeping, isUnsaved) {
  const form = text.form;
  const show = mountState(form);
  const help = form.querySelector("[data-save-help]");
  let saved = isUnsaved ? null : text.value;
  let isSaving = false;
  let isGoing = false;

  if (isUnsaved) keeping.keep(text.value, form.elements.version.value);

  const isDirty = () => text.value !== saved;

  async function save() {
    if (isSaving) return;
    isSaving = true;
    const value = text.value;
    show("saving");
    try {
      const response = await post(form.getAttribute("action"), new URLSearchParams(new FormData(form)));
      if (response.status === 409 || response.status === 422) {
        // The page that answers holds both texts, or says what cannot be kept.
        isGoing = true;
        return form.submit();
      }
      if (!response.ok) throw new Error(String(response.status));
      const answer = await response.json();
      form.elements.version.value = answer.version;
      saved = value;
      help.hidden = true;
      if (isDirty()) return note();
      keeping.drop();
      show("saved", answer.saved);
    } catch {
      keeping.keep(text.value, form.elements.version.value);
      show("unsaved");
      help.hidden = false;
    } finally {
      isSaving = false;
    }
  }

  function note() {
    if (!isDirty()) {
      keeping.drop();
      return show("saved");
    }
    keeping.keep(text.value, form.elements.version.value);
    return show("unsaved");
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    event.preventDefault();
    save();
  });
  window.addEventListener("beforeunload", (event) => {
    if (!isDirty() || isGoing) return;
    event.preventDefault();
    event.returnValue = "";
  });
  document.addEventListener("sen:leaving", () => {
    isGoing = true;
    if (isDirty()) keeping.keep(text.value, form.elements.version.value);
  });
  return note;
}

/** Offers what this device kept of an earlier visit. */
function offerKept(desk, text, keeping) {
  const place = desk.querySelector("[data-kept]");
  const kept = keeping.findEarlier();
  if (!kept || kept.source === text.value) return keeping.dropEarlier();
  const language = document.documentElement.lang === "en" ? "en-GB" : "vi";
  const style = { dateStyle: "short", timeStyle: "short" };
  const when = new Date(kept.at).toLocaleString(language, style);
  const words = place.querySelector(".notice-body p:not(.notice-title)");
  words.textContent = words.textContent.replace("{time}", when);
  place.hidden = false;
  place.addEventListener("click", (event) => {
    if (!event.target.closest("button")) return;
    place.hidden = true;
    keeping.dropEarlier();
    if (!event.target.closest("[data-take]")) return;
    // The version it began from: had somebody saved since, saving shows both texts.
    text.form.elements.version.value = kept.version;
    const end = kept.source.length;
    applyEdit(text, { from: 0, to: text.value.length, put: kept.source, select: [end, end] });
  });
  return undefined;
}

export function mount(editor) {
  const desk = editor.closest("[data-desk]");
  const text = editor.querySelector("textarea");
  const keeping = openKeeping(desk);
  const isUnsaved = "unsaved" in desk.dataset;

  editor.classList.add("is-live");
  desk.querySelectorAll("[data-without-script]").forEach((each) => each.remove());
  mountTabs(editor);
  if (editor.querySelector(".editor-tools")) mountTools(editor, text);
  const look = mountPreview(editor, text, mountProblems(desk));
  if (!isUnsaved) offerKept(desk, text, keeping);
  const note = mountSaving(text, keeping, isUnsaved);

  let timer = 0;
  function changed() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      note();
      look();
    }, QUIET_MS);
  }
  text.addEventListener("input", changed);
  text.addEventListener("compositionend", changed);
  // On a slow line the page is there before this module: what was typed meanwhile counts too.
  if (text.value !== text.defaultValue) changed();
  // A phone may close the page without a word once it is out of sight.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") note();
  });

  desk.addEventListener("click", (event) => {
    const line = event.target.closest("[data-line]")?.dataset.line;
    if (!line) return;
    event.preventDefault();
    editor.querySelector('[data-shows="text"]').click();
    goToLine(text, Number(line));
  });
  const line = /^#line-(\d+)$/.exec(location.hash)?.[1];
  if (line) goToLine(text, Number(line));
}
