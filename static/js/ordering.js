/** What all lists that people put in order have in common: arrows, a grip to drag by, a word. */

/** Arrows that lead nowhere say so, and stay: whoever pressed one keeps her place on the page. */
export function showArrows(list) {
  [...list.children].forEach((item, index, all) => {
    const [up, down] = item.querySelectorAll("[data-order-step]");
    up?.setAttribute("aria-disabled", String(index === 0));
    down?.setAttribute("aria-disabled", String(index === all.length - 1));
  });
}

/** Where an item stands now, for whoever hears the page; `words` hold {place} and {total}. */
export function sayPlace(item, words) {
  const items = [...item.parentElement.children];
  return words.replace("{place}", items.indexOf(item) + 1).replace("{total}", items.length);
}

/** Let items be dragged by their grips. `moved(item, from)` is called where one came to another place. */
export function letDrag(list, moved) {
  list.querySelectorAll("[data-order-grip]").forEach((grip) => mountGrip(list, grip, moved));
}

function mountGrip(list, grip, moved) {
  const item = grip.closest("li");
  const place = () => [...list.children].indexOf(item);
  let from = -1;
  grip.hidden = list.children.length < 2;
  grip.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    from = place();
    item.classList.add("is-held");
  });
  grip.addEventListener("pointermove", (event) => {
    if (from >= 0) drag(item, event);
  });
  grip.addEventListener("lostpointercapture", () => {
    item.classList.remove("is-held");
    const before = from;
    from = -1;
    if (before >= 0 && place() !== before) moved(item, before);
  });
}

/** The others make way, so that the item under the finger stays the one that is held. */
function drag(item, event) {
  const before = item.previousElementSibling;
  const after = item.nextElementSibling;
  const middle = ({ top, height }) => top + height / 2;
  if (before && event.clientY < middle(before.getBoundingClientRect())) item.after(before);
  else if (after && event.clientY > middle(after.getBoundingClientRect())) item.before(after);
}
