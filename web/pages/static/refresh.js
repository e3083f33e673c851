// Looks for new sessions every few seconds while somebody is looking at the first page of a list.
import { localise } from "./times.js";

const main = document.querySelector("main[data-refresh]");
let last = "";

async function look() {
  if (document.hidden) return;
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  const text = await answer.text();
  if (!answer.ok || text === last) return;
  last = text;
  const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("main");
  if (!fresh) return;
  // Whoever reads how to send traces, or goes through the list by keyboard, is not interrupted.
  const opened = main.querySelector("details")?.open;
  const focused = main.contains(document.activeElement) && document.activeElement;
  main.replaceChildren(...fresh.childNodes);
  localise(main);
  if (opened) main.querySelector("details")?.setAttribute("open", "");
  if (focused) counterpart(focused)?.focus({ preventScroll: true });
}

function counterpart(old) {
  const href = old.getAttribute("href");
  return [...main.querySelectorAll(old.localName)].find((each) => each.getAttribute("href") === href);
}

if (main) {
  const quietly = () => look().catch(() => undefined); // offline: the next look may find it
  setInterval(quietly, Number(main.dataset.refresh) * 1000);
}
