/**
 * Chosen files are sent at once, in pieces (tus 1.0): after a dropped link the rest follows, not the whole again. Each file says
 * in words where it stands. Without this script the form's button sends them; nothing is kept in the browser.
 */
import { pressLive } from "./eform-live.js";
import { startPhotos } from "./photos.js";
import { words } from "./words.js";

const LIMIT = 10 * 1024 * 1024;
const SMALLEST = 256 * 1024;
const LARGEST = 1024 * 1024;
const QUICK_MS = 2000;
const AT_ONCE = 2;
const TRIES = 5;
const VERSION = { "Tus-Resumable": "1.0.0" };

class Refusal extends Error {}
class Gone extends Error {}

const wait = (ms) => new Promise((done) => { setTimeout(done, ms); addEventListener("online", done, { once: true }) });
const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const metadata = (of) => Object.entries(of).filter(([, value]) => value).map(([name, value]) => `${name} ${base64(value)}`).join(",");

/** SHA-256 in hex: by it the server finds what is already there of this very file. Empty where the browser has no crypto. */
async function digest(file) {
  if (!window.crypto?.subtle) return "";
  const hash = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** One file on its way, and its line in the list. */
class Sending {
  constructor(file, slot) {
    Object.assign(this, { file, slot, offset: 0, place: "", piece: SMALLEST, stop: new AbortController() });
    this.line = Object.assign(document.createElement("li"), { className: "file-list__item" });
    const name = Object.assign(document.createElement("span"), { textContent: file.name });
    this.status = Object.assign(document.createElement("span"), { className: "file-list__meta" });
    this.status.setAttribute("role", "status");
    this.again = this.button(words.sendAgain, () => { this.again.hidden = true; this.slot.queue.add(this) });
    this.again.hidden = true;
    this.away = this.button(words.cancel, () => this.cancel());
    this.line.append(name, this.status, this.again, this.away);
    this.say(words.queued);
  }

  button(text, pressed) {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "button-link", textContent: text });
    made.append(Object.assign(document.createElement("span"), { className: "govuk-visually-hidden", textContent: ` ${this.file.name}` }));
    made.addEventListener("click", pressed);
    return made;
  }

  say(text, wrong = false) {
    if (this.status.textContent !== text) this.status.textContent = text;
    this.status.className = wrong ? "govuk-error-message" : "file-list__meta";
  }

  percent() {
    return Math.floor((this.offset / this.file.size) * 100);
  }

  async ask(address, options) {
    const headers = { "X-CSRFToken": this.slot.token(), Accept: "application/json", ...VERSION, ...options.headers };
    const answer = await fetch(address, { ...options, headers, redirect: "manual", signal: this.stop.signal });
    if (answer.type === "opaqueredirect") throw new Refusal(words.savedOut);
    if (answer.status === 404 || answer.status === 410) throw new Gone();
    if (answer.ok || answer.status === 409) return answer;
    if (answer.headers.get("Content-Type")?.startsWith("application/json")) throw new Refusal((await answer.json()).said);
    throw new Error(String(answer.status));
  }

  async begin() {
    const { paper, field, replaces } = this.slot;
    const about = metadata({ filename: this.file.name, paper, field, replaces: replaces?.(), sha256: await digest(this.file) });
    const answer = await this.ask(this.slot.address, { method: "POST", headers: { "Upload-Length": String(this.file.size), "Upload-Metadata": about } });
    const begun = await answer.json();
    [this.place, this.offset] = [begun.place, begun.offset];
  }

  async send() {
    const started = performance.now();
    const body = this.file.slice(this.offset, this.offset + this.piece);
    const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(this.offset) };
    const answer = await this.ask(this.place, { method: "PATCH", body, headers });
    this.offset = Number(answer.headers.get("Upload-Offset"));
    this.piece = performance.now() - started < QUICK_MS ? Math.min(this.piece * 2, LARGEST) : SMALLEST;
  }

  /** What arrived is asked for after every doubt: a piece may be there although its answer was lost. */
  async resume() {
    try {
      const answer = await this.ask(this.place, { method: "HEAD" });
      this.offset = Number(answer.headers.get("Upload-Offset"));
    } catch (error) {
      if (!(error instanceof Gone)) throw error;
      await this.begin();
    }
  }

  async finish() {
    this.say(words.checking);
    for (;;) {
      const answer = await this.ask(this.place, { method: "POST" });
      if (answer.status === 200) return answer.json();
      if (answer.status === 409) return null;
      await wait(1000);
    }
  }

  async run() {
    for (let tries = 0; ;) {
      try {
        if (!this.place) await this.begin();
        else if (tries || this.offset) await this.resume();
        while (this.offset < this.file.size) {
          this.say(words.uploading(this.percent()));
          await this.send();
          tries = 0;
        }
        const received = await this.finish();
        if (received) return this.received(received);
      } catch (error) {
        if (error.name === "AbortError") return;
        if (error instanceof Refusal) return this.refused(error.message);
        if (error instanceof Gone) this.place = "";
        tries += 1;
        if (tries > TRIES) return this.dropped();
        this.say(words.retrying(this.percent()));
        await wait(500 * 2 ** tries);
      }
    }
  }

  async received(said) {
    this.say(said.said);
    this.away.hidden = true;
    await this.slot.received(this, said);
  }

  /** Refused for good: another file has to be chosen. */
  refused(why) {
    this.say(words.refused(why), true);
    this.away.firstChild.textContent = words.dismiss;
    this.place = "";
  }

  dropped() {
    this.say(words.dropped(this.percent()), true);
    this.again.hidden = false;
  }

  cancel() {
    this.stop.abort();
    this.line.remove();
    if (this.place) fetch(this.place, { method: "DELETE", headers: { ...VERSION, "X-CSRFToken": this.slot.token() } }).catch(() => {});
  }
}

/** A few files at a time: a narrow line is not made faster by ten. */
class Queue {
  constructor() {
    [this.waiting, this.running] = [[], 0];
  }

  add(sending) {
    this.waiting.push(sending);
    this.next();
  }

  next() {
    if (this.running >= AT_ONCE) return;
    const sending = this.waiting.shift();
    if (!sending) return;
    this.running += 1;
    sending.run().finally(() => { this.running -= 1; this.next() });
    this.next();
  }
}

const queue = new Queue();

function list(after) {
  const found = after.nextElementSibling;
  if (found?.matches("ul.sending")) return found;
  const made = Object.assign(document.createElement("ul"), { className: "file-list sending" });
  after.after(made);
  return made;
}

async function page(address, options) {
  const answer = await fetch(address, { headers: { Accept: "text/html" }, ...options });
  if (!answer.ok) throw new Error(String(answer.status));
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** A paper's section as the server draws it now; what is still on its way stays, and so does the focus. */
function redraw(id, fresh) {
  const [old, drawn] = [document.getElementById(id), fresh.getElementById(id)];
  if (!old || !drawn) return location.reload();
  const sending = old.querySelector("ul.sending");
  old.replaceWith(document.adoptNode(drawn));
  if (sending) drawn.querySelector("form.upload")?.after(sending);
  document.dispatchEvent(new CustomEvent("portal:papers"));
}

function ofPaper(form) {
  const section = form.closest("section").id;
  const at = location.pathname;
  const field = (name) => document.querySelector(`#${section} form.upload`)?.elements[name]?.value || "";
  return {
    queue,
    address: form.dataset.upload,
    paper: form.elements.paper.value,
    replaces: () => field("replaces"),
    token: () => field("csrfmiddlewaretoken"),
    list: () => list(document.querySelector(`#${section} form.upload`)),
    async received(sending, said) {
      const fresh = await page(at);
      sending.line.remove();
      redraw(section, fresh);
      tell(section, `${said.name}: ${said.said}`);
    },
  };
}

/** What happened, for those who hear the page. */
function tell(section, text) {
  const place = document.getElementById(section);
  const status = Object.assign(document.createElement("p"), { className: "govuk-visually-hidden" });
  status.setAttribute("role", "status");
  place.append(status);
  setTimeout(() => { status.textContent = text }, 100);
}

function ofField(input) {
  const path = input.name.slice(0, -"-tep".length);
  const form = input.form;
  const item = input.closest(".eform-item") || input.closest("fieldset");
  const holder = list(item);
  const box = () => document.getElementsByName(`${path}[]`)[0]?.closest("fieldset");
  return {
    queue,
    address: form.dataset.upload,
    field: path,
    token: () => form.elements.csrfmiddlewaretoken.value,
    list: () => holder,
    async received(sending, said) {
      sending.line.remove();
      box()?.append(Object.assign(document.createElement("input"), { type: "hidden", name: path, value: said.file }));
      await pressLive(box(), { name: `_refresh:${path}`, value: "1", isConnected: false });
      form.dispatchEvent(new Event("change", { bubbles: true }));
    },
  };
}

function choose(input) {
  const slot = input.form.matches("form.upload") ? ofPaper(input.form) : ofField(input);
  for (const file of [...input.files]) {
    const sending = new Sending(file, slot);
    slot.list().append(sending.line);
    if (!file.size) sending.refused(words.empty);
    else if (file.size > LIMIT) sending.refused(words.tooLarge);
    else queue.add(sending);
  }
  input.value = "";
  input.dispatchEvent(new Event("portal:emptied"));
}

/** Up, down, turn: the section changes in place and the same button keeps the focus. */
async function arrange(event) {
  const [form, button] = [event.target, event.submitter];
  if (!form.matches("form[data-arrange]") || !button) return;
  event.preventDefault();
  const [section, item] = [form.closest("section").id, form.closest("li").id];
  const body = new FormData(form);
  body.set(button.name, button.value);
  try {
    redraw(section, await page(form.action, { method: "POST", body: new URLSearchParams(body) }));
    const place = document.getElementById(item);
    (place.querySelector(`button[value="${button.value}"]`) || place).focus();
    tell(section, words.arranged[button.value]);
  } catch {
    form.submit();
  }
}

async function forget(button) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  await fetch(button.dataset.forget, { method: "DELETE", headers: { ...VERSION, "X-CSRFToken": token } }).catch(() => {});
  button.closest("li").remove();
}

/** Phones get a second button that opens the camera at once. */
function camera(form) {
  if (!matchMedia("(pointer: coarse)").matches || form.querySelector("[capture]")) return;
  const input = form.querySelector('input[type="file"]');
  const made = Object.assign(input.cloneNode(), { accept: "image/*", id: `${input.id}-chup`, multiple: false });
  made.setAttribute("capture", "environment");
  const about = form.querySelector("label .govuk-visually-hidden")?.textContent || "";
  made.setAttribute("aria-label", words.takePhoto + about);
  input.closest(".govuk-form-group").prepend(made);
  input.closest(".govuk-form-group").prepend(input.closest(".govuk-form-group").querySelector("label"));
}

let started = false;

export function startUploads() {
  if (!window.fetch || !window.AbortController) return;
  for (const form of document.querySelectorAll("form.upload[data-upload]")) {
    form.classList.add("upload--live");
    camera(form);
  }
  for (const button of document.querySelectorAll("[data-forget]")) button.hidden = false;
  if (started) return;
  started = true;
  document.addEventListener("portal:papers", () => { startUploads(); startPhotos() });
  document.addEventListener("submit", arrange);
  document.addEventListener("click", (event) => { if (event.target.matches?.("[data-forget]")) forget(event.target) });
  document.addEventListener("change", (event) => {
    if (event.target.matches?.('[data-upload] input[type="file"]') && event.target.files.length) choose(event.target);
  });
}
