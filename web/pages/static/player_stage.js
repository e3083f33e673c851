// What of the conversation has been said at a moment. Nothing is hidden or moved: what is yet to
// come is painted faint, texts by a highlight, whole turns and their parts by a class.
const LATER = "later";
const RUNNING = "running";
const UNSAID = "unsaid";
const WORD_LENGTH = 24;

const canPaint = () => Boolean(CSS.highlights && window.Highlight);

export class Stage {
  // `whole`: turns appear at once, for who wants less motion.
  constructor(turns, placed, { whole }) {
    this.scenes = turns.map((turn, index) => new Scene(turn, placed[index], whole));
    this.highlight = canPaint() ? new Highlight() : null;
    if (this.highlight) CSS.highlights.set(UNSAID, this.highlight);
  }

  // Shows the moment; returns the scene that was begun last.
  show(ms) {
    let front = this.scenes[0];
    for (const scene of this.scenes) {
      scene.show(ms, this.highlight);
      if (scene.start <= ms && scene.start >= front.start) front = scene;
    }
    return front;
  }

  clear() {
    for (const scene of this.scenes) scene.show(Infinity, this.highlight);
    CSS.highlights?.delete(UNSAID);
  }
}

class Scene {
  constructor(turn, { start, end }, whole) {
    Object.assign(this, { turn, start, end: whole ? start : end, state: "", parts: null, text: null });
  }

  show(ms, highlight) {
    const state = ms < this.start ? "later" : ms < this.end ? "running" : "said";
    if (state === "running") this.play(ms, highlight);
    else if (state !== this.state && this.parts) this.finish(highlight);
    if (state !== this.state) this.turn.classList.toggle(LATER, state === "later");
    this.state = state;
  }

  play(ms, highlight) {
    this.parts ??= partsOf(this.turn, this);
    for (const { element, at, until } of this.parts.moments) {
      element.classList.toggle(LATER, ms < at);
      element.classList.toggle(RUNNING, at <= ms && ms < until);
    }
    const { answer, from, to } = this.parts;
    if (!answer) return;
    const silent = ms < (highlight ? from : to);
    answer.classList.toggle(LATER, silent);
    if (silent && this.text) highlight?.delete(this.text.range);
    if (silent || !highlight) return;
    this.text ??= new Speech(answer);
    highlight.add(this.text.unsaid((ms - from) / (to - from || 1)));
  }

  finish(highlight) {
    for (const { element } of this.parts.moments) element.classList.remove(LATER, RUNNING);
    this.parts.answer?.classList.remove(LATER);
    if (this.text) highlight?.delete(this.text.range);
  }

  // Where the reader's eyes are.
  rect() {
    if (this.state === "running" && this.text) {
      const rect = this.text.front();
      if (rect.height) return rect;
    }
    return this.turn.getBoundingClientRect();
  }
}

function partsOf(turn, { start, end }) {
  const tools = [...turn.querySelectorAll("details.tool")];
  const moments = tools.map((element) => {
    const at = element.dataset.offset ? Number(element.dataset.offset) : start;
    return { element, at, until: Math.min(end, at + (Number(element.dataset.duration) || 0)) };
  });
  const ends = moments.map(({ until }) => until).filter((each) => each < end);
  const [first, last] = turn.dataset.answer?.split(" ").map(Number) ?? [Math.max(start, ...ends), end];
  const from = Math.min(end, Math.max(start, first));
  const to = Math.min(end, Math.max(from, last));
  const failed = moments.find(({ element }) => element.matches(".error"));
  for (const [selector, at] of [[".fail", failed?.until ?? end], [".facts, .more", end]]) {
    for (const element of turn.querySelectorAll(selector)) moments.push({ element, at });
  }
  return { moments, answer: turn.querySelector(".answer:not(.none)"), from, to };
}

// A text that is spoken evenly, word by word.
class Speech {
  constructor(element) {
    this.pieces = [];
    this.length = 0;
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      this.pieces.push({ node, start: this.length });
      this.length += node.length;
    }
    this.range = document.createRange();
    this.range.selectNodeContents(element);
    this.at = -1;
  }

  unsaid(share) {
    const at = Math.floor(Math.min(1, Math.max(0, share)) * this.length);
    const piece = this.pieces.findLast((each) => each.start <= at);
    if (!piece || at === this.at) return this.range;
    this.at = at;
    this.range.setStart(piece.node, wordEnd(piece.node.data, at - piece.start));
    return this.range;
  }

  front() {
    const { startContainer: node, startOffset: at } = this.range;
    const last = document.createRange();
    last.setStart(node, Math.max(0, at - 1));
    last.setEnd(node, at);
    return last.getBoundingClientRect();
  }
}

// Not inside a word, where the script parts words, and never inside a character.
function wordEnd(text, at) {
  const rest = /^\S*/.exec(text.slice(at, at + WORD_LENGTH))[0].length;
  if (at + rest >= text.length || rest < WORD_LENGTH) return at + rest;
  return /[\udc00-\udfff]/.test(text[at]) ? at + 1 : at;
}
