// The ribbon as the player's scale: a line that moves over it, a slider for keys, a drag for pointers.
import { say } from "./texts.js";

const STEPS = 10_000;
const DRAG_PX = 4;
const ARROWS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };
const SVG = "http://www.w3.org/2000/svg";
const drawing = () => document.querySelector(".ribbon svg");

// Where the bars of turns stand on the ribbon, in percent; nothing for one that has none there.
export function barsOf(turns) {
  const bars = new Map();
  for (const bar of drawing().querySelectorAll("a > rect.bar")) {
    const [x, width] = [bar.x, bar.width].map((each) => each.baseVal.valueInSpecifiedUnits);
    bars.set(bar.parentElement.getAttribute("href"), { x, width });
  }
  return turns.map(({ id }) => bars.get(`#${id}`));
}

export class Scrubber {
  // `seek(x)` is called with percent, `step(direction, far)` for keys.
  constructor({ seek, step }) {
    this.head = document.createElementNS(SVG, "rect");
    for (const [name, value] of [["class", "head"], ["height", "100%"], ["width", "2"]]) {
      this.head.setAttribute(name, value);
    }
    this.slider = slider(seek, step);
    this.attach();
    drag(seek);
  }

  // Stands on the ribbon again after a session has grown and its ribbon was drawn anew.
  attach() {
    drawing().append(this.head);
    if (!this.slider.isConnected) drawing().parentElement.append(this.slider);
  }

  show(x, text) {
    this.head.setAttribute("x", `${x}%`);
    this.slider.value = Math.round((x / 100) * STEPS);
    if (text !== this.slider.ariaValueText) this.slider.ariaValueText = text;
  }
}

function drag(seek) {
  let from = null;
  let dragged = false;
  const move = (event) => {
    if (from === null || (!dragged && Math.abs(event.clientX - from) < DRAG_PX)) return;
    if (!dragged) drawing().setPointerCapture(event.pointerId);
    dragged = true;
    const { left, width } = drawing().getBoundingClientRect();
    seek(Math.min(100, Math.max(0, (100 * (event.clientX - left)) / width)));
  };
  const end = () => (from = null);
  document.addEventListener("dragstart", (event) => event.target.closest?.(".ribbon") && event.preventDefault());
  document.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && drawing().contains(event.target)) [from, dragged] = [event.clientX, false];
  });
  document.addEventListener("pointermove", move);
  for (const over of ["pointerup", "pointercancel"]) document.addEventListener(over, end);
  // A bar is a link: whoever let go over one after a drag did not mean to follow it.
  document.addEventListener("click", (event) => {
    if (dragged && drawing().contains(event.target)) event.preventDefault();
    dragged = false;
  }, { capture: true });
}

function slider(seek, step) {
  const made = Object.assign(document.createElement("input"), { type: "range", max: STEPS, value: 0 });
  made.setAttribute("aria-label", say("js.play.position"));
  made.addEventListener("input", () => seek((100 * made.value) / STEPS));
  made.addEventListener("keydown", (event) => {
    const far = { PageUp: 1, PageDown: -1 }[event.key];
    const direction = far ?? ARROWS[event.key];
    if (!direction || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    step(direction, Boolean(far));
  });
  return made;
}
