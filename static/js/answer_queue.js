/**
 * Sends answers of one attempt, one after another in the order they were given.
 *
 * A newer answer to the same question takes the place of an older one that still waits. What could
 * not be sent is tried again, later and later, and at once when the line is back. `client` and
 * the count let the server know a request that comes twice or too late; `heard`, its last word
 * before the answer was given, and the age let it tell which of two devices answered later.
 */

const FIRST_RETRY_MS = 2000;
const LONGEST_RETRY_MS = 30000;

export class AnswerQueue {
  /**
   * `post(body, keepalive)` gives the server's Response. `on` are functions: saved(answer, body,
   * isEmpty), failed(status), closed(location), superseded(), kept().
   */
  constructor({ attempt, heard, post, on, store = null }) {
    Object.assign(this, { attempt, heard, post, on, store });
    this.client = Math.random().toString(36).slice(2, 14);
    this.sequence = 0;
    this.waiting = new Map();
    this.unkept = 0;
    this.retryMs = FIRST_RETRY_MS;
    this.sending = null;
    this.timer = 0;
  }

  get isEmpty() {
    return this.waiting.size === 0;
  }

  /** Whether all that waits is kept in this browser, also over a closed tab. */
  get isKept() {
    return this.store !== null && this.unkept === 0;
  }

  /** Take an answer and send it as soon as its turn has come. */
  add(position, values, spent) {
    this.sequence += 1;
    const before = this.waiting.get(position);
    const answer = {
      position,
      values,
      client: this.client,
      sequence: this.sequence,
      heard: this.heard,
      givenAt: Date.now(),
      spent: Math.round(spent + (before?.spent ?? 0)),
    };
    this.#wait(position, answer);
    this.#keep(answer);
    this.send();
  }

  /** Take an answer that was kept in this browser, as it was given then. */
  restore(answer) {
    if (!this.waiting.has(answer.position)) this.#wait(answer.position, answer);
  }

  addFlag(position, flagged) {
    this.#wait(`flag ${position}`, { position, flagged });
    this.send();
  }

  /** Forget what waits in the page: a form takes it along. What is kept stays till confirmed. */
  clear() {
    this.waiting.clear();
    clearTimeout(this.timer);
  }

  /** Send all that waits. Gives whether everything is confirmed. */
  send() {
    clearTimeout(this.timer);
    this.sending ??= this.#sendAll().finally(() => {
      this.sending = null;
    });
    return this.sending;
  }

  /** On leaving: everything once more at once, whoever still hears it. */
  sendLast() {
    for (const answer of this.waiting.values()) this.post(this.#body(answer), true).catch(() => {});
  }

  /** An answer that cannot be kept goes on being told of as one that waits in the page alone. */
  async #keep(answer) {
    if (!this.store) return;
    this.unkept += 1;
    try {
      await this.store.put(this.attempt, answer);
      this.unkept -= 1;
      this.on.kept();
    } catch (error) {
      console.warn("An answer could not be kept in this browser.", error);
    }
  }

  async #sendAll() {
    while (!this.isEmpty) {
      const [key, answer] = this.waiting.entries().next().value;
      if (!(await this.#sendOne(key, answer))) return false;
    }
    return true;
  }

  async #sendOne(key, answer) {
    let status = 0;
    try {
      const response = await this.post(this.#body(answer), true);
      status = response.status;
      const body = await response.json();
      if (status === 409 && body.location) {
        this.clear();
        this.on.closed(body.location);
        return false;
      }
      // A question that was checked meanwhile takes nothing more: nothing is left to send.
      if (!response.ok && status !== 422) throw new Error(String(status));
      await this.#confirm(key, answer, body);
      return true;
    } catch {
      this.on.failed(status);
      this.timer = setTimeout(() => this.send(), this.retryMs);
      this.retryMs = Math.min(this.retryMs * 2, LONGEST_RETRY_MS);
      return false;
    }
  }

  async #confirm(key, answer, body) {
    this.retryMs = FIRST_RETRY_MS;
    this.heard = body.heard ?? this.heard;
    if (this.waiting.get(key) === answer) this.waiting.delete(key);
    if (answer.client) await this.store?.remove(this.attempt, answer).catch(() => {});
    this.on.saved(answer, body, this.isEmpty);
    if (body.superseded && this.isEmpty) this.on.superseded();
  }

  /** A newer answer goes to the end: answers go up in the order they were given. */
  #wait(key, answer) {
    this.waiting.delete(key);
    this.waiting.set(key, answer);
  }

  #body({ givenAt, ...answer }) {
    return JSON.stringify(givenAt ? { ...answer, age: Math.max(Date.now() - givenAt, 0) } : answer);
  }
}

/** How answers are posted: JSON, with the form's token, renewed where a new session made it stale. */
export function poster(url, form) {
  return async function post(body, keepalive) {
    const response = await fetch(url, {
      method: "POST",
      credentials: "same-origin",
      keepalive,
      headers: {
        "Content-Type": "application/json",
        Accept: "application/json",
        "X-CSRFToken": form.elements.csrf_token.value,
      },
      body,
    });
    if (response.status === 400 || response.status === 401) await renewToken(form);
    return response;
  };
}

/**
 * Signing in again, in another window, makes this page's token stale; the page anew has one.
 *
 * Gives whether it is another one than before.
 */
export async function renewToken(form) {
  const page = await fetch(location.pathname + location.search, { credentials: "same-origin" });
  const anew = new DOMParser().parseFromString(await page.text(), "text/html");
  const token = anew.querySelector("form [name=csrf_token]")?.value ?? "";
  const isAnother = token !== "" && token !== form.elements.csrf_token.value;
  if (isAnother) form.elements.csrf_token.value = token;
  return isAnother;
}
