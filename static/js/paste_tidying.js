/** What Word and Google Docs put into HTML, made the lists and paragraphs that they mean. */

const NOTHING =
  "script, style, template, noscript, iframe, object, embed, svg, math, head, meta, link, title, xml, " +
  "button, select, textarea, nav, audio, video, canvas, [hidden]";
const LEVEL = /mso-list:[^;]*\blevel(\d+)/i;
const ORDERED = /^\(?(\d+|[a-zđ]|[ivxlcdm]+)([.)]|(\.\d+)+[.)]?)$/i;
const DEEPEST = 9;

/**
 * HTML as a document that runs and loads nothing. Styles are only read: under another name the
 * browser need not refuse to apply them, which it would tell the console of.
 */
export function parseQuietly(html) {
  const quiet = html
    .replace(/<style[\s\S]*?<\/style>/gi, "")
    .replace(/<[a-z][^<>]*>/gi, (tag) =>
      tag.replace(/\sstyle\s*=/gi, " data-style=").replace(/\son\w+\s*=/gi, " data-gone="),
    );
  return new DOMParser().parseFromString(quiet, "text/html");
}

/** What an element says of its style, as it was written. */
export const styleOf = (element) => element?.dataset?.style ?? "";

export function tidyDocument(page) {
  page.querySelectorAll(NOTHING).forEach((each) => each.remove());
  page.querySelectorAll("[data-style]").forEach((each) => isHidden(each) && each.remove());
  removeComments(page);
  page.querySelectorAll("p.MsoTitle").forEach((each) => rename(each, "h1"));
  makeWordLists(page);
  nestLists(page);
}

function isHidden(element) {
  return /display:\s*none|mso-hide:\s*all/i.test(styleOf(element));
}

function removeComments(page) {
  const walker = page.createTreeWalker(page, NodeFilter.SHOW_COMMENT);
  const comments = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  comments.forEach((each) => each.remove());
}

function rename(element, tag) {
  const other = element.ownerDocument.createElement(tag);
  other.append(...element.childNodes);
  element.replaceWith(other);
  return other;
}

/** Word's list paragraphs say their level, and carry their sign as text. */
function makeWordLists(page) {
  const isItem = (each) => each?.matches?.("p, div") && LEVEL.test(styleOf(each));
  for (const first of page.querySelectorAll("p, div")) {
    if (!first.isConnected || !isItem(first)) continue;
    const run = [first];
    for (let next = first.nextElementSibling; ; next = next.nextElementSibling) {
      // A list paragraph without a sign goes on with the item before it.
      if (!isItem(next) && !/MsoListParagraph/.test(next?.className ?? "")) break;
      run.push(next);
    }
    const place = page.createElement("div");
    first.before(place);
    place.append(...listsOf(run, page));
    place.replaceWith(...place.childNodes);
  }
  // A numbered heading keeps its number as words.
  page.querySelectorAll("[data-style]").forEach((each) => {
    if (isSign(each)) each.replaceWith(`${each.textContent.trim()} `);
  });
}

const isSign = (element) => /mso-list:\s*ignore/i.test(styleOf(element));

function listsOf(paragraphs, page) {
  const roots = [];
  // The lists that are open, outermost first.
  let open = [];
  for (const paragraph of paragraphs) {
    const level = Number(LEVEL.exec(styleOf(paragraph))?.[1] ?? 0);
    if (level === 0) {
      open.at(-1)?.lastElementChild.append(paragraph);
      continue;
    }
    const sign = takeSign(paragraph);
    const tag = ORDERED.test(sign) && sign !== "o" ? "OL" : "UL";
    open = open.slice(0, Math.min(level, DEEPEST));
    if (open.length === level && open.at(-1).tagName !== tag) open.pop();
    if (open.length < level) open.push(begin(tag, sign, open, roots, page));
    const item = page.createElement("li");
    item.append(...paragraph.childNodes);
    paragraph.remove();
    open.at(-1).append(item);
  }
  return roots;
}

function begin(tag, sign, open, roots, page) {
  const list = page.createElement(tag);
  const number = /^\(?(\d+)[.)]$/.exec(sign)?.[1];
  if (number > 1) list.setAttribute("start", number);
  const holder = open.at(-1)?.lastElementChild;
  if (holder) holder.append(list);
  else roots.push(list);
  return list;
}

function takeSign(paragraph) {
  const span = [...paragraph.querySelectorAll("span")].find(isSign);
  const sign = span?.textContent.replace(/\u00a0/g, " ").trim() ?? "";
  span?.remove();
  return sign;
}

/** A list that stands beside its item instead of in it goes into it. */
function nestLists(page) {
  for (const list of page.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol")) {
    const before = list.previousElementSibling;
    if (before?.tagName === "LI") before.append(list);
    else wrap(list, page);
  }
  for (const item of page.querySelectorAll("li")) {
    const hasWords = [...item.childNodes].some((node) => !/^[OU]L$/.test(node.nodeName) && node.textContent.trim());
    const before = item.previousElementSibling;
    if (!hasWords && before && item.querySelector("ul, ol")) {
      before.append(...item.children);
      item.remove();
    }
  }
}

function wrap(list, page) {
  const item = page.createElement("li");
  list.before(item);
  item.append(list);
}
