/** What stands in a text and in its page: where in the one, and which element of the other. */

import { isVerbatim } from "./editor_verbatim.js";

const BLOCKS = "h2, h3, h4, h5, h6, p, li, dt, dd, tr, pre, figure, summary, legend, input[type=radio]";
const LETTERS = 18;
const FEWEST = 4;

const letters = (words) => words.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

/** Lines of the text with where they begin; of links and pictures only the words count. */
function readLines(value) {
  let offset = 0;
  return value.split("\n").map((line) => {
    const words = line.replace(/\]\([^)]*\)/g, "]").replace(/\[\^[^\]]*\]/g, "");
    const read = { offset, key: letters(words) };
    offset += line.length + 1;
    return read;
  });
}

function keyOf(element) {
  const words = element.matches("figure, input")
    ? element.querySelector("img")?.alt ?? element.closest("label")?.textContent ?? ""
    : element.textContent;
  return letters(words).slice(0, LETTERS);
}

/**
 * Anchors in the order of both: each block of the page whose first words are found in a line after
 * the one before. What is not found (a title from the front matter, what the page adds) is passed
 * over.
 */
export function findAnchors(value, page) {
  const lines = readLines(value);
  const anchors = [];
  let from = 0;
  for (const element of page.querySelectorAll(BLOCKS)) {
    const key = keyOf(element);
    if (key.length < FEWEST) continue;
    const index = lines.findIndex((line, at) => at >= from && line.key.includes(key));
    if (index < 0) continue;
    anchors.push({ offset: lines[index].offset, element });
    from = index;
  }
  return anchors;
}

/**
 * Anchors between a text and one in another language: the headings of its parts, in their order.
 * `pane` holds the other with [data-parts], which says what such headings are there.
 */
export function findParts(value, pane) {
  const place = pane.querySelector("[data-parts]");
  const headings = [...place.querySelectorAll(place.dataset.parts)].filter(
    (each) => !each.matches(".preview-title") && !isGone(each),
  );
  const lines = [...value.matchAll(/^##[ \t]/gm)].filter(
    ({ index }) => !isVerbatim(value.slice(0, index)),
  );
  return headings.slice(0, lines.length).map((element, at) => ({ offset: lines[at].index, element }));
}

/** Whether it stands there only as what the other does not say any more. */
function isGone(heading) {
  return [...heading.childNodes].every((each) => each.matches?.(".changed-removed"));
}
