// A search in the session that is on the page: its matches, which of them is shown, and how many.
import { nameSearch, setCurrent, top } from "./current.js";
import { SearchText } from "./find_text.js";
import { say } from "./texts.js";

const MOST = 5_000;
const QUIET_MS = 300;

export class Finder {
  constructor(form, opener) {
    Object.assign(this, { form, opener });
    this.field = this.form.elements.q;
    this.count = this.form.querySelector("output");
    this.matches = [];
    this.at = -1;
    this.text = null;
    this.before = null;
    this.opened = [];
    this.density = null;
    this.naming = 0;
  }

  open() {
    if (this.form.hidden) this.before = document.activeElement;
    this.form.hidden = false;
    this.opener.hidden = true;
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
    const inside = this.form.contains(document.activeElement);
    this.form.hidden = true;
    this.opener.hidden = false;
    this.paint([]);
    this.name("");
    if (this.density) this.density.checked = true;
    this.density = null;
    if (inside) (this.before?.isConnected && this.before !== document.body ? this.before : this.opener).focus();
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
    if (!matches.length) this.tell();
    else if (!this.show(this.nearest())) this.step(1);
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
    const element = startContainer.parentElement;
    this.reveal(element);
    if (!element.checkVisibility()) this.showEverything();
    CSS.highlights?.set("found-here", new Highlight(range));
    setCurrent(element.closest(".turn"));
    bringIntoView(range);
    this.tell();
    // The line of an open tool call is not shown: its text stands below.
    return element.checkVisibility({ visibilityProperty: true });
  }

  // What the chosen density leaves out is there as long as the search is open.
  showEverything() {
    this.density ??= document.querySelector("#density :checked");
    const everything = document.getElementById("show-everything");
    if (everything) everything.checked = true;
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
    for (const each of this.form.querySelectorAll("button:not([value='0'])")) each.disabled = !n;
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
