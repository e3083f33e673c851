// Searches the session that is on the page: `/` opens it, matches are painted and counted.
import { nameSearch, setCurrent, top } from "./current.js";
import { SearchText } from "./find_text.js";
import { onKey } from "./keys.js";
import { say } from "./texts.js";

const MOST = 5_000;
const QUIET_MS = 300;
const opener = document.getElementById("find-open");
const form = document.getElementById("find");

class Finder {
  constructor() {
    this.field = form.elements.q;
    this.count = form.querySelector("output");
    this.matches = [];
    this.at = -1;
    this.text = null;
    this.before = null;
    this.opened = [];
    this.naming = 0;
  }

  open() {
    if (form.hidden) this.before = document.activeElement;
    form.hidden = false;
    opener.hidden = true;
    this.field.select();
    this.field.focus();
    setTimeout(() => this.read());
  }

  // Reads the whole page before the first letter is there to be looked for.
  read() {
    this.text ??= new SearchText(this.roots());
    return this.text;
  }

  roots() {
    return [...document.querySelectorAll("main, #inspector")];
  }

  close() {
    const inside = form.contains(document.activeElement);
    form.hidden = true;
    opener.hidden = false;
    this.paint([]);
    this.name("");
    if (inside) (this.before?.isConnected && this.before !== document.body ? this.before : opener).focus();
  }

  search() {
    this.paint(this.read().find(this.field.value, MOST));
    clearTimeout(this.naming);
    this.naming = setTimeout(() => this.name(this.field.value.trim()), QUIET_MS);
  }

  // Begins with the first match that is on the screen or below it.
  paint(matches) {
    this.matches = matches;
    this.at = -1;
    if (CSS.highlights) {
      CSS.highlights.set("found", new Highlight());
      for (const each of matches) CSS.highlights.get("found").add(each);
    }
    if (matches.length) this.show(this.nearest());
    else this.tell();
  }

  nearest() {
    const edge = top();
    const found = this.matches.findIndex(({ startContainer }) => {
      return startContainer.parentElement.getBoundingClientRect().bottom > edge;
    });
    return Math.max(0, found);
  }

  step(direction) {
    const { length } = this.matches;
    let at = this.at;
    for (let tried = 0; tried < length; tried++) {
      at = (at + direction + length) % length;
      if (this.show(at)) return;
    }
  }

  show(at) {
    this.at = at;
    const { startContainer, startOffset, endContainer, endOffset } = this.matches[at];
    const range = document.createRange();
    range.setStart(startContainer, startOffset);
    range.setEnd(endContainer, endOffset);
    this.reveal(startContainer.parentElement);
    CSS.highlights?.set("found-here", new Highlight(range));
    setCurrent(startContainer.parentElement.closest(".turn"));
    bringIntoView(range);
    this.tell();
    // The line of an open tool call is not shown: its text stands below.
    return startContainer.parentElement.checkVisibility({ visibilityProperty: true });
  }

  // Opens whatever a text is folded into, and closes what an earlier match had opened.
  reveal(element) {
    for (const fold of this.opened) if (!fold.contains(element)) setOpen(fold, false);
    this.opened = this.opened.filter((fold) => fold.contains(element));
    for (let each = element; each; each = each.parentElement) {
      if (each.matches("details:not([open]), .fold:has(> :not(:checked))") && !isSummary(each, element)) {
        setOpen(each, true);
        this.opened.push(each);
      }
    }
  }

  tell() {
    const n = this.matches.length;
    if (!n) CSS.highlights?.delete("found-here");
    const text = n === MOST ? "js.find.many" : n ? "js.find.count" : "js.find.none";
    this.count.textContent = n || this.field.value.trim() ? say(text, { at: this.at + 1, n }) : "";
    for (const each of form.querySelectorAll("button:not([value='0'])")) each.disabled = !n;
  }

  name(words) {
    clearTimeout(this.naming);
    nameSearch(words);
  }
}

const isSummary = (details, element) => element.closest("summary")?.parentElement === details;

function setOpen(fold, open) {
  if (fold.matches("details")) fold.open = open;
  else fold.querySelector(":scope > input").checked = open;
}

function bringIntoView(range) {
  range.startContainer.parentElement.scrollIntoView({ block: "nearest", behavior: "instant" });
  const { top: upper, bottom } = range.getBoundingClientRect();
  if (upper < top() || bottom > innerHeight - 24) {
    scrollBy({ top: upper - innerHeight / 3, behavior: "instant" });
  }
}

function start() {
  const finder = new Finder();
  opener.hidden = false;
  opener.addEventListener("click", () => finder.open());
  onKey("/", "js.keys.find", () => finder.open());
  onKey("Escape", "js.keys.stop_find", () => (form.hidden ? false : finder.close()));
  onKey("n", "js.keys.next_match", () => finder.step(1));
  onKey("N", "js.keys.previous_match", () => finder.step(-1));
  finder.field.addEventListener("input", () => finder.search());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    finder.step(1);
  });
  form.addEventListener("click", ({ target }) => {
    if (target.type !== "button") return;
    if (target.value === "0") finder.close();
    else finder.step(Number(target.value));
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.shiftKey) {
      event.preventDefault();
      finder.step(-1);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      finder.close();
    }
  });
  const forget = new MutationObserver(() => (finder.text = null));
  for (const root of finder.roots()) forget.observe(root, { childList: true, subtree: true });
  const asked = new URLSearchParams(location.search).get("q");
  if (!asked) return;
  finder.field.value = asked;
  form.hidden = false;
  opener.hidden = true;
  finder.search();
}

if (opener && form) start();
