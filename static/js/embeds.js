/**
 * A page from elsewhere, shown within the lesson once its link is pressed.
 *
 * Before that nothing is asked of the other site, so it does not know who reads. The frame may run
 * its own scripts and nothing of ours; which sites may stand there, the page's policy says.
 */

function frameFor(link) {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-presentation allow-popups");
  frame.referrerPolicy = "no-referrer";
  frame.allow = "fullscreen";
  frame.title = link.textContent;
  frame.src = link.dataset.frame;
  return frame;
}

export function mount(element) {
  element.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-frame]");
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    if (!link || !isPlain || link.previousElementSibling?.matches("iframe")) return;
    event.preventDefault();
    const frame = frameFor(link);
    link.before(frame);
    frame.focus();
  });
}
