/** A lesson: answers its checks without leaving the page, and remembers how far one has read. */

const SETTLE_MS = 1500;

function answerInPlace(form) {
  const result = form.querySelector("[data-result]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const response = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { Accept: "application/json" },
        credentials: "same-origin",
      });
      if (!response.ok) throw new Error(String(response.status));
      // The server's own fragment, cleaned when the lesson was published.
      result.innerHTML = (await response.json()).html;
    } catch {
      form.submit();
    }
  });
}

/** The place is the id of the heading last passed; it goes up when scrolling has settled. */
function rememberPlace(text) {
  const headings = [...text.querySelectorAll("h2[id], h3[id]")];
  let noted = location.hash.slice(1);
  let timer = 0;

  function note() {
    const passed = headings.filter((each) => each.getBoundingClientRect().top < innerHeight / 2);
    const anchor = passed.at(-1)?.id;
    if (!anchor || anchor === noted) return;
    noted = anchor;
    const body = new URLSearchParams({ anchor, csrf_token: text.dataset.token });
    fetch(text.dataset.placeUrl, { method: "POST", body, keepalive: true }).catch(() => {});
  }

  addEventListener(
    "scroll",
    () => {
      clearTimeout(timer);
      timer = setTimeout(note, SETTLE_MS);
    },
    { passive: true },
  );
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") note();
  });
}

export function mount(text) {
  text.querySelectorAll("form.inline-check").forEach(answerInPlace);
  rememberPlace(text);
}
