/** Lines of a textarea: taking the cursor to one of them. */

/** How far down a place of the text stands, measured in a copy that is laid out the same. */
function measureTop(text, offset) {
  const style = getComputedStyle(text);
  const copy = document.createElement("div");
  for (const name of ["font", "letterSpacing", "padding", "border", "boxSizing", "tabSize"]) {
    copy.style[name] = style[name];
  }
  copy.style.cssText += "position:absolute;visibility:hidden;white-space:pre-wrap;overflow-wrap:break-word;";
  copy.style.width = `${text.clientWidth}px`;
  copy.textContent = `${text.value.slice(0, offset)}\u200b`;
  text.after(copy);
  const top = copy.clientHeight;
  copy.remove();
  return top;
}

export function goToLine(text, number) {
  const lines = text.value.split("\n");
  const index = Math.min(Math.max(number, 1), lines.length) - 1;
  const start = lines.slice(0, index).reduce((sum, line) => sum + line.length + 1, 0);
  text.focus();
  text.setSelectionRange(start, start + lines[index].length);
  text.scrollTop = Math.max(0, measureTop(text, start) - text.clientHeight / 3);
  text.scrollIntoView({ block: "nearest" });
}
