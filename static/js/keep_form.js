/**
 * What was typed into a form and not saved, kept on this device and offered on the next visit.
 *
 * A closed tab or a browser that was stopped then loses nothing. What was sent is kept until a
 * page says that it is saved (main.js).
 */

import { openKeeping } from "./keeping.js";
import { offerKept } from "./kept_offer.js";

const QUIET_MS = 300;
// What the page itself knows: of these nothing is typed.
const OF_THE_PAGE = new Set(["csrf_token", "version", "seen", "intent"]);

/** All that is filled in, as [name, value] in the order of the form. */
function filledIn(form) {
  const typed = [...new FormData(form)].filter(([name]) => !OF_THE_PAGE.has(name));
  return JSON.stringify(typed);
}

/** Whatever the page has no field for (a row that was added) is asked for by its button. */
function putBack(form, kept) {
  const left = new Map();
  for (const [name, value] of JSON.parse(kept.source)) left.set(name, [...(left.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (!field.name || OF_THE_PAGE.has(field.name) || field.type === "submit") continue;
    const values = left.get(field.name) ?? [];
    if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
    else field.value = values[0] ?? "";
  }
  if (form.elements.version) form.elements.version.value = kept.version;
  const more = [...left].filter(([name]) => !form.elements[name]);
  for (const [name, [value]] of more) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  if (more.length) form.querySelector("[value='more-rows'], [value='more-hints']")?.click();
}

export function mount(form) {
  const keeping = openKeeping(form);
  const versionNow = form.elements.version?.value ?? "";
  // A page that holds what was typed says so: nothing of it is saved.
  const saved = "typed" in form.dataset ? "" : filledIn(form);
  let timer = 0;

  function keep() {
    clearTimeout(timer);
    const now = filledIn(form);
    if (now === saved) keeping.drop();
    else keeping.keep(now, form.elements.version?.value ?? versionNow);
  }

  // Fields may stand outside of their form.
  document.addEventListener("input", (event) => {
    if (event.target.form !== form) return;
    clearTimeout(timer);
    timer = setTimeout(keep, QUIET_MS);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep();
  });
  document.addEventListener("sen:leaving", keep);
  form.addEventListener("submit", () => {
    keep();
    keeping.markSent();
  });
  if (!saved) keep();
  offerKept(
    document.querySelector("[data-kept]"),
    keeping,
    (kept) => kept.source === filledIn(form),
    (kept) => {
      putBack(form, kept);
      keep();
      return true;
    },
  );
}
