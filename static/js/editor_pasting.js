/** Pasting into the text: what comes with its form becomes Markdown; Ctrl+Shift+V stays plain. */

import { nextFootnote } from "./editor_edits.js";
import { isVerbatim } from "./editor_verbatim.js";
import { isTyped, toMarkdown } from "./paste_markdown.js";

export function mountPasting(text, apply) {
  let isPlain = false;

  text.addEventListener("keydown", (event) => {
    isPlain = event.shiftKey && (event.ctrlKey || event.metaKey) && event.code === "KeyV";
  });
  text.addEventListener("paste", (event) => {
    const wantsPlain = isPlain;
    isPlain = false;
    const html = event.clipboardData?.getData("text/html");
    if (event.defaultPrevented || text.readOnly || wantsPlain || !html || isTyped(html)) return;
    if (isVerbatim(text.value.slice(0, text.selectionStart))) return;
    const plain = event.clipboardData.getData("text/plain");
    // A picture by itself is a file, for whoever takes files.
    if (event.clipboardData.files.length && !plain.trim()) return;
    const markdown = toMarkdown(html, nextFootnote(text.value));
    if (!markdown || markdown === plain.trim()) return;
    event.preventDefault();
    apply((value, start, end) => insertion(value, start, end, markdown));
  });
}

/** Words go in where the cursor is; blocks take a place of their own. */
function insertion(value, start, end, markdown) {
  const isInline = !markdown.includes("\n") && !/^(#|>|- |\d+\. |\||---)/.test(markdown);
  const at = start + markdown.length;
  if (isInline) return { from: start, to: end, put: markdown, select: [at, at] };
  const lead = gap(value.slice(0, start), /\n*$/);
  const tail = gap(value.slice(end), /^\n*/) || "";
  const put = (start === 0 ? "" : lead) + markdown + (end === value.length ? "\n" : tail);
  const after = start + put.length;
  return { from: start, to: end, put, select: [after, after] };
}

function gap(beside, pattern) {
  return "\n".repeat(Math.max(0, 2 - pattern.exec(beside)[0].length));
}
