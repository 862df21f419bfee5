/**
 * Puts the lessons and quizzes of a course in order: by arrows and by dragging.
 *
 * Without this, each arrow is a button that sends the form. With it the item is moved at once, told
 * to whoever hears the page, and sent as "this before that", so that what somebody else moved
 * meanwhile stays moved.
 */

import { letDrag, sayPlace, showArrows } from "./ordering.js";

export function mount(form) {
  const list = form.querySelector("ol");
  const said = form.querySelector("[data-order-said]");

  let sending = Promise.resolve();

  /** One move after the other, as they were made; what could not be moved goes back. */
  function send(item, from) {
    const before = item.nextElementSibling?.dataset.item ?? "";
    const body = new URLSearchParams(new FormData(form));
    body.set("move", `${item.dataset.item}|${before}`);
    sending = sending.then(async () => {
      try {
        const answer = await fetch(form.action, {
          method: "POST",
          body,
          headers: { Accept: "application/json" },
        });
        if (!answer.ok) throw new Error(answer.statusText);
      } catch {
        const others = [...list.children].filter((each) => each !== item);
        list.insertBefore(item, others[from] ?? null);
        showArrows(list);
        said.textContent = form.dataset.failed;
        said.classList.remove("visually-hidden");
      }
    });
  }

  function moved(item, from) {
    showArrows(list);
    said.textContent = sayPlace(item, form.dataset.moved);
    send(item, from);
  }

  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-order-step]");
    if (!button) return;
    event.preventDefault();
    if (button.getAttribute("aria-disabled") === "true") return;
    const item = button.closest("li");
    const from = [...list.children].indexOf(item);
    if (button.dataset.orderStep === "-1") item.previousElementSibling.before(item);
    else item.nextElementSibling.after(item);
    button.focus();
    moved(item, from);
  });

  letDrag(list, moved);
}
