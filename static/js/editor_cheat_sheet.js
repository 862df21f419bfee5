/** How to write it, beside the text: examples that a press puts in. */

import { block } from "./editor_edits.js";
import { show } from "./editor_preview.js";

const NARROW = "(max-width: 63.99em)";

export function mountCheatSheet(editor, text, apply) {
  const sheet = editor.querySelector(".editor-help");
  if (!sheet) return;
  sheet.querySelector("details").open = true;
  sheet.querySelectorAll("[data-insert]").forEach((each) => (each.hidden = false));
  sheet.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (!button?.dataset.insert) return;
    if (matchMedia(NARROW).matches) show(editor, "text");
    const example = button.closest("[data-example]").querySelector("code").textContent;
    apply((value, start, end) => insertion(value, start, end, example, button.dataset.insert));
  });
}

/** A block stands by itself; words go in where the cursor is. */
function insertion(value, start, end, example, kind) {
  if (kind === "block") return { ...block(value, start, end, example), ...selected(value, end, example) };
  return { from: start, to: end, put: example, select: [start, start + example.length] };
}

/** All of a block that was put in is selected, so that it is seen, and one key takes it away. */
function selected(value, end, example) {
  const edit = block(value, end, end, example);
  const from = edit.from + edit.put.indexOf(example);
  return { select: [from, from + example.length] };
}
