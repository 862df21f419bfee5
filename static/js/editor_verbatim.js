/** Where in a text nothing is Markdown: among the lines between --- at its top, and in code. */

const FENCE = /^[ \t>]*(`{3,}|~{3,})[ \t]*([^\s`]*)[^`]*$/;

/** `before`: the text up to the cursor. A check (```quiz) is written in Markdown. */
export function isVerbatim(before) {
  if (/^\ufeff?---\n/.test(before) && !/\n---[ \t]*\n/.test(before)) return true;
  const opened = openFence(before.split("\n").slice(0, -1));
  return opened !== null && opened.word !== "quiz";
}

/** The fence that these lines leave open, with its word, or null. */
function openFence(rows) {
  let opened = null;
  for (const row of rows) {
    const [, mark, word] = FENCE.exec(row) ?? [];
    if (!mark) continue;
    if (!opened) opened = { mark, word };
    else if (!word && mark.startsWith(opened.mark)) opened = null;
  }
  return opened;
}
