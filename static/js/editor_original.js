/** The original of a translation, beside the text or, on a phone, in a tab of its own. */

import { WIDE, show } from "./editor_preview.js";

export function mountOriginal(editor, text) {
  const pane = editor.querySelector(".editor-original");
  if (!pane) return;
  pane.querySelector("details").open = true;
  // On a phone it would cover the line that one came for.
  if ("opens" in pane.dataset && matchMedia(WIDE).matches) show(editor, "original");
  text.form.addEventListener("sen:confirmed", ({ detail }) => {
    // The server's own rendering, cleaned there.
    pane.querySelector("[data-original]").innerHTML = detail;
    pane.scrollTop = 0;
    pane.focus();
  });
}
