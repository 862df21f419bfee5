/**
 * The toolbar: Markdown put around or before what is selected.
 *
 * Everything goes in through the browser's own editing, so that undo takes it back. Vietnamese is
 * often typed by composition (several keys make one letter): nothing here touches the text before
 * a composition has ended.
 */

const TABLE = "| … | … |\n|---|---|\n| … | … |\n| … | … |";
const CHECK = "```quiz\n…\n- [x] …\n- [ ] …\n\n> …\n```";

/** Put a mark on both sides, or take it off where it stands there already. */
function around(value, start, end, mark) {
  const inner = value.slice(start, end);
  const before = value.slice(start - mark.length, start);
  const after = value.slice(end, end + mark.length);
  const isSingle = mark.length > 1 || value[start - 2] !== mark;
  if (start >= mark.length && before === mark && after === mark && isSingle) {
    const from = start - mark.length;
    return { from, to: end + mark.length, put: inner, select: [from, from + inner.length] };
  }
  const select = [start + mark.length, end + mark.length];
  return { from: start, to: end, put: mark + inner + mark, select };
}

/** Change all lines that the selection touches. */
function lines(value, start, end, change) {
  const from = value.lastIndexOf("\n", start - 1) + 1;
  const stop = value.indexOf("\n", end > start && value[end - 1] === "\n" ? end - 1 : end);
  const to = stop < 0 ? value.length : stop;
  const put = change(value.slice(from, to).split("\n")).join("\n");
  const select = start === end ? [from + put.length, from + put.length] : [from, from + put.length];
  return { from, to, put, select };
}

function prefix(pattern, mark) {
  return (rows) =>
    rows.every((row) => pattern.test(row))
      ? rows.map((row) => row.replace(pattern, ""))
      : rows.map((row, index) => mark(index) + row.replace(pattern, ""));
}

function heading([first, ...rest]) {
  const level = /^(#*)\s*/.exec(first)[1].length;
  const words = first.replace(/^#+\s*/, "");
  const mark = { 0: "## ", 2: "### " }[level] ?? (level === 1 ? "## " : "");
  return [mark + words, ...rest];
}

/** Put something below the line of the cursor, a blank line on both sides; its first … is selected. */
function block(value, _start, end, put) {
  const stop = value.indexOf("\n", end);
  const at = stop < 0 ? value.length : stop;
  const before = value.slice(0, at);
  const after = value.slice(at);
  const lead = before.endsWith("\n\n") || !before ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const tail = after.startsWith("\n\n") ? "" : "\n";
  const mark = put.indexOf("…");
  const from = at + lead.length + (mark < 0 ? put.length : mark);
  return { from: at, to: at, put: lead + put + tail, select: [from, from + (mark < 0 ? 0 : 1)] };
}

function link(value, start, end) {
  const words = value.slice(start, end) || "…";
  const put = `[${words}](https://)`;
  const at = start + words.length + 3;
  const select = start === end ? [start + 1, start + 2] : [at, at + 8];
  return { from: start, to: end, put, select };
}

const EDITS = {
  bold: (...at) => around(...at, "**"),
  italic: (...at) => around(...at, "*"),
  heading: (...at) => lines(...at, heading),
  list: (...at) => lines(...at, prefix(/^[-*] /, () => "- ")),
  "list-numbers": (...at) => lines(...at, prefix(/^\d+\. /, (index) => `${index + 1}. `)),
  quote: (...at) => lines(...at, prefix(/^> ?/, () => "> ")),
  link,
  table: (...at) => block(...at, TABLE),
  quiz: (...at) => block(...at, CHECK),
  picture: (...at) => block(...at, "![…](media/)"),
};

/** The change that a tool makes: the part to replace, what by, and what is selected then. */
export function editFor(name, value, start, end) {
  return EDITS[name](value, start, end);
}

export function applyEdit(text, { from, to, put, select }) {
  text.focus();
  text.setSelectionRange(from, to);
  const command = put ? "insertText" : "delete";
  if (!document.execCommand(command, false, put)) {
    text.setRangeText(put, from, to, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }
  text.setSelectionRange(...select);
}

function pictureOf(name) {
  return (...at) => block(...at, `![…](${name.replaceAll(" ", "%20")})`);
}

export function mountTools(editor, text) {
  const tools = editor.querySelector(".editor-tools");
  const pictures = editor.querySelector(".editor-pictures");
  let isComposing = false;

  function apply(make) {
    if (isComposing) {
      text.addEventListener("compositionend", () => setTimeout(() => apply(make)), { once: true });
      return text.blur();
    }
    return applyEdit(text, make(text.value, text.selectionStart, text.selectionEnd));
  }

  function showPictures(isShown) {
    pictures.hidden = !isShown;
    tools.querySelector('[data-markdown="picture"]').setAttribute("aria-expanded", String(isShown));
  }

  text.addEventListener("compositionstart", () => (isComposing = true));
  text.addEventListener("compositionend", () => (isComposing = false));

  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const name = event.target.closest("[data-markdown]")?.dataset.markdown;
    if (name === "picture" && pictures) return showPictures(pictures.hidden);
    if (name) apply(EDITS[name]);
  });
  pictures?.addEventListener("click", (event) => {
    const name = event.target.closest("[data-picture]")?.dataset.picture;
    if (!name) return;
    showPictures(false);
    apply(pictureOf(name));
  });
  text.addEventListener("keydown", (event) => {
    const name = { b: "bold", i: "italic" }[event.key.toLowerCase()];
    if (!name || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    apply(EDITS[name]);
  });
}
