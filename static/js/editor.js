/**
 * Writing in the studio: the page as its readers will see it beside the text, as one types.
 *
 * The text itself is never changed from here but by the person's own doing (a tool, a paste,
 * taking back what this device kept).
 */

import { mountCheatSheet } from "./editor_cheat_sheet.js";
import { mountHolding } from "./editor_holding.js";
import { goToLine } from "./editor_lines.js";
import { mountLists } from "./editor_lists.js";
import { mountOriginal } from "./editor_original.js";
import { mountPasting } from "./editor_pasting.js";
import { mountPreview, mountProblems, mountTabs, show } from "./editor_preview.js";
import { Saving } from "./editor_saving.js";
import { mountScrolling } from "./editor_scrolling.js";
import { applyEdit, mountEditing, mountTools } from "./editor_tools.js";
import { openKeeping } from "./keeping.js";
import { offerKept } from "./kept_offer.js";

// With the way to the server and back, the page is there within 300 ms of a pause.
const QUIET_MS = 120;

/** Puts a kept text back, over the version it began from: had somebody saved since, both are shown. */
function take(text, kept) {
  if (text.readOnly) return false;
  const isOwnSave = (kept.sent ?? []).includes(text.defaultValue);
  if (!isOwnSave) text.form.elements.version.value = kept.version;
  const end = kept.source.length;
  applyEdit(text, { from: 0, to: text.value.length, put: kept.source, select: [end, end] });
  return true;
}

function mountLines(desk, editor, text) {
  desk.addEventListener("click", (event) => {
    const line = event.target.closest("[data-line]")?.dataset.line;
    if (!line) return;
    event.preventDefault();
    if (!text.offsetHeight) show(editor, "text");
    goToLine(text, Number(line));
  });
  const line = /^#line-(\d+)$/.exec(location.hash)?.[1];
  if (line) goToLine(text, Number(line));
}

/** How much the bar of saving covers, for the stylesheet: large letters, or what it tells, make it higher. */
function measureFoot(foot) {
  new ResizeObserver(() => {
    document.documentElement.style.setProperty("--foot", `${foot.offsetHeight}px`);
  }).observe(foot);
}

export function mount(editor) {
  const desk = editor.closest("[data-desk]");
  const text = editor.querySelector("textarea");
  const keeping = openKeeping(desk);

  editor.classList.add("is-live");
  desk.querySelectorAll("[data-without-script]").forEach((each) => each.remove());
  measureFoot(desk.querySelector(".studio-foot"));
  mountTabs(editor);
  const apply = mountEditing(text);
  if (editor.querySelector(".editor-tools")) {
    mountTools(editor, text, apply);
    mountLists(text, apply);
  }
  mountCheatSheet(editor, text, apply);
  mountPasting(text, apply);
  const look = mountPreview(editor, text, mountProblems(desk));
  const saving = new Saving({ desk, text, keeping });
  if (!("unsaved" in desk.dataset)) {
    const isSame = (kept) => kept.source === text.value;
    offerKept(desk.querySelector("[data-kept]"), keeping, isSame, (kept) => take(text, kept));
  }
  mountHolding(desk, text, saving);
  mountScrolling(editor, text);
  mountOriginal(editor, text);

  let timer = 0;
  function changed() {
    saving.touch();
    clearTimeout(timer);
    timer = setTimeout(() => {
      saving.note();
      look();
    }, QUIET_MS);
  }
  text.addEventListener("input", changed);
  text.addEventListener("compositionend", changed);
  // On a slow line the page is there before this module: what was typed meanwhile counts too.
  if (text.value !== text.defaultValue) changed();
  mountLines(desk, editor, text);
}
