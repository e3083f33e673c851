// The ribbon as the player's scale: a line that moves over it, a slider for keys, a drag for pointers.
import { say } from "./texts.js";

const STEPS = 10_000;
const DRAG_PX = 4;
const ARROWS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };
const SVG = "http://www.w3.org/2000/svg";

// Where the bars of the turns stand on the ribbon, in percent.
export function barsOf(ribbon) {
  return [...ribbon.querySelectorAll("rect.bar")].map((bar) => ({
    x: bar.x.baseVal.valueInSpecifiedUnits,
    width: bar.width.baseVal.valueInSpecifiedUnits,
  }));
}

export class Scrubber {
  // `seek(x)` is called with percent, `step(direction, far)` for keys.
  constructor(ribbon, { seek, step }) {
    this.svg = ribbon.querySelector("svg");
    this.head = document.createElementNS(SVG, "rect");
    this.head.setAttribute("class", "head");
    this.head.setAttribute("height", "100%");
    this.head.setAttribute("width", "2");
    this.svg.append(this.head);
    this.slider = slider(seek, step);
    ribbon.append(this.slider);
    this.drag(seek);
  }

  show(x, text) {
    this.head.setAttribute("x", `${x}%`);
    this.slider.value = Math.round((x / 100) * STEPS);
    if (text !== this.slider.ariaValueText) this.slider.ariaValueText = text;
  }

  drag(seek) {
    const { svg } = this;
    let from = null;
    let dragged = false;
    const at = ({ clientX }) => {
      const { left, width } = svg.getBoundingClientRect();
      return Math.min(100, Math.max(0, (100 * (clientX - left)) / width));
    };
    svg.addEventListener("dragstart", (event) => event.preventDefault());
    svg.addEventListener("pointerdown", (event) => {
      if (event.button === 0) [from, dragged] = [event.clientX, false];
    });
    svg.addEventListener("pointermove", (event) => {
      if (from === null || (!dragged && Math.abs(event.clientX - from) < DRAG_PX)) return;
      if (!dragged) svg.setPointerCapture(event.pointerId);
      dragged = true;
      seek(at(event));
    });
    for (const over of ["pointerup", "pointercancel"]) svg.addEventListener(over, () => (from = null));
    // A bar is a link: whoever let go over one did not mean to follow it.
    svg.addEventListener("click", (event) => dragged && event.preventDefault(), { capture: true });
  }
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
