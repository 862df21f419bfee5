/**
 * What was copied from Word, Google Docs or a web page, as clean Markdown.
 *
 * Headings, lists in lists, tables, links, footnotes, bold and italic stay; styles, scripts and
 * whatever else goes. The HTML is parsed into a document of its own, which runs and loads nothing.
 * A picture cannot come along: its description marks the place.
 */

import { parseQuietly, styleOf, tidyDocument } from "./paste_tidying.js";
import { takeNotes } from "./paste_notes.js";
import { writeWords } from "./paste_words.js";

const BLOCKS =
  "p, div, section, article, main, header, footer, aside, h1, h2, h3, h4, h5, h6, ul, ol, li, table, " +
  "blockquote, pre, hr, dl, dt, dd, figure, figcaption, details, summary, address, form, center";
const HEADINGS = ["H1", "H2", "H3", "H4", "H5", "H6"];
const DEEPEST = 4;

/** The Markdown of some HTML; `firstNote` is the number of its first footnote. */
export function toMarkdown(html, firstNote = 1) {
  const page = parseQuietly(html);
  tidyDocument(page);
  const notes = takeNotes(page, firstNote);
  const writer = new Writer(page.querySelector("h1") ? 1 : 0);
  const blocks = writer.blocksOf(page.body).map((each) => each.text);
  while (blocks.at(-1) === "---") blocks.pop();
  const said = notes.map(({ number, element }) => writer.note(number, element));
  return [...blocks, said.join("\n")].filter(Boolean).join("\n\n");
}

/** Whether some HTML is text that stands as it was typed, as editors of code copy it. */
export function isTyped(html) {
  return /<body[^>]*>\s*(<!--\w+-->\s*)?<(div|pre|span)[^>]*white-space:\s*pre\b/i.test(html) ||
    /^\s*(<meta[^>]*>)?\s*<(div|pre|span)[^>]*white-space:\s*pre\b/i.test(html);
}

/** Blocks are {kind, text}; a text has no space around it. */
class Writer {
  constructor(shift) {
    this.shift = shift;
  }

  blocksOf(container) {
    const found = [];
    let words = [];
    const flush = () => {
      found.push(...this.paragraphs(words));
      words = [];
    };
    for (const node of container.childNodes) {
      if (!isBlock(node)) {
        words.push(node);
        continue;
      }
      flush();
      found.push(...this.block(node));
    }
    flush();
    return found;
  }

  paragraphs(nodes) {
    return writeWords(nodes).map((text) => ({ kind: "words", text: plainStart(text) }));
  }

  block(element) {
    const tag = element.tagName;
    if (HEADINGS.includes(tag)) return this.heading(element, HEADINGS.indexOf(tag) + 1);
    if (tag === "UL" || tag === "OL") return this.list(element);
    if (tag === "TABLE") return this.table(element);
    if (tag === "BLOCKQUOTE") return this.quotation(element);
    if (tag === "PRE") return code(element);
    if (tag === "HR") return [{ kind: "rule", text: "---" }];
    if (tag === "DL") return this.terms(element);
    return this.blocksOf(element);
  }

  heading(element, level) {
    const words = writeWords(element.childNodes, { isHeading: true }).join(" ");
    const mark = "#".repeat(Math.min(Math.max(2, level + this.shift), DEEPEST));
    return words ? [{ kind: "heading", text: `${mark} ${words.replace(/\s*\n\s*/g, " ")}` }] : [];
  }

  list(element) {
    let number = Number(element.getAttribute("start")) || 1;
    const items = [];
    let isLoose = false;
    for (const item of element.children) {
      const parts = this.blocksOf(item);
      if (parts.length === 0) continue;
      isLoose ||= parts.filter((part) => part.kind !== "list").length > 1;
      const mark = element.tagName === "OL" ? `${number++}. ` : "- ";
      items.push(mark + box(item) + indent(joined(parts)));
    }
    return items.length ? [{ kind: "list", text: items.join(isLoose ? "\n\n" : "\n") }] : [];
  }

  quotation(element) {
    const text = joinedWide(this.blocksOf(element));
    return text ? [{ kind: "quote", text: text.replace(/^(?=.)/gm, "> ").replace(/^$/gm, ">") }] : [];
  }

  terms(element) {
    const lines = [];
    for (const child of element.querySelectorAll("dt, dd")) {
      const text = joinedWide(this.blocksOf(child));
      if (!text) continue;
      const isTerm = child.tagName === "DT";
      if (isTerm && lines.length && lines.at(-1).startsWith(":")) lines.push("");
      lines.push(isTerm ? text : `:   ${indent(text)}`);
    }
    return lines.length ? [{ kind: "terms", text: lines.join("\n") }] : [];
  }

  table(element) {
    const rows = [...element.rows].filter((row) => row.closest("table") === element);
    const widest = Math.max(0, ...rows.map((row) => row.cells.length));
    // What has one column only frames a text.
    if (widest < 2) return rows.flatMap((row) => [...row.cells].flatMap((cell) => this.blocksOf(cell)));
    const lines = grid(rows).map((row) => row.map((cell) => (cell ? this.cell(cell) : "")));
    const [head, ...body] = lines.filter((line) => line.some(Boolean));
    if (!head) return [];
    const marks = head.map((_, column) => (isRight(rows, column) ? "--:" : "---"));
    const text = [head, marks, ...body].map((line) => `| ${line.join(" | ")} |`).join("\n");
    return [{ kind: "table", text }];
  }

  cell(element) {
    const isHeading = element.tagName === "TH";
    const parts = element.querySelector(BLOCKS)
      ? this.blocksOf(element).map((part) => part.text)
      : writeWords(element.childNodes, { isHeading });
    return parts.join("\n").replace(/ *\n+ */g, "<br>").replaceAll("|", "\\|");
  }

  note(number, element) {
    return `[^${number}]: ${indent(joinedWide(this.blocksOf(element)))}`;
  }
}

function isBlock(node) {
  return node.nodeType === Node.ELEMENT_NODE && (node.matches(BLOCKS) || node.querySelector(BLOCKS));
}

/** Parts of an item: a list goes on right below its words, anything else after an empty line. */
function joined(parts) {
  return parts.reduce((text, part, index) => {
    if (index === 0) return part.text;
    return text + (part.kind === "list" ? "\n" : "\n\n") + part.text;
  }, "");
}

function joinedWide(parts) {
  return parts.map((part) => part.text).join("\n\n");
}

/** All lines but the first stand under the words of the first. */
function indent(text) {
  return text.replace(/\n(?=[^\n])/g, "\n    ");
}

/** A box to tick, where the item is one. */
function box(item) {
  const input = item.querySelector(":scope > input[type=checkbox], :scope > p > input[type=checkbox]");
  const isBox = item.getAttribute("role") === "checkbox" || input;
  if (!isBox) return "";
  const isTicked = item.getAttribute("aria-checked") === "true" || input?.hasAttribute("checked");
  return isTicked ? "[x] " : "[ ] ";
}

function code(element) {
  const text = element.textContent.replace(/\u00a0/g, " ").replace(/\s+$/, "").replace(/^\n/, "");
  const fence = text.includes("```") ? "~~~~" : "```";
  return text ? [{ kind: "code", text: `${fence}\n${text}\n${fence}` }] : [];
}

/** The cells of a table by row and column; a cell that spans several stands in the first. */
function grid(rows) {
  const places = rows.map(() => []);
  rows.forEach((row, index) => {
    let column = 0;
    for (const cell of row.cells) {
      while (places[index][column] !== undefined) column += 1;
      for (let down = 0; down < cell.rowSpan && index + down < rows.length; down += 1) {
        for (let over = 0; over < Math.min(cell.colSpan, 50); over += 1) {
          places[index + down][column + over] = down || over ? null : cell;
        }
      }
    }
  });
  const width = Math.max(...places.map((row) => row.length));
  return places.map((row) => Array.from({ length: width }, (_, column) => row[column] ?? null));
}

function isRight(rows, column) {
  const cells = rows.slice(1).map((row) => row.cells[column]).filter(Boolean);
  const align = (cell) =>
    cell.align ||
    /text-align:\s*(\w+)/i.exec(`${styleOf(cell)};${styleOf(cell.querySelector("p"))}`)?.[1] ||
    cell.querySelector("p")?.align;
  return cells.length > 0 && cells.every((cell) => align(cell) === "right");
}

/** What begins a paragraph and would be read as something else; typed lists become lists. */
function plainStart(text) {
  return text
    .replace(/^([#>])/gm, "\\$1")
    .replace(/^(!!!|-{3,}$)/gm, "\\$1")
    .replace(/^\?\?\?/gm, "&#63;??")
    .replace(/^:(?=\s)/gm, "&#58;")
    .replace(/^=+$/gm, (signs) => `&#61;${signs.slice(1)}`);
}
