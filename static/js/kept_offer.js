/** Offers what this device kept of earlier visits, one after the other, the newest first. */

/** `isSame(kept)`: it stands on the page already. `take(kept)` puts it back, and gives whether it could. */
export function offerKept(place, keeping, isSame, take) {
  const words = place.querySelector(".notice-body p:not(.notice-title)");
  const template = words.textContent;
  const waiting = keeping.listEarlier();

  function offer() {
    const kept = waiting[0];
    place.hidden = !kept;
    if (!kept) return;
    if (isSame(kept)) return drop();
    const language = document.documentElement.lang === "en" ? "en-GB" : "vi";
    const style = { dateStyle: "short", timeStyle: "short" };
    const when = new Date(kept.at).toLocaleString(language, style);
    words.textContent = template.replace("{time}", when);
  }

  function drop() {
    keeping.dropEarlier(waiting.shift());
    offer();
  }

  place.addEventListener("click", (event) => {
    if (!event.target.closest("button")) return;
    const kept = waiting[0];
    if (!event.target.closest("[data-take]") || take(kept)) drop();
  });
  offer();
}
