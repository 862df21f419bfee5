/**
 * On a computer that several people use, a page left alone gives way to the sign-in page.
 *
 *     <body data-module="shared_computer" data-sign-in="/sign-in?next=/record">
 *
 * Twenty minutes after the last press in any window of the site, as long as a session lasts there.
 * What was typed comes first: modules hear `sen:leaving` and save or keep it, and answers that
 * could not be saved are sent, which leads to the sign-in page with them.
 */

const IDLE_MS = 20 * 60 * 1000;
const LOOK_EVERY_MS = 15000;
const TELL_EVERY_MS = 5000;
const SIGN_OUT_WITHIN_MS = 3000;
const SIGNS_OF_LIFE = ["pointerdown", "keydown", "scroll", "input"];

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** The server's session may be younger: a page that asks by itself keeps it from ending. */
function signOut() {
  const form = document.querySelector("form[action$='/sign-out']");
  const body = new URLSearchParams(new FormData(form));
  body.set("idle", "1");
  return fetch(form.action, { method: "POST", body, keepalive: true, redirect: "manual" });
}

export function mount(body) {
  const others = new BroadcastChannel("sen:somebody-is-here");
  let last = Date.now();
  let told = last;
  let isLeaving = false;

  async function leave() {
    isLeaving = true;
    document.documentElement.classList.add("leaving");
    document.title = "Sen";
    const unsaved = document.querySelector("[data-save-help]:not([hidden]) button[formaction]");
    if (unsaved) return unsaved.click();
    document.dispatchEvent(new CustomEvent("sen:leaving"));
    await Promise.race([signOut().catch(() => {}), pause(SIGN_OUT_WITHIN_MS)]);
    return location.replace(body.dataset.signIn);
  }

  function look() {
    if (!isLeaving && Date.now() - last >= IDLE_MS) leave();
    return isLeaving;
  }

  function live() {
    // A press that wakes the computer up comes too late.
    if (look()) return;
    last = Date.now();
    if (last - told < TELL_EVERY_MS) return;
    told = last;
    others.postMessage(null);
  }

  others.addEventListener("message", () => {
    last = Date.now();
  });
  for (const name of SIGNS_OF_LIFE) {
    window.addEventListener(name, live, { capture: true, passive: true });
  }
  document.addEventListener("visibilitychange", look);
  window.addEventListener("pageshow", (event) => {
    // A browser that kept the page in memory shows it as it was left.
    if (event.persisted && look()) location.reload();
  });
  setInterval(look, LOOK_EVERY_MS);
}
