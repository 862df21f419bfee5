/**
 * Enter goes on with a list, a quotation or the choices of a check; on an empty item it ends it.
 *
 * Only a bare Enter is taken, and never one that ends a composition: with Shift, or any other
 * key, it stays the browser's own.
 */

import { isVerbatim } from "./editor_verbatim.js";

// What stands before the words of a line: indentation and quotation, a mark or a number, a box.
const BEGINNING = /^([ \t]*(?:>[ \t]*)*)(?:([-*+][ \t]+)(\[[ xX]\](?:[ \t]+|$))?|(\d{1,9})(\.[ \t]+))?/;

/** The edit that Enter asks for here, or null where a plain new line does. */
function continuation(value, start, end) {
  const from = value.lastIndexOf("\n", start - 1) + 1;
  const stop = value.indexOf("\n", start);
  const row = value.slice(from, stop < 0 ? value.length : stop);
  const [beginning, outer, mark, box, number, dot] = BEGINNING.exec(row);
  const isQuoted = outer.includes(">");
  const isItem = Boolean(mark ?? number);
  if (!(isItem || isQuoted) || start - from < beginning.length) return null;
  if (isVerbatim(value.slice(0, start))) return null;
  if (start === end && row.length === beginning.length) {
    return replaced(from, from + row.length, isItem && isQuoted ? outer : "");
  }
  const item = number ? `${Number(number) + 1}${dot}` : (mark ?? "") + (box ? "[ ] " : "");
  return replaced(start, end, `\n${outer}${item}`);
}

function replaced(from, to, put) {
  const at = from + put.length;
  return { from, to, put, select: [at, at] };
}

/** Whether a key is Enter and nothing else. Safari says by 229 alone that it ended a composition. */
function isBareEnter(event) {
  if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return false;
  return !(event.shiftKey || event.ctrlKey || event.altKey || event.metaKey);
}

export function mountLists(text, apply) {
  text.addEventListener("keydown", (event) => {
    if (!isBareEnter(event)) return;
    const edit = continuation(text.value, text.selectionStart, text.selectionEnd);
    if (!edit) return;
    event.preventDefault();
    apply(() => edit);
  });
}
