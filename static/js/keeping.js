/**
 * What was typed and not saved, kept on this device until it is.
 *
 * A closed tab, a dead session or a server that is away then loses nothing. Each page keeps under
 * a name of its own, so that two tabs of one person do not take each other's place. On a computer
 * that several people use it is kept for this tab alone.
 */

const PREFIX = "sen:draft";

export function openKeeping(desk) {
  const common = `${PREFIX}:${desk.dataset.person}:${desk.dataset.keeps ?? location.pathname}`;
  const key = `${common}:${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
  const isShared = "shared" in desk.dataset;

  // Storage may be full or switched off; writing goes on without it.
  function attempt(action, otherwise = null) {
    try {
      return action(isShared ? sessionStorage : localStorage);
    } catch {
      return otherwise;
    }
  }

  function entries(place) {
    const names = Object.keys(place).filter((name) => name === common || name.startsWith(`${common}:`));
    return names
      .filter((name) => name !== key)
      .map((name) => ({ name, ...JSON.parse(place.getItem(name)) }))
      .sort((one, other) => other.at - one.at);
  }

  return {
    /** Whether what is kept outlives this tab. */
    isLasting: !isShared,
    /** Keeps a text over the version it began from; `sent` are texts whose answer was lost. */
    keep(source, version, sent = []) {
      const value = JSON.stringify({ source, version, sent, at: Date.now() });
      return attempt((place) => (place.setItem(key, value), true), false);
    },
    /** What is kept was sent: the page that says it is saved lets it go. */
    markSent() {
      attempt(() => sessionStorage.setItem("sen:sent", key));
    },
    drop() {
      attempt((place) => place.removeItem(key));
    },
    /** What earlier visits, or other tabs, left: the newest first. */
    listEarlier() {
      return attempt(entries, []);
    },
    dropEarlier({ name }) {
      attempt((place) => place.removeItem(name));
    },
  };
}
