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
  main.replaceChildren(...fresh.childNodes);
  localise(main);
}

if (main) {
  const quietly = () => look().catch(() => undefined); // offline: the next look may find it
  setInterval(quietly, Number(main.dataset.refresh) * 1000);
}
