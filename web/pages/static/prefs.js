// Opens the preferences over the page; without us their link leads to a page of their own.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a.prefs");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(link).catch(() => location.assign(link.href));
});

async function open(link) {
  const answer = await fetch(link.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const form = document.adoptNode(page.querySelector("form.prefs"));
  form.elements.back.value = location.pathname + location.search + location.hash;
  form.querySelector(".ends a").addEventListener("click", (event) => {
    event.preventDefault();
    sheet.hidePopover();
  });
  const heading = Object.assign(document.createElement("h2"), { textContent: link.title });
  const sheet = Object.assign(document.createElement("section"), { className: "sheet", popover: "auto" });
  sheet.setAttribute("aria-label", link.title);
  sheet.append(heading, form);
  sheet.addEventListener("toggle", ({ newState }) => newState === "closed" && sheet.remove());
  document.body.append(sheet);
  sheet.showPopover();
  form.elements.lang.focus();
}
