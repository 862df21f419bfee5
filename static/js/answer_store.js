/**
 * Answers that could not be sent yet, kept in this browser until they are confirmed.
 *
 * They are encrypted with a key that lies beside them and that no script can read out, so a copy
 * of the files says nothing by itself; it does not protect against somebody who uses this very
 * browser as the same user. Key and answers go once nothing waits, and at sign-out. Where the page
 * must not keep anything (a shared computer, a sensitive quiz) or cannot (plain http), nothing
 * is written, and answers wait in the page alone.
 */

const DATABASE = "sen-answers";
const ANSWERS = "answers";
const KEYS = "keys";
const KEY = "key";

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

function open() {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(ANSWERS);
    request.result.createObjectStore(KEYS);
  };
  return done(request);
}

/** Whether this browser can keep answers here at all. */
export const canKeep = () => window.isSecureContext && "indexedDB" in window && !!crypto.subtle;

export class AnswerStore {
  /** `owner` is the person: nobody else's answers are ever opened by this store. */
  static async open(owner) {
    return new AnswerStore(await open(), owner);
  }

  /** The store, if this browser ever kept an answer: looking for one makes none. Otherwise null. */
  static async openIfThere(owner) {
    const all = await indexedDB.databases?.();
    return !all || all.some(({ name }) => name === DATABASE) ? AnswerStore.open(owner) : null;
  }

  constructor(database, owner) {
    this.database = database;
    this.owner = owner;
    database.onversionchange = () => database.close();
  }

  async put(attempt, answer) {
    const key = await this.#key();
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const text = new TextEncoder().encode(JSON.stringify(answer));
    const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, text);
    await done(this.#answers("readwrite").put({ iv, data }, this.#place(attempt, answer)));
  }

  /** Remove an answer that was confirmed, unless a newer one took its place meanwhile. */
  async remove(attempt, answer) {
    const kept = await this.#read(this.#place(attempt, answer));
    if (kept && kept.client === answer.client && kept.sequence > answer.sequence) return;
    const both = this.database.transaction([ANSWERS, KEYS], "readwrite");
    await done(both.objectStore(ANSWERS).delete(this.#place(attempt, answer)));
    const left = await done(both.objectStore(ANSWERS).count());
    if (left === 0) await done(both.objectStore(KEYS).delete(KEY));
  }

  /** The owner's answers that wait, in the order they were given: [attempt, answer]. */
  async list(attempt = "") {
    const start = `${this.owner} ${attempt}`;
    const places = await done(this.#answers().getAllKeys(IDBKeyRange.bound(start, `${start}\uffff`)));
    const found = [];
    for (const place of places) {
      const answer = await this.#read(place);
      if (answer) found.push([place.split(" ")[1], answer]);
    }
    return found.sort(([, one], [, other]) => one.givenAt - other.givenAt);
  }

  async #read(place) {
    const kept = await done(this.#answers().get(place));
    if (!kept) return null;
    try {
      const key = await this.#key();
      const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: kept.iv }, key, kept.data);
      return JSON.parse(new TextDecoder().decode(text));
    } catch {
      return null;
    }
  }

  async #key() {
    const kept = await done(this.database.transaction(KEYS).objectStore(KEYS).get(KEY));
    if (kept) return kept;
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
      "encrypt",
      "decrypt",
    ]);
    const keys = this.database.transaction(KEYS, "readwrite").objectStore(KEYS);
    // Another tab may have been faster: the first key stays.
    const first = await done(keys.get(KEY));
    if (first) return first;
    await done(keys.put(made, KEY));
    return made;
  }

  #answers(mode = "readonly") {
    return this.database.transaction(ANSWERS, mode).objectStore(ANSWERS);
  }

  #place(attempt, answer) {
    return `${this.owner} ${attempt} ${answer.position}`;
  }
}
