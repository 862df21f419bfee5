/**
 * One person at a time writes at a text: signs of life to the server, and what they bring back.
 *
 * Somebody else's hold makes the text one to look at; what was typed stays, in the page and on
 * the device. A page that is out of sight, or at which nothing happens, gives no signs.
 */

import { post } from "./editor_preview.js";

const SIGN_MS = 20_000;
// Not much longer than one thinks: each sign also counts as a use of the session.
const IDLE_MS = 5 * 60_000;
const ACTIONS = ["keydown", "pointerdown", "wheel", "touchstart"];

export function mountHolding(desk, text, saving) {
  const url = desk.dataset.holdUrl;
  if (!url) return;
  const place = desk.querySelector("[data-held]");
  const words = place.querySelector("[data-words]");
  const form = place.querySelector("form");
  let isOurs = false;
  let lastActive = Date.now();

  function body(values = {}) {
    const token = text.form.elements.csrf_token.value;
    return new URLSearchParams({ csrf_token: token, ...values });
  }

  async function sign(values) {
    const version = saving.version;
    const response = await post(url, body(values)).catch(() => null);
    if (!response?.ok) return;
    const answer = await response.json();
    if (answer.holder) return lose(answer.holder);
    gain();
    // Saved in another window of the same person, or before this page was seen again.
    const isBehind = answer.version !== Number(version) && saving.version === version;
    if (isBehind && !saving.isDirty && !saving.isSaving) location.reload();
  }

  function lose({ name, since }) {
    isOurs = false;
    const told = words.dataset.words.replace("{name}", name).replace("{since}", since);
    if (words.textContent !== told) words.textContent = told;
    place.hidden = false;
    text.readOnly = true;
    if (!saving.stopped) saving.stop("held");
  }

  function gain() {
    isOurs = true;
    place.hidden = true;
    text.readOnly = false;
    saving.resume("held");
  }

  function signIfAwake() {
    const isAwake = document.visibilityState === "visible" && Date.now() - lastActive < IDLE_MS;
    if (isAwake) sign();
  }

  ACTIONS.forEach((name) => {
    desk.addEventListener(name, () => (lastActive = Date.now()), { capture: true, passive: true });
  });
  text.form.addEventListener("sen:held", (event) => lose(event.detail));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sign({ takes_over: "1" });
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") return;
    lastActive = Date.now();
    sign();
  });
  window.addEventListener("pageshow", (event) => event.persisted && sign());
  window.addEventListener("pagehide", () => {
    if (isOurs) navigator.sendBeacon(desk.dataset.releaseUrl, body());
  });
  setInterval(signIfAwake, SIGN_MS);
  sign();
}
