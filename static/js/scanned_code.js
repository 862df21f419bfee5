/**
 * A code that was scanned stands behind the # of the address, which no server is sent.
 *
 * It is put into the form and taken out of the address, so that neither the history nor whoever
 * looks over a shoulder finds it there; then the form goes on by itself. Where the page stood open
 * already, the browser only tells that what stands behind the # is another.
 */
export function mount(form) {
  const take = () => {
    const code = location.hash.slice(1);
    if (!/^[0-9A-Za-z-]{16,19}$/.test(code)) return;
    history.replaceState(null, "", location.pathname + location.search);
    form.elements.code.value = code;
    form.requestSubmit();
  };
  take();
  addEventListener("hashchange", take);
}
