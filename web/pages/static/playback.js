// A session that is played: where it stands, how fast it goes, what is shown of it.
import { allTurns, currentTurn, setCurrent, top } from "./current.js";
import { Scrubber, barsOf } from "./player_scrubber.js";
import { Stage } from "./player_stage.js";
import { buildTimeline, clock } from "./player_timeline.js";
import { say } from "./texts.js";

const STEP_MS = 5_000;
const LONGEST_FRAME_MS = 250;
const MARGIN_PX = 64;
const stillness = matchMedia("(prefers-reduced-motion: reduce)");

export class Playback {
  constructor(controls) {
    this.at = 0;
    this.frame = 0;
    this.stage = null;
    this.speed = controls.querySelector("select");
    this.button = controls.querySelector("#play");
    this.time = controls.querySelector("#play-copy");
    this.measure();
    this.scrubber = new Scrubber({
      seek: (x) => this.seek(this.timeline.toPlayed(this.timeline.fromRibbon(x))),
      step: (direction, far) => this.step(direction, far),
    });
    this.tell();
  }

  // Reads the times of the turns that are there now.
  measure() {
    this.turns = allTurns();
    const beats = this.turns.map(({ dataset }) => ({
      offset: dataset.offset ? Number(dataset.offset) : NaN,
      duration: Number(dataset.duration),
    }));
    this.timeline = buildTimeline(beats, barsOf(this.turns));
  }

  // Turns have come, or become longer: the place in the session stays.
  grow() {
    const session = this.session;
    this.measure();
    this.at = this.timeline.toPlayed(session);
    this.scrubber.attach();
    if (this.stage) {
      this.stage.clear();
      this.stage = null;
      this.seek(this.at);
    } else this.tell();
  }

  get session() {
    return this.timeline.toSession(this.at);
  }

  toggle() {
    if (this.frame) this.pause();
    else this.play();
  }

  play() {
    if (this.at >= this.timeline.length) this.at = 0;
    this.seek(this.at);
    let last = performance.now();
    const tick = (now) => {
      const passed = Math.min(LONGEST_FRAME_MS, Math.max(0, now - last));
      last = now;
      this.seek(this.at + passed * Number(this.speed.value));
      if (this.at >= this.timeline.length) this.leave();
      else if (this.frame) this.frame = requestAnimationFrame(tick);
    };
    this.frame = requestAnimationFrame(tick);
    this.name();
  }

  pause() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.name();
  }

  // Lets everything be read again; the position stays.
  leave() {
    this.pause();
    this.stage?.clear();
    this.stage = null;
  }

  seek(at) {
    this.at = Math.min(this.timeline.length, Math.max(0, at));
    this.stage ??= new Stage(this.turns, this.timeline.placed, { whole: stillness.matches });
    const scene = this.stage.show(this.session);
    setCurrent(scene.turn, { quiet: true });
    this.tell();
    bringIntoView(scene.rect());
  }

  // Goes to a moment without beginning to play.
  visit(ms) {
    this.at = this.timeline.toPlayed(ms);
    this.tell();
  }

  step(direction, far) {
    if (!far) return this.seek(this.at + direction * STEP_MS);
    const starts = this.timeline.placed.map(({ start }) => this.timeline.toPlayed(start));
    const ahead = (each) => (direction > 0 ? each > this.at + 1 : each < this.at - 1);
    const found = direction > 0 ? starts.find(ahead) : starts.findLast(ahead);
    this.seek(found ?? (direction > 0 ? this.timeline.length : 0));
  }

  tell() {
    const [at, end] = [clock(this.session), clock(this.timeline.end)];
    const text = `${at} / ${end}`;
    if (this.time.textContent !== text) this.time.textContent = text;
    const turn = this.turns.indexOf(currentTurn()) + 1 || 1;
    this.scrubber.show(this.timeline.toRibbon(this.session), say("js.play.at", { at, end, turn }));
  }

  name() {
    this.button.firstElementChild.textContent = this.frame ? "❚❚" : "▶";
    this.button.lastElementChild.textContent = say(this.frame ? "js.play.pause" : "js.play.play");
  }
}

function bringIntoView({ top: upper, bottom }) {
  const [least, most] = [top() + 8, innerHeight - MARGIN_PX];
  if (upper < least) scrollBy({ top: upper - least, behavior: "instant" });
  else if (bottom > most) {
    scrollBy({ top: Math.min(bottom - most, upper - least), behavior: "instant" });
  }
}
