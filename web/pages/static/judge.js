// Judging by keys: digits press a choice of the score in hand, `c` goes to the comments.
import { onKey } from "./keys.js";

const panel = () => document.querySelector("#inspector .judging");
const given = "[aria-pressed=true]";

// The score that is typed in, else the first that was not given yet, else the first.
function inHand() {
  const forms = [...panel().querySelectorAll("form.score:has([data-key])")];
  const typed = forms.find((form) => form.contains(document.activeElement));
  return typed ?? forms.find((form) => !form.querySelector(given)) ?? forms[0];
}

function choose({ key }) {
  if (panel()) inHand()?.querySelector(`[data-key="${key}"]`)?.click();
}

for (const digit of "1234567890") onKey(digit, digit === "1" ? "js.judge.choose" : "", choose);
onKey("c", "js.judge.comment", () => panel()?.querySelector("[name=content]").focus());
onKey("r", "js.judge.open", openForTurn);

// The turn that the address names, or the first in sight.
function openForTurn() {
  const turns = [...document.querySelectorAll("article.turn")];
  const shown = turns.find((turn) => turn.getBoundingClientRect().bottom > innerHeight / 4);
  (document.querySelector("article.turn:target") ?? shown)?.querySelector(".judge")?.click();
}

document.addEventListener("click", (event) => {
  if (event.target.closest?.(".judging [data-close]")) document.getElementById("inspector").replaceChildren();
});

// What was opened by a link is where its reader goes on; what was sent keeps its place.
document.addEventListener("htmx:after:swap", ({ target }) => {
  if (target.matches?.(".judge")) document.getElementById("judging")?.focus({ preventScroll: true });
});
