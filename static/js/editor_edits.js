/**
 * What the tools of the editor put into a text: pure functions from a text and its selection.
 *
 * Each gives {from, to, put, select}: the part to replace, what by, and what is selected then. A
 * sign … stands for what is still to be written; the first of them is selected.
 */

export const TABLE = "| … | … |\n|---|---|\n| … | … |\n| … | … |";
export const CHECK = "```quiz\n…\n- [x] …\n- [ ] …\n\n> …\n```";

const HEAD = /^\ufeff?---\n([\s\S]*?)\n---(\n|$)/;
// `sources: [{title: …}]`, on one line or several; `sources:` with its items below, or with none.
const BRACKETED = /(^|\n)sources:[ \t]*\[(?!\s*\])([\s\S]*?)\][ \t]*(?=(#[^\n]*)?(\n|$))/;
const LISTED = /(^|\n)sources:(?:[ \t]*(?:\[\s*\]|null|~))?([ \t]*#[^\n]*|[ \t]*)((?:\n(?:[ \t]+|- |-$)[^\n]*)*)/;

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

/** The next smaller heading, and after the smallest none. */
function nextHeading([first, ...rest]) {
  const level = /^(#*)\s*/.exec(first)[1].length;
  const words = first.replace(/^#+\s*/, "");
  const mark = { 0: "## ", 2: "### " }[level] ?? (level === 1 ? "## " : "");
  return [mark + words, ...rest];
}

function headingOf(mark) {
  return ([first, ...rest]) => [mark + first.replace(/^#+\s*/, ""), ...rest];
}

/** Put something below the line of the cursor, a blank line on both sides; never in front matter. */
export function block(value, _start, end, put) {
  const head = HEAD.exec(value)?.[0].trimEnd().length ?? 0;
  const stop = value.indexOf("\n", Math.max(head, end));
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

/** A note; what is selected goes into it. */
function callout(value, start, end) {
  if (start === end) return block(value, start, end, '!!! note "…"\n    …');
  const change = (rows) => ['!!! note "…"', ...rows.map((row) => (row ? `    ${row}` : row))];
  const edit = lines(value, start, end, change);
  const at = edit.from + edit.put.indexOf("…");
  return { ...edit, select: [at, at + 1] };
}

/** The number that no footnote has yet. */
export function nextFootnote(value) {
  const numbers = [...value.matchAll(/\[\^(\d+)\]/g)].map((match) => Number(match[1]));
  return Math.max(0, ...numbers) + 1;
}

/** The mark where the cursor is, and what it says at the end of the text: two edits. */
function footnote(value, _start, end) {
  const number = nextFootnote(value);
  const mark = `[^${number}]`;
  const rest = value.trimEnd().length;
  const isAfterNote = /(^|\n)\[\^[^\]]+\]:[^\n]*$/.test(value.slice(0, rest));
  const put = `${isAfterNote ? "\n" : "\n\n"}${mark}: …\n`;
  const from = Math.max(rest, end);
  const at = from + put.length - 2;
  return [
    { from, to: value.length, put, select: [at, at + 1] },
    { from: end, to: end, put: mark, select: [at + mark.length, at + mark.length + 1] },
  ];
}

/**
 * A source, among those of the front matter: the page lists them, and the studio watches them. Since
 * when it holds only its writer knows: the check asks for the day.
 */
function source(value, start, end) {
  const head = HEAD.exec(value);
  if (!head) return footnote(value, start, end);
  const fields = ["title: …", "article: …"];
  const top = value.indexOf("\n") + 1;
  return addBracketed(head[1], top, fields) ?? addListed(head[1], top, fields);
}

function addBracketed(head, top, fields) {
  const list = BRACKETED.exec(head);
  if (!list) return undefined;
  const inside = list[2].trimEnd();
  const at = top + list.index + list[0].indexOf("[") + 1 + inside.length;
  return placed(at, at, `${inside.endsWith(",") ? "" : ","} {${fields.join(", ")}}`);
}

function addListed(head, top, fields) {
  const list = LISTED.exec(head);
  const indent = /\n([ \t]*)- /.exec(list?.[3] ?? "")?.[1] ?? "  ";
  const item = `\n${indent}- ${fields.join(`\n${indent}  `)}`;
  const stop = top + head.length;
  if (!list) return placed(stop, stop, `\nsources:${item}`);
  const begin = top + list.index + list[1].length;
  return placed(begin, top + list.index + list[0].length, `sources:${list[2]}${list[3]}${item}`);
}

function placed(from, to, put) {
  const at = from + put.lastIndexOf("title: …") + 7;
  return { from, to, put, select: [at, at + 1] };
}

export const EDITS = {
  bold: (...at) => around(...at, "**"),
  italic: (...at) => around(...at, "*"),
  heading: (...at) => lines(...at, nextHeading),
  "heading-2": (...at) => lines(...at, headingOf("## ")),
  "heading-3": (...at) => lines(...at, headingOf("### ")),
  list: (...at) => lines(...at, prefix(/^[-*] /, () => "- ")),
  "list-numbers": (...at) => lines(...at, prefix(/^\d+\. /, (index) => `${index + 1}. `)),
  quote: (...at) => lines(...at, prefix(/^> ?/, () => "> ")),
  link,
  table: (...at) => block(...at, TABLE),
  quiz: (...at) => block(...at, CHECK),
  picture: (...at) => block(...at, "![…](media/)"),
  video: (...at) => block(...at, "![…](media/….mp4)"),
  callout,
  footnote,
  source,
};
