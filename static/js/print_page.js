/** A button that prints the page; without scripts the browser's own menu does. */

export function mount(place) {
  place.hidden = false;
  place.querySelector("button").addEventListener("click", () => window.print());
}
