// Searches the session that is on the page: `/` opens it, matches are painted and counted.
import { Finder } from "./finder.js";
import { onKey } from "./keys.js";

const opener = document.getElementById("find-open");
const form = document.getElementById("find");

function start() {
  const finder = new Finder(form, opener);
  opener.hidden = false;
  opener.addEventListener("click", () => finder.open());
  onKey("/", "js.keys.find", () => finder.open());
  onKey("Escape", "js.keys.stop_find", () => (form.hidden ? false : finder.close()));
  onKey("n", "js.keys.next_match", () => finder.step(1));
  onKey("N", "js.keys.previous_match", () => finder.step(-1));
  finder.field.addEventListener("input", () => finder.search());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    finder.step(1);
  });
  form.addEventListener("click", ({ target }) => {
    if (target.type !== "button") return;
    if (target.value === "0") finder.close();
    else finder.step(Number(target.value));
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.shiftKey) {
      event.preventDefault();
      finder.step(-1);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      finder.close();
    }
  });
  const forget = new MutationObserver(() => (finder.text = null));
  for (const root of finder.roots()) forget.observe(root, { childList: true, subtree: true });
  const asked = new URLSearchParams(location.search).get("q");
  if (!asked) return;
  finder.field.value = asked;
  form.hidden = false;
  opener.hidden = true;
  finder.search();
}

if (opener && form) start();
