/** Lines of a textarea: where they stand, and bringing one of them before the eyes. */

const SAME = ["font", "letterSpacing", "padding", "border", "boxSizing", "tabSize"];

/**
 * How far down places of the text stand, in pixels from its top; measured all at once in a copy
 * that is laid out the same. `offsets` rise.
 */
export function measureTops(text, offsets) {
  const style = getComputedStyle(text);
  const copy = document.createElement("div");
  for (const name of SAME) copy.style[name] = style[name];
  copy.style.cssText += "position:absolute;visibility:hidden;white-space:pre-wrap;overflow-wrap:break-word;";
  copy.style.width = `${text.clientWidth + 2 * parseFloat(style.borderLeftWidth)}px`;
  let from = 0;
  const marks = offsets.map((offset) => {
    const mark = document.createElement("span");
    mark.textContent = "\u200b";
    copy.append(text.value.slice(from, offset), mark);
    from = offset;
    return mark;
  });
  copy.append(`${text.value.slice(from)}\u200b`);
  text.after(copy);
  const tops = marks.map((mark) => mark.offsetTop);
  copy.remove();
  return tops;
}

export function goToLine(text, number) {
  const lines = text.value.split("\n");
  const index = Math.min(Math.max(number, 1), lines.length) - 1;
  const start = lines.slice(0, index).reduce((sum, line) => sum + line.length + 1, 0);
  text.focus();
  text.setSelectionRange(start, start + lines[index].length);
  showSelection(text);
}

/**
 * Scrolls no further than it has to until what is selected is seen, a line around it too; of what
 * is too long, its beginning. A browser does so for what is typed, but not for what a script puts in.
 */
export function showSelection(text) {
  const line = parseFloat(getComputedStyle(text).lineHeight);
  const [first, last] = measureTops(text, [text.selectionStart, text.selectionEnd]);
  const from = first - line;
  const to = last + 2 * line;
  if (to > text.scrollTop + text.clientHeight) text.scrollTop = to - text.clientHeight;
  if (from < text.scrollTop) text.scrollTop = from;
  const top = text.getBoundingClientRect().top - text.scrollTop;
  if (!isUncovered(top + first, top + last + line)) text.scrollIntoView({ block: "nearest" });
}

/** Whether nothing that stands fixed at the top or the foot of the window lies over a place of it. */
function isUncovered(from, to) {
  const style = getComputedStyle(document.documentElement);
  const bottom = window.innerHeight - parseFloat(style.scrollPaddingBottom);
  return from >= parseFloat(style.scrollPaddingTop) && to <= bottom;
}
