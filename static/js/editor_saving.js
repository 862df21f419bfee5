/**
 * Saving as one types: at each pause on this device, and a moment later on the server.
 *
 * "Saved" is said only after the server has said so. What it refuses, or cannot hear, stays in
 * the page and on the device; the text is never changed from here.
 */

import { renewToken } from "./answer_queue.js";
import { post } from "./editor_preview.js";

const PAUSE_MS = 2000;
// Whoever never pauses is saved all the same.
const LONGEST_MS = 20_000;
const RETRY_MS = [3000, 6000, 12_000, 30_000];
// What a browser sends on after its page is gone may not be larger.
const MOST_AFTERWARDS = 60_000;

// While the server is away every try would keep one more of a long text.
const MOST_SENT = 3;

const plain = (source) => source.replaceAll("\r\n", "\n");

export class Saving {
  constructor({ desk, text, keeping }) {
    this.text = text;
    this.form = text.form;
    this.keeping = keeping;
    this.isAutomatic = "autosave" in desk.dataset;
    this.view = new SavingView(desk, this.form);
    // A page that was refused holds both texts: only its writer knows when it may be saved.
    this.stopped = "unsaved" in desk.dataset ? "unsaved" : "";
    this.saved = this.stopped ? null : text.value;
    this.sent = [];
    this.failures = 0;
    this.isSaving = false;
    this.isKept = true;
    // A button that says more than "save", until the server has heard it.
    this.wanted = null;
    this.dirtySince = 0;
    if (this.stopped) this.#keep();
    this.#listen();
  }

  get isDirty() {
    return this.text.value !== this.saved;
  }

  get version() {
    return this.form.elements.version.value;
  }

  set version(number) {
    this.form.elements.version.value = number;
  }

  /** Something was typed. */
  touch() {
    this.dirtySince ||= Date.now();
    const left = this.dirtySince + LONGEST_MS - Date.now();
    this.#plan(Math.max(0, Math.min(PAUSE_MS, left)));
  }

  /** A pause: keep it here, and say how it stands. */
  note() {
    if (!this.isDirty) {
      this.keeping.drop();
      this.dirtySince = 0;
      return this.view.show("saved");
    }
    this.#keep();
    const isUnderWay = this.isAutomatic && !this.stopped && !this.failures;
    return this.view.show(isUnderWay ? "saving" : "unsaved");
  }

  /** Save no more by itself, for a reason; what is typed is kept on this device. */
  stop(reason) {
    this.stopped = reason;
    clearTimeout(this.timer);
    this.note();
  }

  /** Go on where the reason was this one. */
  resume(reason) {
    if (this.stopped !== reason) return;
    this.stopped = "";
    this.note();
    if (this.isDirty) this.save();
  }

  async save(submitter = null) {
    clearTimeout(this.timer);
    if (submitter?.name) this.wanted = submitter;
    if (this.isSaving) return;
    this.isSaving = true;
    const source = this.text.value;
    const wanted = this.wanted;
    this.view.show("saving");
    try {
      const body = new URLSearchParams(new FormData(this.form));
      if (wanted) body.set(wanted.name, wanted.value);
      this.#noteSent(source);
      const response = await post(this.form.getAttribute("action"), body);
      if (response.ok && !response.redirected && this.wanted === wanted) this.wanted = null;
      await this.#answered(response, source, submitter ?? wanted);
    } catch {
      this.#failed();
    } finally {
      this.isSaving = false;
      if (this.wanted && this.wanted !== wanted) this.#plan(0);
    }
  }

  async #answered(response, source, submitter) {
    if (response.redirected) return this.#signedOut();
    if (response.ok) return this.#succeeded(await response.json(), source);
    if (response.status === 409) return this.#refused(response, source, submitter);
    if ([403, 404, 422].includes(response.status)) return this.#goAndSee(submitter, "refused");
    if (response.status === 401) return this.#signedOut();
    if (response.status === 400) return this.#renewed();
    throw new Error(String(response.status));
  }

  #succeeded(answer, source) {
    this.version = answer.version;
    this.saved = source;
    this.sent = [];
    this.failures = 0;
    this.dirtySince = 0;
    this.stopped = "";
    this.view.clear();
    this.view.show("saved", answer.saved);
    if (answer.original) this.form.dispatchEvent(new CustomEvent("sen:confirmed", { detail: answer.original }));
    if (!this.isDirty) return this.keeping.drop();
    this.note();
    return this.touch();
  }

  /** Somebody holds the text, or has saved another; or it was ours, and the answer went astray. */
  async #refused(response, source, submitter) {
    const answer = await response.json();
    if (answer.holder) {
      this.sent.pop();
      this.stop("held");
      return this.form.dispatchEvent(new CustomEvent("sen:held", { detail: answer.holder }));
    }
    const isOurs = answer.source && this.sent.slice(0, -1).includes(plain(answer.source));
    if (isOurs) {
      this.version = answer.version;
      this.saved = plain(answer.source);
      this.sent = [source];
      return this.#plan(0);
    }
    this.sent.pop();
    if (this.#goAndSee(submitter, "moved")) return undefined;
    return this.view.tellMoved(answer);
  }

  /** Whoever pressed the button gets the page that tells; whoever types is not interrupted. */
  #goAndSee(submitter, reason) {
    this.stop(reason);
    this.view.tell(reason);
    if (submitter === null && this.isAutomatic) return false;
    if (submitter?.name) this.form.append(hidden(submitter));
    this.#go();
    return true;
  }

  #go() {
    this.isGoing = true;
    this.form.submit();
  }

  /** Whoever signed in again in another window goes on with this one. */
  async #renewed() {
    if (!(await renewToken(this.form))) return this.#signedOut();
    this.sent.pop();
    return this.#plan(0);
  }

  /** Texts whose answer is not there yet: should it go astray, they are known for ours. */
  #noteSent(source) {
    this.sent = [...this.sent.filter((each) => each !== source), source].slice(-MOST_SENT);
    this.#keep();
  }

  #signedOut() {
    this.sent.pop();
    this.stop("signed-out");
    this.view.tell("signed-out");
  }

  #failed() {
    this.#keep();
    this.view.show("unsaved");
    this.view.help(true);
    const wait = RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)];
    this.failures += 1;
    if (this.isAutomatic) this.#plan(wait);
  }

  #plan(wait) {
    if (!this.isAutomatic || this.stopped) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.isDirty || this.wanted) && this.save(), wait);
  }

  #keep() {
    this.isKept = this.keeping.keep(this.text.value, this.version, this.sent);
  }

  #listen() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      // Whoever is signed out goes by the form: it is kept, and carried on after signing in.
      if (event.submitter && "go" in event.submitter.dataset) return this.#go();
      return this.save(event.submitter);
    });
    document.addEventListener("keydown", (event) => {
      const isSave = event.key.toLowerCase() === "s" && (event.ctrlKey || event.metaKey);
      if (!isSave || event.altKey) return;
      event.preventDefault();
      this.save(this.form.querySelector("[data-save]"));
    });
    window.addEventListener("online", () => this.failures && this.#plan(0));
    // A phone may close the page without a word once it is out of sight.
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.note();
    });
    window.addEventListener("pagehide", () => this.#saveAfterwards());
    window.addEventListener("beforeunload", (event) => {
      const isSafe = this.isKept && this.keeping.isLasting;
      if (!this.isDirty || this.isGoing || (this.isAutomatic && isSafe)) return;
      event.preventDefault();
      event.returnValue = "";
    });
    document.addEventListener("sen:leaving", () => {
      this.isGoing = true;
      if (this.isDirty) this.#keep();
    });
  }

  /** The page is left: one more save goes its way without it. */
  #saveAfterwards() {
    if (!this.isAutomatic || this.stopped || this.isGoing || !this.isDirty) return;
    this.#noteSent(this.text.value);
    const body = new URLSearchParams(new FormData(this.form));
    if (String(body).length > MOST_AFTERWARDS) return;
    const headers = { Accept: "application/json" };
    const address = this.form.getAttribute("action");
    fetch(address, { method: "POST", body, headers, keepalive: true }).catch(() => {});
  }
}

function hidden(submitter) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: submitter.name, value: submitter.value });
  return field;
}

/** What the page says of saving. */
class SavingView {
  constructor(desk, form) {
    this.desk = desk;
    this.state = form.querySelector("[data-save-state]");
    this.words = this.state.querySelector("[data-save-text]");
    this.lost = form.querySelector("[data-save-help]");
    this.lastSaved = this.words.textContent;
  }

  show(name, time = "") {
    const icons = { saved: "check", saving: "half", unsaved: "error" };
    if (time) this.lastSaved = this.state.dataset.saved.replace("{time}", time);
    const text = name === "saved" ? this.lastSaved : this.state.dataset[name];
    if (this.words.textContent === text) return;
    this.state.className = `save-state save-state-${name}`;
    this.state.querySelector("[data-save-icon]").className = `icon icon-${icons[name]}`;
    this.words.textContent = text;
  }

  help(isShown) {
    this.lost.hidden = !isShown;
  }

  /** Shows one of the desk's notices: moved, refused or signed-out. */
  tell(reason) {
    this.help(false);
    this.desk.querySelectorAll("[data-told]").forEach((each) => {
      each.hidden = each.dataset.told !== reason;
    });
  }

  tellMoved({ saved_by: name, saved }) {
    const place = this.desk.querySelector('[data-told="moved"] [data-words]');
    if (!place) return;
    const { words, own } = place.dataset;
    place.textContent = (name ? words : own).replace("{name}", name).replace("{time}", saved);
  }

  clear() {
    this.tell("");
    document.querySelector(".studio-conflict")?.remove();
  }
}
