// Marks in the rail and on the ribbon which turn stands at the top of the screen, while one scrolls.
import { allTurns, currentTurn, isInView, top } from "./current.js";

const rail = document.getElementById("rail");
const inBand = new Set();
let observer = null;

function observe() {
  observer?.disconnect();
  inBand.clear();
  // From below the lines that stay to a fifth of the screen: what one reads begins there.
  const rootMargin = `${-Math.ceil(top()) - 1}px 0px -80% 0px`;
  observer = new IntersectionObserver(note, { rootMargin });
  for (const each of allTurns()) observer.observe(each);
}

function note(entries) {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) inBand.add(target);
    else inBand.delete(target);
  }
  const first = [...inBand].sort((one, other) => number(one) - number(other))[0];
  // What was gone to by a key or a link stays marked as long as it is on the screen.
  const chosen = currentTurn();
  mark(chosen && isInView(chosen) ? chosen : first);
}

const number = (turn) => Number(turn.id.slice(1));

function mark(turn) {
  if (!turn) return;
  for (const list of [rail, document.getElementById("ribbon")]) {
    const link = list?.querySelector(`a[href="#${turn.id}"]`);
    for (const each of list?.querySelectorAll("[aria-current]") ?? []) {
      if (each !== link) each.removeAttribute("aria-current");
    }
    link?.setAttribute("aria-current", "true");
  }
  follow(rail.querySelector("[aria-current]"));
}

// Scrolls the rail alone: the page stays where its reader has it.
function follow(line) {
  if (!line) return;
  const { top: upper, bottom } = line.getBoundingClientRect();
  const { top: first, bottom: last } = rail.getBoundingClientRect();
  if (upper < first) rail.scrollTop += upper - first;
  else if (bottom > last) rail.scrollTop += bottom - last;
}

addEventListener("resize", observe);
document.addEventListener("grown", observe);
observe();
