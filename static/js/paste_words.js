/**
 * Words of a paragraph with their marks: bold, italic, links and so on, as Markdown.
 *
 * The HTML of word processors changes its tags in the middle of words and puts spaces into them.
 * So words are taken apart into pieces with the marks that hold for each, and written anew, each
 * mark as long as it holds, and never with a space at its edge.
 */

import { NOTE } from "./paste_notes.js";
import { styleOf } from "./paste_tidying.js";

const SIGNS = { bold: "**", italic: "*", struck: "~~", marked: "==", raised: "^", lowered: "~", code: "`" };
const BY_TAG = {
  B: "bold",
  STRONG: "bold",
  I: "italic",
  EM: "italic",
  DFN: "italic",
  VAR: "italic",
  S: "struck",
  STRIKE: "struck",
  DEL: "struck",
  MARK: "marked",
  SUP: "raised",
  SUB: "lowered",
  CODE: "code",
  KBD: "code",
  SAMP: "code",
  TT: "code",
};
const ADDRESS = /^(https?:|mailto:|tel:)/i;
const TINY = 40;
const BREAK = "\n";

/** The paragraphs that some nodes make: two breaks in a row part them. */
export function writeWords(nodes, { isHeading = false } = {}) {
  const pieces = [];
  for (const node of nodes) collect(node, {}, pieces);
  if (isHeading) pieces.forEach((piece) => delete piece.marks.bold);
  return paragraphsOf(tidy(pieces)).map(write).filter(Boolean);
}

function collect(node, marks, pieces) {
  if (node.nodeType === Node.TEXT_NODE) {
    pieces.push({ text: clean(node.data), marks: { ...marks } });
  } else if (node.nodeType === Node.ELEMENT_NODE) {
    collectElement(node, marks, pieces);
  }
}

function collectElement(element, marks, pieces) {
  const name = element.localName;
  if (name === "br") return pieces.push({ text: BREAK, marks: {}, isBreak: true });
  if (name === NOTE) return pieces.push({ text: `[^${element.textContent}]`, marks: {}, isWhole: true });
  if (name === "img") return picture(element, pieces);
  if (name === "wbr" || name === "input") return undefined;
  const own = marksOf(element, marks);
  element.childNodes.forEach((child) => collect(child, own, pieces));
  return undefined;
}

function clean(text) {
  return text.replace(/[\u200b\u200c\u200d\u2060\ufeff\u00ad]/g, "").replace(/\s+/g, " ").normalize("NFC");
}

/** Only its description can be kept; what is as small as a letter adorns. */
function picture(element, pieces) {
  const sizes = ["width", "height"].map((name) => Number(element.getAttribute(name)));
  const isTiny = sizes.some((size) => size > 0 && size < TINY);
  if (isTiny || element.getAttribute("role") === "presentation") return;
  const words = clean(element.alt).trim().replace(/[[\]]/g, "") || "…";
  pieces.push({ text: `![${words}](media/)`, marks: {}, isWhole: true });
}

function marksOf(element, marks) {
  const own = { ...marks };
  const mark = BY_TAG[element.tagName];
  if (mark) own[mark] = true;
  if (element.tagName === "A") own.link = addressOf(element) ?? own.link;
  const style = styleOf(element).toLowerCase();
  // Not mso-bidi-font-weight, which is of other scripts.
  const weight = /(?:^|[;\s])font-weight:\s*(\w+)/.exec(style)?.[1];
  if (weight) own.bold = weight.startsWith("bold") || Number(weight) >= 600;
  const slant = /(?:^|[;\s])font-style:\s*(\w+)/.exec(style)?.[1];
  if (slant) own.italic = slant === "italic" || slant === "oblique";
  if (/text-decoration[^;]*line-through/.test(style)) own.struck = true;
  const height = /vertical-align:\s*(super|sub)\b/.exec(style)?.[1];
  if (height) own[height === "super" ? "raised" : "lowered"] = true;
  return own;
}

function addressOf(link) {
  let address = (link.getAttribute("href") ?? "").trim();
  const behind = /^https?:\/\/www\.google\.[a-z.]+\/url\?(.*)/i.exec(address);
  if (behind) address = new URLSearchParams(behind[1]).get("q") ?? address;
  if (!ADDRESS.test(address)) return undefined;
  return address.replace(/[\s<>()\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, "0")}`);
}

/** Words and spaces apart; a space bears what the words on both its sides bear. */
function tidy(pieces) {
  const parts = pieces.flatMap((piece) =>
    piece.isBreak || piece.isWhole
      ? [piece]
      : piece.text.split(/( )/).filter(Boolean).map((text) => ({ text, marks: piece.marks })),
  );
  const kept = parts.filter((part, index) => part.text !== " " || parts[index - 1]?.text !== " ");
  kept.forEach((part, index) => {
    if (part.text === " ") part.marks = common(kept[index - 1]?.marks ?? {}, kept[index + 1]?.marks ?? {});
  });
  return kept;
}

function common(one, other) {
  const both = {};
  for (const [name, value] of Object.entries(one)) {
    if (value && other[name] === value && name !== "raised" && name !== "lowered") both[name] = value;
  }
  return both;
}

/** Cut where two breaks stand together, without space at the edges of any line. */
function paragraphsOf(parts) {
  const lines = [[]];
  for (const part of parts) part.isBreak ? lines.push([]) : lines.at(-1).push(part);
  const trimmed = lines.map(trim);
  const paragraphs = [[]];
  for (const line of trimmed) {
    if (line.length === 0) {
      if (paragraphs.at(-1).length) paragraphs.push([]);
    } else {
      paragraphs.at(-1).push(line);
    }
  }
  return paragraphs.filter((lines) => lines.length);
}

function trim(line) {
  const isSpace = (part) => part.text === " ";
  const from = line.findIndex((part) => !isSpace(part));
  return from < 0 ? [] : line.slice(from, line.findLastIndex((part) => !isSpace(part)) + 1);
}

const write = (lines) => lines.map(writeLine).join("  \n");

function writeLine(parts) {
  let text = "";
  let open = [];
  const close = () => (text += closing(open.pop()));
  parts.forEach((part, index) => {
    const wanted = Object.entries(part.marks).filter(([, value]) => value);
    while (open.some((mark) => part.marks[mark.name] !== mark.value)) close();
    const missing = wanted.filter(([name]) => !open.some((mark) => mark.name === name));
    const ordered = missing.map(([name, value]) => ({ name, value, until: lasts(parts, index, name) }));
    ordered.sort((one, other) => rank(one) - rank(other) || other.until - one.until);
    for (const mark of ordered) {
      text += mark.name === "link" ? "[" : SIGNS[mark.name];
      open.push(mark);
    }
    text += part.isWhole || part.marks.code ? part.text : escaped(part.text, text.at(-1) ?? "");
  });
  while (open.length) close();
  return text;
}

/** Code is innermost, since no mark means anything in it. */
const rank = (mark) => (mark.name === "code" ? 1 : 0);

function lasts(parts, from, name) {
  const value = parts[from].marks[name];
  const end = parts.findIndex((part, index) => index > from && part.marks[name] !== value);
  return end < 0 ? parts.length : end;
}

const closing = ({ name, value }) => (name === "link" ? `](${value})` : SIGNS[name]);

/** Signs that would mean something are written as signs; those within words stay as they are. */
function escaped(word, before) {
  return word
    .replace(/\\/g, "\\\\")
    .replace(/[`*]/g, "\\$&")
    .replace(/_/g, (sign, at) => (isLetter(word[at - 1] ?? before) && isLetter(word[at + 1]) ? sign : "\\_"))
    .replace(/&(?=#?\w+;)/g, "&amp;")
    .replace(/<(?=[A-Za-z/!?])/g, "&lt;")
    .replace(/\[(?=\^)|\](?=\()/g, "\\$&")
    .replace(/~~|==|\^(?=\S)/g, (sign, at, all) => (all[at - 1] === "[" ? sign : `\\${sign}`))
    .replace(/\{(?=[{:#.%])/g, "\\{");
}

const isLetter = (sign) => sign !== undefined && /[\p{L}\p{N}]/u.test(sign);
