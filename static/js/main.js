/**
 * What every page needs, in one request: quick exit, the menu, the text size.
 *
 * Anything else is a module of its own. An element asks for it by name,
 *
 *     <form data-module="autosave another">
 *
 * and ./autosave.js exports `mount(element)`. All of it is an addition: each page
 * works without scripts.
 */

const root = document.documentElement;

/* Quick exit -------------------------------------------------------------- */

const ESCAPES = 3;
const WITHIN_MS = 2000;
const LEFT = "left";

/**
 * Cover the page, let others save what was answered, tell the server, go.
 *
 * The order matters to someone who is being watched: covering comes first and
 * nothing that may be slow stands before it.
 */
function leave(form) {
  if (root.classList.contains("leaving")) return;
  root.classList.add("leaving");
  document.title = "\u00a0";
  try {
    remember(true);
    document.dispatchEvent(new CustomEvent("sen:leaving"));
    fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form)),
      credentials: "same-origin",
      keepalive: true,
      redirect: "manual",
    }).catch(() => {});
  } finally {
    location.replace(form.dataset.exitUrl);
  }
}

function remember(left) {
  try {
    left ? sessionStorage.setItem(LEFT, "1") : sessionStorage.removeItem(LEFT);
  } catch {
    // Storage may be switched off; leaving goes on all the same.
  }
}

/** The Back button must not bring up a page kept in memory: ask the server again. */
function coverOnReturn(event) {
  if (!event.persisted) return remember(false);
  try {
    if (!sessionStorage.getItem(LEFT)) return undefined;
  } catch {
    return undefined;
  }
  root.classList.add("leaving");
  return location.reload();
}

function mountQuickExit() {
  const form = document.querySelector("form[data-exit-url]");
  if (!form) return;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    leave(form);
  });
  window.addEventListener("pageshow", coverOnReturn);
  let presses = [];
  window.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || event.repeat) return;
      presses = [...presses, event.timeStamp].filter((at) => event.timeStamp - at < WITHIN_MS);
      if (presses.length >= ESCAPES) leave(form);
    },
    true,
  );
}

/* Menu: a <details> that also closes as people expect ---------------------- */

function mountMenu(menu) {
  const close = () => menu.removeAttribute("open");
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) close();
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) close();
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    close();
    menu.querySelector("summary").focus();
  });
}

/* Text size: changed in place, so that nothing typed on the page is lost --- */

const SIZES = ["s", "m", "l", "xl"];

function showTextSize(size) {
  SIZES.forEach((other) => root.classList.toggle(`text-${other}`, other === size));
  document.querySelectorAll("[data-text-size] button").forEach((button) => {
    const end = button.value === "larger" ? SIZES.at(-1) : SIZES[0];
    button.setAttribute("aria-disabled", String(size === end));
  });
}

function changeTextSize(event) {
  const form = event.target;
  const button = event.submitter;
  if (!form.matches("[data-text-size]") || !button) return;
  event.preventDefault();
  const now = SIZES.findIndex((size) => root.classList.contains(`text-${size}`));
  const next = (now < 0 ? 1 : now) + (button.value === "larger" ? 1 : -1);
  if (next < 0 || next >= SIZES.length) return;
  showTextSize(SIZES[next]);
  const body = new URLSearchParams(new FormData(form));
  body.set(button.name, button.value);
  fetch(form.action, { method: "POST", body, keepalive: true, redirect: "manual" }).catch(() => {});
}

/* Signing out: what waits in this browser goes, too (answer_store.js) ------- */

function forgetAnswers(event) {
  if (event.target.matches("[data-sign-out]")) window.indexedDB?.deleteDatabase("sen-answers");
}

/* What this device kept of a form goes once a page says it is saved, or holds it (keep_form.js) */

function forgetSent() {
  try {
    const sent = sessionStorage.getItem("sen:sent");
    sessionStorage.removeItem("sen:sent");
    if (!sent || !document.querySelector(".flashes .notice-success, [data-typed]")) return;
    [localStorage, sessionStorage].forEach((place) => place.removeItem(sent));
  } catch {
    // Storage may be switched off; then nothing was kept.
  }
}

/* Everything else ---------------------------------------------------------- */

async function mountModules() {
  for (const element of document.querySelectorAll("[data-module]")) {
    for (const name of element.dataset.module.split(/\s+/).filter(Boolean)) {
      try {
        (await import(`./${name}.js`)).mount(element);
      } catch (error) {
        console.error(`Module ${name}:`, error);
      }
    }
  }
}

mountQuickExit();
document.querySelectorAll("details.menu").forEach(mountMenu);
document.addEventListener("submit", changeTextSize);
document.addEventListener("submit", forgetAnswers);
forgetSent();
mountModules();
