// The turn that is being read: marked on the page and in the rail, and named by the address.
const QUIET_MS = 400;
let naming = 0;

export const allTurns = () => [...document.querySelectorAll(".turn")];
export const currentTurn = () => document.querySelector(".turn[aria-current]");

// Marks a turn as the one being read. Unless `quiet`, the address follows, and "turn" is told.
export function setCurrent(turn, { quiet = false } = {}) {
  clearTimeout(naming);
  if (turn !== currentTurn()) {
    for (const each of document.querySelectorAll(".turn[aria-current], #rail [aria-current]")) {
      each.removeAttribute("aria-current");
    }
    turn?.setAttribute("aria-current", "true");
    const line = turn && document.querySelector(`#rail a[href="#${turn.id}"]`);
    line?.setAttribute("aria-current", "true");
    line?.scrollIntoView({ block: "nearest" });
  }
  if (!turn || quiet) return;
  // Browsers refuse an address that changes as fast as a key repeats.
  naming = setTimeout(() => nameInAddress(turn.id), QUIET_MS);
  document.dispatchEvent(new CustomEvent("turn", { detail: turn }));
}

// An address that says more of that turn stays: a tool call of it, a range from there.
function nameInAddress(id) {
  const named = location.hash.slice(1);
  if (named !== id && !new RegExp(`^${id}\\D`).test(named)) history.replaceState(history.state, "", `#${id}`);
}

// Where reading begins: below the lines that stay at the top.
export const top = () => parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;

export function isInView(element) {
  const { top: upper, bottom } = element.getBoundingClientRect();
  return bottom > top() && upper < innerHeight;
}

export function firstInView() {
  const edge = top() + 8;
  return allTurns().find((each) => each.getBoundingClientRect().bottom > edge) ?? null;
}

function followAddress() {
  clearTimeout(naming);
  const turn = document.getElementById(location.hash.slice(1))?.closest(".turn");
  if (turn) setCurrent(turn);
}

addEventListener("hashchange", followAddress);
followAddress();

// Keeps what is searched for in the address; nothing takes it out.
export function nameSearch(words) {
  const url = new URL(location.href);
  if (words) url.searchParams.set("q", words);
  else url.searchParams.delete("q");
  if (url.href !== location.href) history.replaceState(history.state, "", url);
}
