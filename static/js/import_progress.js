/**
 * Moves the bar of a file that is being checked or imported, and loads the page anew
 * when that is over. Without scripts the page does so by itself every two seconds.
 */

const EVERY_MS = 700;
const PATIENCE = 20;

export function mount(element) {
  const bar = element.querySelector("progress");
  const text = element.querySelector(".progress-head span:last-child");
  let failures = 0;

  function show({ done, total }) {
    if (!total) return;
    bar.max = total;
    bar.value = done;
    bar.textContent = text.textContent = `${done} / ${total}`;
  }

  async function look() {
    try {
      const answer = await fetch(element.dataset.url, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const state = await answer.json();
      if (!state.working) return location.reload();
      show(state);
      failures = 0;
    } catch {
      failures += 1;
      if (failures >= PATIENCE) return location.reload();
    }
    return setTimeout(look, EVERY_MS);
  }

  look();
}
