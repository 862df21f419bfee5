/** A toolbar is one stop of the Tab key; arrows, Home and End lead about in it, as WAI-ARIA advises. */

const STEPS = { ArrowLeft: -1, ArrowRight: 1 };

export function mountToolbar(bar) {
  const tools = [...bar.querySelectorAll("button")];

  function stopAt(stop) {
    tools.forEach((tool) => (tool.tabIndex = tool === stop ? 0 : -1));
  }

  /** Where a key leads from here: round from either end to the other. */
  function toolFor(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return undefined;
    if (event.key === "Home") return tools[0];
    if (event.key === "End") return tools.at(-1);
    const step = STEPS[event.key];
    return step && tools.at((tools.indexOf(event.target) + step) % tools.length);
  }

  stopAt(tools[0]);
  bar.addEventListener("focusin", (event) => stopAt(event.target));
  bar.addEventListener("keydown", (event) => {
    const next = toolFor(event);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}
