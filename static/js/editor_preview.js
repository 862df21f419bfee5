/** The page as its readers will see it, beside the text or, on a phone, in a tab of its own. */

export function post(url, body, signal) {
  const headers = { Accept: "application/json" };
  return fetch(url, { method: "POST", body, headers, signal, credentials: "same-origin" });
}

export const WIDE = "(min-width: 64em)";

export function mountTabs(editor) {
  matchMedia(WIDE).addEventListener("change", () => press(editor));
  press(editor);
  editor.addEventListener("click", (event) => {
    const shown = event.target.closest("[data-shows]")?.dataset.shows;
    if (shown) show(editor, shown);
  });
}

const NAMES = ["text", "preview", "original", "help"];

/** Brings the text, the preview, the original or the cheat sheet to the front. */
export function show(editor, shown) {
  const isShown = editor.classList.contains(`shows-${shown}`);
  // The cheat sheet's button also puts it away; on a phone that leads back to the text.
  const next = shown === "help" && isShown ? "text" : shown;
  for (const name of NAMES) editor.classList.toggle(`shows-${name}`, name === next);
  press(editor);
  editor.dispatchEvent(new CustomEvent("sen:shown", { detail: next }));
}

/** Tabs and buttons say what is seen; where there is room, the preview stands beside the text. */
function press(editor) {
  const shown = NAMES.find((name) => editor.classList.contains(`shows-${name}`));
  const seen = shown === "text" && matchMedia(WIDE).matches ? ["text", "preview"] : [shown];
  editor.querySelectorAll("[data-shows]").forEach((tab) => {
    tab.setAttribute("aria-pressed", String(seen.includes(tab.dataset.shows)));
  });
}

/** Shows at the foot of the page, where it is always seen, what is to be mended; hints do so quietly. */
export function mountProblems(desk) {
  const place = desk.querySelector("[data-problems]");
  const link = desk.querySelector("[data-problem-link]");
  function count() {
    link.textContent = place.querySelector(".notice-title")?.textContent ?? "";
    link.hidden = !link.textContent;
    link.classList.toggle("studio-mistakes", place.querySelector(".notice-danger") !== null);
  }
  count();
  return function showProblems(html) {
    place.innerHTML = html;
    count();
  };
}

/** Gives a function that asks the server for the page; only the latest answer is shown. */
export function mountPreview(editor, text, showProblems) {
  const page = editor.querySelector("[data-preview]");
  const url = editor.dataset.previewUrl;
  let asking = new AbortController();
  let shown = "";

  page.disabled = false;

  // A check in the preview is tried without leaving the page.
  page.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    const body = new FormData(text.form);
    new FormData(form).forEach((value, name) => body.append(name, value));
    body.set("check", form.id.replace("check-", ""));
    const response = await post(url, body).catch(() => null);
    const result = form.querySelector("[data-result]");
    if (response?.ok && result) result.innerHTML = (await response.json()).html;
  });

  return async function look() {
    asking.abort();
    asking = new AbortController();
    try {
      // Each Vietnamese letter would be nine in an address's way of writing.
      const response = await post(url, new FormData(text.form), asking.signal);
      if (!response.ok) throw new Error(String(response.status));
      const answer = await response.json();
      // The server's own rendering, cleaned there.
      if (answer.html !== shown) page.innerHTML = answer.html;
      shown = answer.html;
      showProblems(answer.problems);
      editor.classList.remove("is-stale");
      editor.dispatchEvent(new CustomEvent("sen:previewed"));
    } catch (error) {
      if (error.name !== "AbortError") editor.classList.add("is-stale");
    }
  };
}
