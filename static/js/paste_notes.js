/** Footnotes of a page that was copied: marks that lead to a note which leads back to them. */

export const NOTE = "sen-note";

const MARK = /^[[(]?(\d{1,3}|[a-z]{1,4}|[*†‡]{1,3})[\])]?$/i;
// A note of Word, which may hold several paragraphs.
const WORDS_NOTE = '[data-style$="mso-element:footnote"], [data-style$="mso-element:endnote"]';
const LISTS = '[data-style*="mso-element:footnote-list"], [data-style*="mso-element:endnote-list"]';

/**
 * Takes the notes out of the page, in the order of their marks, and puts `<sen-note>` elements in
 * the place of the marks. A link that only leads somewhere in the page is none.
 */
export function takeNotes(page, firstNumber) {
  const notes = new Map();
  for (const mark of page.querySelectorAll('a[href^="#"]')) {
    if (!mark.isConnected || !MARK.test(mark.textContent.trim())) continue;
    const element = holderOf(page, mark);
    if (!element || element.contains(mark)) continue;
    // The ways back are looked up while the marks that they lead to are still there.
    const links = notes.get(element)?.links ?? backLinks(page, element);
    if (links.length === 0) continue;
    const number = notes.get(element)?.number ?? firstNumber + notes.size;
    notes.set(element, { element, number, links });
    placeMark(page, mark, number);
  }
  for (const { element, links } of notes.values()) {
    links.forEach((link) => removeWhole(link));
    element.remove();
  }
  page.querySelectorAll(LISTS).forEach((each) => each.remove());
  return [...notes.values()];
}

function find(page, link) {
  const name = decodeURIComponent(link.getAttribute("href").slice(1));
  return name ? page.getElementById(name) ?? page.querySelector(`a[name="${CSS.escape(name)}"]`) : null;
}

/** What a mark leads to, if it stands further down. */
function holderOf(page, mark) {
  const target = find(page, mark);
  const holder = target?.closest(WORDS_NOTE) ?? target?.closest("li, p, aside, dd, div");
  if (!holder || holder === page.body) return null;
  const isAfter = mark.compareDocumentPosition(holder) & Node.DOCUMENT_POSITION_FOLLOWING;
  return isAfter ? holder : null;
}

/** The links of a note that lead back to what stands before it. */
function backLinks(page, holder) {
  return [...holder.querySelectorAll('a[href^="#"]')].filter((link) => {
    const target = find(page, link);
    return target && isBefore(target, holder);
  });
}

function isBefore(target, holder) {
  return target.compareDocumentPosition(holder) & Node.DOCUMENT_POSITION_FOLLOWING;
}

function placeMark(page, mark, number) {
  const note = page.createElement(NOTE);
  note.textContent = String(number);
  const raised = mark.closest("sup");
  const isAlone = raised && raised.textContent.trim() === mark.textContent.trim();
  (isAlone ? raised : mark).replaceWith(note);
}

function removeWhole(link) {
  const raised = link.closest("sup");
  const isAlone = raised && raised.textContent.trim() === link.textContent.trim();
  (isAlone ? raised : link).remove();
}
