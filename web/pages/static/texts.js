// What scripts say, in the language of the page: the server sends the texts whose keys begin with "js.".
const texts = JSON.parse(document.getElementById("texts")?.textContent ?? "{}");
const tongue = document.documentElement.lang;
const plurals = new Intl.PluralRules(tongue);
const numbers = new Intl.NumberFormat(tongue);

export function say(key, values = {}) {
  const text = texts[key];
  const pattern = typeof text === "object" ? (text[plurals.select(values.n)] ?? text.other) : text;
  return pattern.replace(/\{(\w+)\}/g, (_, name) => written(values[name]));
}

function written(value) {
  return typeof value === "number" ? numbers.format(value) : value;
}
