// Judging by keys: digits press a choice of the score in hand, `r` opens the panel of a turn.
import { onKey } from "./keys.js";
import { localise } from "./times.js";

const aside = document.getElementById("inspector");
const panel = () => aside.querySelector(".judging");
const given = "[aria-pressed=true]";
const TYPING = "input, textarea, select";
const ABOVE = 150; // what stands above the turns, and some of the first of them
let place = ".bar";

// The score that is typed in, else the first that was not given yet, else the first.
function inHand() {
  const forms = [...panel().querySelectorAll("form.score:has([data-key])")];
  const typed = forms.find((form) => form.contains(document.activeElement));
  return typed ?? forms.find((form) => !form.querySelector(given)) ?? forms[0];
}

function choose({ key }) {
  if (panel()) inHand()?.querySelector(`[data-key="${key}"]`)?.click();
}

// The turn that the address names, or the first in sight.
function openForTurn() {
  const turns = [...document.querySelectorAll("article.turn")];
  const shown = turns.find((turn) => turn.getBoundingClientRect().bottom > ABOVE);
  (document.querySelector("article.turn:target") ?? shown)?.querySelector(".judge")?.click();
}

// What a link has opened is where its reader goes on; what was sent keeps its place.
function opened({ detail: { ctx } }) {
  if (ctx.target !== aside || !panel()) return;
  localise(aside);
  if (aside.contains(ctx.sourceElement)) {
    ctx.sourceElement.reset?.(); // morphing leaves what was typed
    return;
  }
  place = `#${ctx.sourceElement.closest("article")?.id}`;
  document.getElementById("judging").focus({ preventScroll: true });
}

// The link may be another one by now: with the scores that were given.
function close() {
  if (!panel()) return;
  aside.replaceChildren();
  (document.querySelector(`${place} .judge`) ?? document.querySelector(".bar .judge"))?.focus();
}

for (const digit of "1234567890") onKey(digit, digit === "1" ? "js.judge.choose" : "", choose);
onKey("c", "js.judge.comment", () => panel()?.querySelector("[name=content]").focus());
onKey("r", "js.judge.open", openForTurn);

document.addEventListener("htmx:after:swap", opened);
document.addEventListener("click", ({ target }) => target.closest(".judging [data-close]") && close());
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented && !event.target.closest(TYPING)) close();
});
