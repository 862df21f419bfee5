/**
 * Puts items in order by arrows, by dragging, or by choosing a place.
 *
 * The lists of places stay what the form sends. As soon as something is moved every item has the
 * place it stands at, so that the page holds them as the server shows them again: in that order.
 * The items themselves are moved, for whoever hears the page or goes through it by keyboard.
 */

import { letDrag, sayPlace, showArrows } from "./ordering.js";

export function mount(order) {
  const list = order.querySelector("ol");
  const keep = order.querySelector("[data-order-keep]");
  const said = order.querySelector("[data-order-said]");
  const hint = order.querySelector("[data-order-hint]");
  const items = () => [...list.children];
  const placeOf = (item) => item.querySelector("select");

  function show() {
    showArrows(list);
    keep.hidden = items().every((item) => placeOf(item).selectedIndex > 0);
  }

  /** Every item has the place it stands at: the first of each list means none. */
  function number() {
    items().forEach((item, index) => {
      placeOf(item).selectedIndex = index + 1;
    });
    show();
  }

  function say(item) {
    said.textContent = sayPlace(item, order.dataset.moved);
  }

  function save() {
    list.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function moveTo(item, index) {
    const others = items().filter((each) => each !== item);
    list.insertBefore(item, others[index] ?? null);
    number();
    say(item);
  }

  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-order-step]");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    const item = button.closest("li");
    moveTo(item, items().indexOf(item) + Number(button.dataset.orderStep));
    button.focus();
    save();
  });

  // The event goes on to the form by itself. Taking a place back moves nothing.
  list.addEventListener("change", (event) => {
    if (event.target === list) return;
    if (event.target.selectedIndex === 0) return show();
    moveTo(event.target.closest("li"), event.target.selectedIndex - 1);
    event.target.focus();
  });

  keep.addEventListener("click", () => {
    number();
    save();
    items()[0].querySelector("[data-order-step='1']").focus();
  });

  letDrag(list, (item) => {
    number();
    say(item);
    save();
  });

  order.querySelectorAll("[data-order-step]").forEach((button) => {
    button.hidden = false;
  });
  hint.textContent = hint.dataset.orderHint;
  show();
}
