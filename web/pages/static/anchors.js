// Addresses within a session: #t6 a turn, #t6.tool2 a tool call, which opens, #t5-8 a range, which is
// marked. A click on a turn's number copies its address; with Shift, that of the range up to it.
import { say } from "./texts.js";

const RANGE = /^#t(\d+)-(\d+)$/;
const FIRST = /^#t(\d+)/;
const pages = document.querySelector(".pager")?.dataset;
const turn = (number) => document.getElementById(`t${number}`);

function follow() {
  for (const each of document.querySelectorAll(".turn.marked")) each.classList.remove("marked");
  const range = RANGE.exec(location.hash);
  const first = Number(FIRST.exec(location.hash)?.[1]);
  if (pages && first <= Number(pages.total) && !turn(first)) return turnPage(first);
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (range) mark(Number(range[1]), Number(range[2]));
  else if (target?.localName === "details") target.open = true;
}

// A session of thousands of turns has several pages.
function turnPage(number) {
  const url = new URL(location.href);
  url.searchParams.set("from", number);
  location.replace(url);
}

function mark(from, to) {
  const last = Math.min(to, from + document.querySelectorAll(".turn").length);
  for (let number = from; number <= last; number++) turn(number)?.classList.add("marked");
  turn(from)?.scrollIntoView();
}

function rangeTo(number) {
  const start = Number(FIRST.exec(location.hash)?.[1] ?? number);
  return `#t${Math.min(start, number)}-${Math.max(start, number)}`;
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest(".no a");
  if (!link || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.shiftKey) {
    event.preventDefault();
    location.hash = rangeTo(Number(link.textContent));
  }
  const url = event.shiftKey ? location.href : link.href;
  await navigator.clipboard.writeText(url).then(() => tell(link), () => undefined);
});

function tell(link) {
  link.classList.add("copied");
  setTimeout(() => link.classList.remove("copied"), 1200);
}

document.addEventListener("mouseover", ({ target }) => {
  const link = target.closest(".no a:not([title])");
  if (link) link.title = say("js.session.link", { n: Number(link.textContent) });
  if (target.matches(".no small:not([title])") && target.textContent !== "?") target.title = momentOf(target.closest(".turn"));
});

// When a turn began: the reader's own time, and UTC.
function momentOf(turn) {
  const start = Date.parse(document.querySelector(".about time")?.dateTime);
  const at = new Date(start + Number(turn.dataset.offset));
  if (Number.isNaN(at.getTime())) return "";
  const { lang, dataset } = document.documentElement;
  const own = new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "medium", timeZone: dataset.zone });
  return `${own.format(at)}\n${at.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

addEventListener("hashchange", follow);
follow();
