/**
 * What was typed and not saved, kept on this device until it is.
 *
 * A closed tab, a dead session or a server that is away then loses nothing. On a computer that
 * several people use it is kept for this tab alone.
 */

export function openKeeping(desk) {
  const key = `sen:draft:${desk.dataset.person}:${location.pathname}`;
  const earlier = `${key}:earlier`;

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

  return {
    keep(source, version) {
      attempt((place) => place.setItem(key, JSON.stringify({ source, version, at: Date.now() })));
    },
    drop() {
      attempt((place) => place.removeItem(key));
    },
    /** What an earlier visit left; put aside, so that what is typed now does not take its place. */
    findEarlier() {
      return attempt((place) => {
        const left = place.getItem(key);
        if (left) place.setItem(earlier, left);
        place.removeItem(key);
        return JSON.parse(place.getItem(earlier));
      });
    },
    dropEarlier() {
      attempt((place) => place.removeItem(earlier));
    },
  };
}
