/**
 * The toolbar and its short cuts: Markdown put around or before what is selected.
 *
 * Everything goes in through the browser's own editing, so that undo takes it back. Vietnamese is
 * often typed by composition (several keys make one letter): nothing here touches the text before
 * a composition has ended.
 */

import { EDITS, block } from "./editor_edits.js";
import { showSelection } from "./editor_lines.js";
import { mountToolbar } from "./editor_toolbar.js";

// By the key's place on the board where its letter depends on Shift or on the keyboard.
const KEYS = { b: "bold", i: "italic", k: "link" };
const SHIFTED = { Digit7: "list-numbers", Digit8: "list", Digit9: "quote" };
const WITH_ALT = { Digit2: "heading-2", Digit3: "heading-3", KeyF: "footnote", KeyM: "callout" };

/** One edit after another; each stands in the text that the one before has left. The last is seen. */
export function applyEdit(text, edits) {
  for (const edit of [edits].flat()) applyOne(text, edit);
  showSelection(text);
}

function applyOne(text, { from, to, put, select }) {
  if (text.readOnly) return;
  text.focus();
  text.setSelectionRange(from, to);
  const command = put ? "insertText" : "delete";
  if (!document.execCommand(command, false, put)) {
    text.setRangeText(put, from, to, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
  text.setSelectionRange(...select);
}

/** Gives a function that changes the text by `make`, once nothing is being composed. */
export function mountEditing(text) {
  let isComposing = false;
  text.addEventListener("compositionstart", () => (isComposing = true));
  text.addEventListener("compositionend", () => (isComposing = false));
  return function apply(make) {
    if (text.readOnly) return undefined;
    if (isComposing) {
      text.addEventListener("compositionend", () => setTimeout(() => apply(make)), { once: true });
      return text.blur();
    }
    return applyEdit(text, make(text.value, text.selectionStart, text.selectionEnd));
  };
}

/** Which tool a key asks for, if any. Alt with Control is how some keyboards write signs. */
function toolOf(event) {
  if (!(event.ctrlKey || event.metaKey) || event.getModifierState("AltGraph")) return undefined;
  if (event.altKey) return event.shiftKey ? undefined : WITH_ALT[event.code];
  return event.shiftKey ? SHIFTED[event.code] : KEYS[event.key.toLowerCase()];
}

export function mountTools(editor, text, apply) {
  const tools = editor.querySelector(".editor-tools");
  const pictures = editor.querySelector(".editor-pictures");

  function showPictures(isShown) {
    pictures.hidden = !isShown;
    tools.querySelector('[data-markdown="picture"]').setAttribute("aria-expanded", String(isShown));
  }

  /** What has no button makes no sense in this text; smaller headings go by the button of headings. */
  function isOffered(name) {
    return tools.querySelector(`[data-markdown="${name.replace(/-\d$/, "")}"]`) !== null;
  }

  tools.hidden = false;
  mountToolbar(tools);
  tools.addEventListener("click", (event) => {
    const name = event.target.closest("[data-markdown]")?.dataset.markdown;
    if (name === "picture" && pictures) return showPictures(pictures.hidden);
    if (name) apply(EDITS[name]);
  });
  pictures?.addEventListener("click", (event) => {
    const name = event.target.closest("[data-picture]")?.dataset.picture;
    if (!name) return;
    showPictures(false);
    apply((...at) => block(...at, `![…](${name.replaceAll(" ", "%20")})`));
  });
  text.addEventListener("keydown", (event) => {
    const name = toolOf(event);
    if (!name || !isOffered(name)) return;
    event.preventDefault();
    apply(EDITS[name]);
  });
}
