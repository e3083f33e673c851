// Shows every <time> in the zone that its reader has chosen, else in the browser's own; UTC stays in
// its title, and is there without us.
const page = document.documentElement;
const timeZone = page.dataset.zone;
// The browser's own way of writing the page's language: en-GB and en-US write dates differently.
const tongue = navigator.languages.find((each) => each.split("-")[0] === page.lang) ?? page.lang;
const clock = new Intl.DateTimeFormat(tongue, { hour: "2-digit", minute: "2-digit", timeZone });
const day = new Intl.DateTimeFormat(tongue, { day: "numeric", month: "short", year: "numeric", timeZone });
const today = new Intl.RelativeTimeFormat(tongue, { numeric: "auto" }).format(0, "day");

export function localise(root) {
  for (const time of root.querySelectorAll("time[datetime]:not([data-utc])")) {
    const at = new Date(time.dateTime);
    if (Number.isNaN(at.getTime())) continue;
    time.dataset.utc = "";
    time.title ||= time.textContent;
    const when = day.format(at);
    time.textContent = `${when === day.format(Date.now()) ? today : when}, ${clock.format(at)}`;
  }
}

localise(document);
