// One observation, looked at beside the conversation: which one stands in the address, `#t6/o3`.
import htmx from "./vendor/htmx.esm.min.js";
import { say } from "./texts.js";
import { localise } from "./times.js";

const aside = document.getElementById("inspector");
const OURS = "#inspector, .tree, .value, .before, .messages";
const TYPING = "input, textarea, select, [contenteditable]";
let opener = null;

if (aside) {
  document.addEventListener("htmx:after:swap", (event) => (isHere(event) ? opened(event.detail.ctx.sourceElement) : mark()));
  document.addEventListener("click", (event) => event.target.closest("[data-close]") && close());
  document.addEventListener("keydown", escape);
  addEventListener("hashchange", openFromAddress);
  openFromAddress();
} else {
  addEventListener("hashchange", markTarget);
  markTarget();
}
document.addEventListener("htmx:response:error", failed);
document.addEventListener("htmx:error", failed);
document.addEventListener("keydown", walk);

const isHere = (event) => event.detail.ctx.target === aside;
const step = () => aside.querySelector("[data-step]");

function opened(source) {
  if (!step()) return;
  localise(aside);
  if (source?.isConnected && !aside.contains(source)) opener = source;
  mark();
  step().focus({ preventScroll: true });
  aside.scrollTop = 0;
  const turn = opener?.closest(".turn") ?? turnOf(step().dataset.trace);
  if (turn) history.replaceState(history.state, "", `#${turn.id}/o${step().dataset.step}`);
}

// The row in the tree that is open beside it.
function mark() {
  const { step: number, trace } = step()?.dataset ?? {};
  if (number) markRow(`.turn a[data-step="${number}"][href*="/traces/${trace}/"]`);
}

function markRow(row) {
  for (const each of document.querySelectorAll("[data-step][aria-current]")) each.removeAttribute("aria-current");
  document.querySelector(row)?.setAttribute("aria-current", "true");
}

function turnOf(trace) {
  return document.querySelector(`.turn a[href*="/traces/${CSS.escape(trace)}"]`)?.closest(".turn");
}

function close() {
  if (!step()) return;
  const turn = opener?.closest(".turn");
  aside.replaceChildren();
  document.querySelector("a[data-step][aria-current]")?.removeAttribute("aria-current");
  if (turn) history.replaceState(history.state, "", `#${turn.id}`);
  (opener?.isConnected ? opener : turn?.querySelector("a"))?.focus({ preventScroll: true });
  opener = null;
}

function escape(event) {
  const busy = event.defaultPrevented || event.target.closest(TYPING);
  if (event.key !== "Escape" || busy || document.querySelector("dialog:modal, [popover]:popover-open")) return;
  close();
}

function openFromAddress() {
  const [, id, number] = /^#(t\d+)\/o(\d+)$/.exec(location.hash) ?? [];
  const turn = id && document.getElementById(id);
  const trace = turn?.querySelector('a[href*="/traces/"]')?.pathname.split("/").slice(0, 5).join("/");
  if (!trace) return;
  stayAt(turn);
  opener = turn.querySelector("a");
  htmx.ajax("GET", `${trace}/steps/${number}`, { target: aside, source: opener });
}

// Trees of turns above it are still to come, and would push it away until its reader moves.
function stayAt(turn) {
  const moved = new AbortController();
  const stay = () => turn.scrollIntoView({ block: "start" });
  document.addEventListener("htmx:after:swap", () => requestAnimationFrame(stay), { signal: moved.signal });
  for (const each of ["wheel", "pointerdown", "keydown", "touchmove"]) addEventListener(each, () => moved.abort(), { once: true });
  stay();
}

// On the page of a trace: the row of the observation that the address names.
function markTarget() {
  markRow(`.tree a[href="#${CSS.escape(location.hash.slice(1))}"]`);
}

// What was asked for did not come: say so where it would stand, and lead to its page.
function failed({ detail: { ctx } }) {
  const place = ctx?.target?.closest?.(OURS) && ctx.target;
  if (!place) return;
  ctx.swap = "none";
  const note = Object.assign(document.createElement("p"), { className: "fail", textContent: say("js.inspect.failed") });
  note.setAttribute("role", "alert");
  note.append(" ", Object.assign(document.createElement("a"), { href: (ctx.sourceElement?.closest("a") ?? ctx.sourceElement?.querySelector("a"))?.href ?? location.href, textContent: say("js.inspect.again") }));
  place.replaceChildren(note);
}

// Arrows go from row to row in a tree.
function walk(event) {
  const row = event.target.closest?.(".tree li");
  const next = { ArrowDown: row?.nextElementSibling, ArrowUp: row?.previousElementSibling }[event.key];
  if (!next || event.defaultPrevented) return;
  event.preventDefault();
  next.querySelector("a").focus();
}
