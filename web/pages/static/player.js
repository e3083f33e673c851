// Plays the session as it happened. It never begins by itself, and rests when its reader scrolls.
import { allTurns, setCurrent } from "./current.js";
import { onKey } from "./keys.js";
import { Playback } from "./playback.js";
import { clock, parseClock } from "./player_timeline.js";

const SCROLLS = "ArrowUp ArrowDown PageUp PageDown Home End".split(" ");
const controls = document.getElementById("player");

function follow(player) {
  const moment = parseClock(/^#t=(.+)$/.exec(location.hash)?.[1] ?? "");
  if (Number.isNaN(moment)) return;
  player.leave();
  player.visit(moment);
  const { placed } = player.timeline;
  const index = placed.findLastIndex(({ start }) => start <= player.session);
  const turn = player.turns[Math.max(0, index)];
  setCurrent(turn, { quiet: true });
  turn.scrollIntoView();
  player.tell();
}

// Whoever scrolls, types or reaches for the scroll bar wants to read, not to watch.
function restFor(player) {
  const rest = () => player.stage && player.leave();
  const unlessOnRibbon = ({ target }) => target.closest(".ribbon") || rest();
  for (const intent of ["wheel", "touchmove"]) addEventListener(intent, unlessOnRibbon, { passive: true });
  addEventListener("keydown", ({ key, target }) => {
    if (SCROLLS.includes(key) && target.type !== "range") rest();
  });
  addEventListener("focusin", ({ target }) => {
    if (target.matches("textarea, input:not([type=range])")) rest();
  });
  addEventListener("pointerdown", ({ target, clientX }) => {
    if (target === document.documentElement && clientX >= target.clientWidth) rest();
  });
}

function start() {
  const player = new Playback(controls);
  controls.hidden = false;
  player.button.addEventListener("click", () => player.toggle());
  onKey(" ", "js.keys.play", () => player.toggle());
  onKey("Escape", "js.keys.stop", () => (player.stage ? player.leave() : false));
  player.time.addEventListener("click", () => {
    const url = new URL(location.href);
    url.hash = `t=${clock(player.session)}`;
    player.time.dataset.copy = url.href;
  });
  document.addEventListener("turn", ({ detail }) => {
    const place = player.timeline.placed[player.turns.indexOf(detail)];
    if (!place) return;
    if (player.frame) player.seek(player.timeline.toPlayed(place.start));
    else player.leave(), player.visit(place.start);
  });
  restFor(player);
  addEventListener("hashchange", () => follow(player));
  document.addEventListener("grown", () => player.grow());
  follow(player);
}

if (controls && allTurns().length) start();
else if (controls) document.addEventListener("grown", start, { once: true });
