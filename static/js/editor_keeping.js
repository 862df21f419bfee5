/**
 * What was typed and not saved, kept on this device until it is.
 *
 * A closed tab, a dead session or a server that is away then loses nothing. On a computer that
 * several people use it is kept for this tab alone.
 */

export function openKeeping(desk) {
  const key = `sen:draft:${desk.dataset.person}:${location.pathname}`;

  function store() {
    return "shared" in desk.dataset ? sessionStorage : localStorage;
  }

  // Storage may be full or switched off; writing goes on without it.
  function attempt(action) {
    try {
      return action(store());
    } catch {
      return null;
    }
  }

  let isHeld = false;

  return {
    keep(source, version) {
      if (isHeld) return;
      attempt((place) => place.setItem(key, JSON.stringify({ source, version, at: Date.now() })));
    },
    /** While an older text is on offer, nothing takes its place. */
    hold(shall) {
      isHeld = shall;
    },
    find() {
      return attempt((place) => JSON.parse(place.getItem(key)));
    },
    drop() {
      if (isHeld) return;
      attempt((place) => place.removeItem(key));
    },
  };
}
