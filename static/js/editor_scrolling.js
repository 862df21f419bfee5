/**
 * The text and what is beside it scroll together: the page by what stands in both, the original of
 * a translation by the headings of its parts. What is at the top of the one stands at the top of
 * the other. Whichever the person moves leads.
 */

import { findAnchors, findParts } from "./editor_anchors.js";
import { measureTops } from "./editor_lines.js";
import { WIDE } from "./editor_preview.js";

export function mountScrolling(editor, text) {
  const page = editor.querySelector("[data-preview]");
  link(editor, text, "preview", () => findAnchors(text.value, page));
  if (editor.querySelector(".editor-original")) {
    link(editor, text, "original", (pane) => findParts(text.value, pane));
  }
}

/** Ties the pane of a name to the text; `find` gives what stands in both. */
function link(editor, text, name, find) {
  const pane = editor.querySelector(`.editor-${name}`);
  // Where scrolling was set from here, not by the person.
  const expected = new Map();
  let anchors = null;

  /** Pairs of places, as pixels in the text and in the page, from top to bottom. */
  function pairs() {
    anchors ??= find(pane);
    const tops = measureTops(text, anchors.map((each) => each.offset));
    const above = pane.getBoundingClientRect().top - pane.scrollTop;
    const found = [[0, 0]];
    anchors.forEach(({ element }, index) => {
      const pair = [tops[index], element.getBoundingClientRect().top - above];
      const last = found.at(-1);
      if (pair[0] > last[0] && pair[1] > last[1]) found.push(pair);
    });
    const ends = [text.scrollHeight, pane.scrollHeight];
    if (ends[0] > found.at(-1)[0] && ends[1] > found.at(-1)[1]) found.push(ends);
    return found;
  }

  function follow(leader, follower, from, to) {
    if (!matchMedia(WIDE).matches || !pane.offsetHeight) return;
    const wanted = place(pairs(), leader.scrollTop, from, to);
    const most = follower.scrollHeight - follower.clientHeight;
    const isAtEnd = leader.scrollTop >= leader.scrollHeight - leader.clientHeight - 1;
    const top = Math.round(isAtEnd ? most : Math.min(wanted, most));
    if (Math.abs(follower.scrollTop - top) < 2) return;
    follower.scrollTop = top;
    expected.set(follower, follower.scrollTop);
  }

  function listen(leader, follower, from, to) {
    let isWaiting = false;
    leader.addEventListener("scroll", () => {
      const set = expected.get(leader);
      expected.delete(leader);
      if (set !== undefined && Math.abs(leader.scrollTop - set) < 2) return;
      if (isWaiting) return;
      isWaiting = true;
      requestAnimationFrame(() => {
        isWaiting = false;
        follow(leader, follower, from, to);
      });
    });
  }

  listen(text, pane, 0, 1);
  listen(pane, text, 1, 0);
  text.addEventListener("input", () => (anchors = null));
  text.form.addEventListener("sen:confirmed", () => {
    anchors = null;
  });
  editor.addEventListener("sen:previewed", () => {
    anchors = null;
    follow(text, pane, 0, 1);
  });
  // On a phone it opens where one was writing.
  editor.addEventListener("sen:shown", ({ detail }) => {
    if (matchMedia(WIDE).matches) return follow(text, pane, 0, 1);
    if (detail !== name) return undefined;
    const at = text.selectionStart;
    const near = find(pane).findLast((each) => each.offset <= at);
    return near?.element.scrollIntoView({ block: "center" });
  });
}

/** Where a place of one stands in the other, between the two pairs around it. */
export function place(pairs, top, from, to) {
  const next = pairs.findIndex((pair) => pair[from] > top);
  if (next < 1) return next === 0 ? 0 : pairs.at(-1)[to];
  const [before, after] = [pairs[next - 1], pairs[next]];
  const share = (top - before[from]) / (after[from] - before[from]);
  return before[to] + share * (after[to] - before[to]);
}
