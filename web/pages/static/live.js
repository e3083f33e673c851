// A session that goes on grows on the page: what is new is asked for, less often the longer nothing
// comes, and put in without moving what is being read.
import htmx from "./vendor/htmx.esm.min.js";
import { say } from "./texts.js";
import { localise } from "./times.js";

const OFTEN_MS = 2_000;
const SELDOM_MS = 20_000;
const SLOWER = 1.3;
const LIVE_MS = 60_000;
const OVER_MS = 1_800_000;

const mark = document.getElementById("live");
const main = document.getElementById("conversation");
const notice = made("div", { className: "arrived" });
notice.setAttribute("role", "status");
main.append(notice);

let news = mark.dataset.news;
let wait = OFTEN_MS;
let active = Date.now() - Number(mark.dataset.age) * 1000;
let looked = Date.now();
let timer = 0;
let arrived = 0;

async function look() {
  clearTimeout(timer);
  if (!news || document.hidden || Date.now() - Math.max(active, looked) > OVER_MS) return;
  try {
    const answer = await fetch(news);
    if (answer.status === 404) return; // deleted meanwhile
    if (answer.status === 200) await take(await answer.text());
    else wait = Math.min(SELDOM_MS, wait * SLOWER);
  } catch {
    wait = SELDOM_MS; // offline: a later look may find it
  }
  tell();
  timer = setTimeout(look, wait);
}

async function take(text) {
  const fresh = new DOMParser().parseFromString(text, "text/html");
  const live = fresh.getElementById("live");
  news = live?.dataset.news; // no more of it where what comes stands on another page
  active = Date.now() - Number(live?.dataset.age ?? 0) * 1000;
  wait = OFTEN_MS;
  takeRibbon(fresh.querySelector("#ribbon svg"));
  for (const line of fresh.querySelectorAll("#rail > ol > li")) await takeLine(line);
  const before = main.querySelectorAll(".turn").length;
  for (const turn of fresh.querySelectorAll("main > .turn")) await takeTurn(turn);
  // The figures last: whoever counts turns or tools does so when htmx has swapped something.
  for (const piece of ["#title", ".status", ".figures"]) {
    await morph(document.querySelector(`.top ${piece}`), fresh.querySelector(piece));
  }
  const pager = fresh.querySelector(".pager");
  if (pager && !main.querySelector(".pager")) notice.before(pager);
  localise(main);
  announce(main.querySelectorAll(".turn").length - before);
  document.dispatchEvent(new CustomEvent("grown"));
}

// Beside the bars the player has its line there.
function takeRibbon(fresh) {
  const svg = document.querySelector("#ribbon svg");
  const focused = svg.contains(document.activeElement) && document.activeElement.getAttribute("href");
  svg.replaceChildren(...fresh.childNodes, ...svg.querySelectorAll(".head"));
  if (focused) svg.querySelector(`a[href="${focused}"]`)?.focus({ preventScroll: true });
}

async function takeLine(line) {
  const rail = document.querySelector("#rail ol");
  const link = line.querySelector("a");
  const old = rail.querySelector(`a[href="${link.getAttribute("href")}"]`);
  if (old) await morph(old, link);
  else rail.append(line);
}

async function takeTurn(turn) {
  const old = document.getElementById(turn.id);
  if (old?.dataset.version === turn.dataset.version) return;
  if (old) return morph(old, turn);
  const pause = turn.previousElementSibling?.matches(".idle") ? [turn.previousElementSibling] : [];
  const last = [...main.querySelectorAll(":scope > .turn")].at(-1);
  main.querySelector(":scope > .empty")?.remove();
  if (last) last.after(...pause, turn);
  else notice.before(turn);
  htmx.process(turn);
}

// Everything that the reader has opened stays open, and what was marked stays marked.
async function morph(old, fresh) {
  if (!old || !fresh || old.isEqualNode(fresh)) return;
  for (const each of old.querySelectorAll("details[open][id]")) {
    fresh.ownerDocument.getElementById(each.id)?.setAttribute("open", "");
  }
  if (old.ariaCurrent) fresh.ariaCurrent = old.ariaCurrent;
  fresh.classList.toggle("marked", old.classList.contains("marked"));
  await htmx.swap({ text: fresh.outerHTML, target: old, swap: "outerMorph" });
}

function announce(count) {
  arrived += count;
  if (!count) return;
  const button = made("button", { type: "button", textContent: say("js.session.to_end") });
  button.addEventListener("click", () => {
    [...main.querySelectorAll(".turn")].at(-1).scrollIntoView({ block: "end" });
    dismiss();
  });
  notice.replaceChildren(say("js.session.new_turns", { n: arrived }), " ", button);
}

function dismiss() {
  arrived = 0;
  notice.replaceChildren();
}

function tell() {
  const on = Date.now() - active < LIVE_MS;
  mark.classList.toggle("on", on);
  const clock = new Intl.DateTimeFormat(document.documentElement.lang, {
    hour: "2-digit", minute: "2-digit", timeZone: document.documentElement.dataset.zone,
  });
  mark.textContent = on ? say("js.session.live") : say("js.session.idle", { time: clock.format(active) });
}

function made(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

document.addEventListener("visibilitychange", () => {
  wait = OFTEN_MS;
  if (!document.hidden) look();
});
new IntersectionObserver(([end]) => end.isIntersecting && dismiss()).observe(
  main.appendChild(made("i", { className: "end" })),
);
timer = setTimeout(look, wait);
