// From turn to turn, from error to error, from tool call to tool call.
import { allTurns, currentTurn, firstInView, isInView, setCurrent } from "./current.js";
import { onKey } from "./keys.js";
import { say } from "./texts.js";

const TURNS = ".turn";
const ERRORS = ".turn.bad";
const TOOLS = ".turn details.tool";

function jump(selector, step) {
  const stops = [...document.querySelectorAll(selector)];
  const from = place();
  const ahead = step > 0 ? stops : stops.reverse();
  const found = ahead.find((each) => isBeyond(each, from, step) && each.checkVisibility());
  const stop = found ?? ahead.find((each) => each.checkVisibility());
  if (stop) goTo(stop);
}

function goTo(stop) {
  setCurrent(stop.closest(TURNS));
  const focused = stop.querySelector(stop.matches(TURNS) ? ".no a, a.no" : "summary");
  focused?.focus({ preventScroll: true });
  stop.scrollIntoView({ block: "nearest" });
}

// What was reached last, as long as it is on the screen; else what is on the screen.
function place() {
  const focused = document.activeElement?.closest(`${TOOLS}, ${TURNS}`);
  const reached = focused ?? currentTurn();
  if (reached && isInView(reached)) return { element: reached, itself: false };
  return { element: firstInView(), itself: true };
}

function isBeyond(stop, { element, itself }, step) {
  if (!element || (stop === element && itself)) return true;
  const side = step > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
  return Boolean(element.compareDocumentPosition(stop) & side);
}

function count() {
  show("next-error", document.querySelectorAll(ERRORS).length, "▲", "js.jump.errors");
  show("next-tool", document.querySelectorAll(TOOLS).length, "ƒ", "js.jump.tools");
}

function show(id, n, mark, text) {
  const button = document.getElementById(id);
  if (!button) return;
  button.hidden = false;
  button.disabled = n === 0;
  button.textContent = `${mark} ${n}`;
  button.title = say(text, { n });
  button.setAttribute("aria-label", button.title);
}

for (const [key, selector, step, text] of [
  ["j", TURNS, 1, "js.keys.next_turn"],
  ["k", TURNS, -1, "js.keys.previous_turn"],
  ["e", ERRORS, 1, "js.keys.next_error"],
  ["E", ERRORS, -1, "js.keys.previous_error"],
  ["t", TOOLS, 1, "js.keys.next_tool"],
  ["T", TOOLS, -1, "js.keys.previous_tool"],
]) onKey(key, text, () => jump(selector, step));

document.getElementById("next-error")?.addEventListener("click", () => jump(ERRORS, 1));
document.getElementById("next-tool")?.addEventListener("click", () => jump(TOOLS, 1));
document.addEventListener("grown", count);
if (allTurns().length) count();
