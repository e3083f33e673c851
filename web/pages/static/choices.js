// How much of each turn is shown, and as what: in the address, and remembered for other sessions.
import { onKey } from "./keys.js";

const radios = [...document.querySelectorAll("#density input")];

for (const each of radios) each.addEventListener("change", () => choose(each));
document.querySelector("#view")?.addEventListener("click", ({ target }) => {
  const view = target.closest("a") && new URL(target.closest("a").href).searchParams.get("view");
  if (view) remember({ view });
});

onKey(".", "js.session.density", () => {
  const next = radios[(radios.findIndex((each) => each.checked) + 1) % radios.length];
  next.checked = true;
  choose(next);
});

function choose({ value: density }) {
  const url = new URL(location.href);
  url.searchParams.set("density", density);
  history.replaceState(history.state, "", url);
  remember({ density });
}

function remember(choice) {
  const body = new URLSearchParams(choice);
  fetch("/preferences/session", { method: "POST", body, keepalive: true }).catch(() => undefined);
}

// By script: what is focused by itself as a page is opened would fight with the turn in its address.
const rename = document.getElementById("rename");
rename?.addEventListener("toggle", ({ newState }) => newState === "open" && rename.elements.name.focus());
