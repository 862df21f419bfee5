/** What all lists that people put in order have in common: arrows, a grip to drag by, a word. */

// How near to the edge of the window, below the bar, the page scrolls; a frame goes a part of the way.
const EDGE = 96;
const SLOWNESS = 8;

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
  let held = null;
  grip.hidden = list.children.length < 2;
  grip.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || held) return;
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    held = { item, from: place(), finger: event.pointerId, start: event.clientY, y: event.clientY };
    item.classList.add("is-held");
    creep(held);
  });
  grip.addEventListener("pointermove", (event) => {
    if (event.pointerId !== held?.finger) return;
    held.y = event.clientY;
    drag(held);
  });
  grip.addEventListener("lostpointercapture", (event) => {
    if (event.pointerId !== held?.finger) return;
    const { from } = held;
    held.item = held = null;
    item.classList.remove("is-held");
    if (place() !== from) moved(item, from);
  });
}

const middleOf = (item) => {
  const { top, height } = item.getBoundingClientRect();
  return top + height / 2;
};

/** The others make way, all that a quick finger passed, so that the one under it stays the one that is held. */
function drag({ item, y }) {
  while (item.previousElementSibling && y < middleOf(item.previousElementSibling)) {
    item.after(item.previousElementSibling);
  }
  while (item.nextElementSibling && y > middleOf(item.nextElementSibling)) {
    item.before(item.nextElementSibling);
  }
}

/** A list that is longer than the page scrolls on where an item is held at the edge it was led to. */
function creep(held) {
  if (!held.item?.isConnected) return;
  const { item, start, y } = held;
  const above = item.previousElementSibling && y < start ? Math.max(0, EDGE - y) : 0;
  const below = item.nextElementSibling && y > start ? Math.max(0, y - innerHeight + EDGE) : 0;
  if (above || below) {
    scrollBy({ top: (below - above) / SLOWNESS, behavior: "instant" });
    drag(held);
  }
  requestAnimationFrame(() => creep(held));
}
