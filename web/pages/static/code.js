// Colours code once it is seen. Its elements stay as they are: what is coloured are ranges of its text.
const CODE = 'pre > code[class^="language-"]:not([data-seen])';
const KINDS = {
  word: /hljs-(keyword|literal|built_in|type|selector|meta|tag)/,
  text: /hljs-(string|regexp|char|addition)/,
  figure: /hljs-(number|symbol|variable|attr)/,
  aside: /hljs-(comment|quote|deletion)/,
};
const LONGEST = 40_000;
const canColour = "highlights" in (globalThis.CSS ?? {});
const seen = new IntersectionObserver((entries) => {
  for (const each of entries) {
    if (!each.isIntersecting) continue;
    seen.unobserve(each.target);
    colour(each.target);
  }
});

function look() {
  if (!canColour) return;
  for (const each of document.querySelectorAll(CODE)) {
    each.dataset.seen = "";
    seen.observe(each);
  }
}

async function colour(code) {
  const { default: hljs } = await import("./vendor/highlight.min.js");
  const text = code.firstChild;
  const language = code.className.replace("language-", "");
  if (text?.nodeType !== Node.TEXT_NODE || text.length > LONGEST || !hljs.getLanguage(language)) return;
  const marked = new DOMParser().parseFromString(hljs.highlight(text.data, { language }).value, "text/html");
  let at = 0;
  const walker = marked.createTreeWalker(marked.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { length } = walker.currentNode;
    const kind = kindOf(walker.currentNode.parentElement.className);
    if (kind && at + length <= text.length) add(kind, text, at, at + length);
    at += length;
  }
}

function kindOf(name) {
  return Object.keys(KINDS).find((kind) => KINDS[kind].test(name));
}

function add(kind, text, from, to) {
  const range = new Range();
  range.setStart(text, from);
  range.setEnd(text, to);
  if (!CSS.highlights.has(kind)) CSS.highlights.set(kind, new Highlight());
  CSS.highlights.get(kind).add(range);
}

document.addEventListener("htmx:after:swap", look);
look();
