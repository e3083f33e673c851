// The keys of a page: every module names its own here, and `?` shows them all.
import { say } from "./texts.js";

const keys = new Map();
const NAMES = { " ": say("js.keys.space"), Enter: "⏎", Escape: "Esc" };
const TYPING = "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=range])";
const PRESSED = { " ": "button, summary, input", Enter: "a, button, summary, input" };
const HELP = "?";
const SWITCH = "keys";

// Calls action(event) when key (as KeyboardEvent.key has it) is pressed outside of fields and dialogs.
// Where an action returns false, the key is left to the next one that has asked for it.
export function onKey(key, text, action) {
  keys.set(key, [...(keys.get(key) ?? []), { text, action }]);
}

document.addEventListener("keydown", (event) => {
  const found = keys.get(named(event));
  if (!found || event.defaultPrevented || isMeantForOthers(event)) return;
  if (isOff() && event.key !== HELP) return;
  if (found.some(({ action }) => action(event) !== false)) event.preventDefault();
});

// The letter on the key where the layout writes another script.
function named({ key, code }) {
  const letter = /^Key([A-Z])$/.exec(code);
  return letter && key.length === 1 && key > "\x7f" ? letter[1].toLowerCase() : key;
}

function isMeantForOthers(event) {
  const target = event.target instanceof Element ? event.target : document.body;
  return (
    event.isComposing || event.ctrlKey || event.metaKey || event.altKey ||
    target.matches(TYPING) || Boolean(PRESSED[event.key] && target.closest(PRESSED[event.key])) ||
    Boolean(document.querySelector("dialog:modal:not(#keys), .sheet:popover-open")) ||
    Boolean(help() && event.key !== HELP)
  );
}

// Whoever speaks to the computer or strikes keys by mistake can turn single keys off for good.
function isOff() {
  return localStorage.getItem(SWITCH) === "off";
}

const help = () => document.getElementById("keys");

function toggleHelp() {
  if (help()) help().close();
  else openHelp();
}

function openHelp() {
  const dialog = made("dialog", "", { id: "keys", className: "sheet" });
  dialog.setAttribute("aria-labelledby", "keys-title");
  dialog.append(made("h2", say("js.keys.title"), { id: "keys-title" }), list(), switchOff(), closing());
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
}

function list() {
  const all = made("table");
  all.style.borderSpacing = "8px 2px";
  for (const [key, actions] of keys) {
    const words = actions.filter(({ text }) => text).map(({ text }) => say(text)).join(" · ");
    if (!words) continue; // said by another key's
    const row = all.insertRow();
    row.append(made("th", "", { scope: "row" }), made("td", words));
    row.cells[0].append(made("kbd", NAMES[key] ?? key, { translate: false }));
  }
  return all;
}

function switchOff() {
  const label = made("label", "");
  const box = made("input", "", { type: "checkbox", checked: !isOff() });
  box.addEventListener("change", () => localStorage.setItem(SWITCH, box.checked ? "on" : "off"));
  label.append(box, ` ${say("js.keys.enabled")}`);
  return label;
}

function closing() {
  const button = made("button", say("js.keys.close"), { type: "button", autofocus: true });
  button.addEventListener("click", () => help().close());
  return button;
}

function made(tag, text = "", properties = {}) {
  return Object.assign(document.createElement(tag), { textContent: text }, properties);
}

const opener = made("button", HELP, { type: "button", className: "quiet", title: say("js.keys.help") });
opener.setAttribute("aria-label", opener.title);
opener.setAttribute("aria-haspopup", "dialog");
opener.addEventListener("click", toggleHelp);
(document.querySelector("div.bar") ?? document.querySelector(".top"))?.append(opener);
onKey(HELP, "js.keys.help", toggleHelp);
