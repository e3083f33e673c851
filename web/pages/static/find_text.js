// The texts under some elements as one string that can be searched, and the way back to them.
import { FoldedText } from "./folded_text.js";

const INLINE = new Set("a abbr b bdi code del em i ins kbd mark q s samp small span strong sub sup time u".split(" "));
const LEFT_OUT = new Set(["button", "label", "option", "script", "style", "textarea"]);
const BETWEEN_BLOCKS = "\x1f";

export class SearchText {
  constructor(roots) {
    this.nodes = [];
    this.starts = [];
    const parts = [];
    let [length, last] = [0, null];
    const add = (text) => {
      parts.push(text);
      length += text.length;
    };
    for (const node of roots.flatMap(textNodes)) {
      const { data } = node;
      if (data !== "\n") {
        const block = blockOf(node);
        if (isLeftOut(block)) continue;
        if (block !== last) add(BETWEEN_BLOCKS);
        last = block;
      }
      this.nodes.push(node);
      this.starts.push(length);
      add(data);
    }
    this.folded = new FoldedText(parts.join(""));
  }

  // Returns at most so many ranges, in reading order.
  find(query, most) {
    const words = new FoldedText(query).text.trim();
    if (!words) return [];
    const pattern = words.split(/\s+/).map(escaped).join("\\s+");
    const found = [];
    for (const { index, 0: match } of this.folded.text.matchAll(new RegExp(pattern, "g"))) {
      found.push(this.range(this.folded.origin(index), this.folded.origin(index + match.length)));
      if (found.length === most) break;
    }
    return found;
  }

  range(from, to) {
    const [first, last] = [this.piece(from), this.piece(to - 1)];
    return new StaticRange({
      startContainer: this.nodes[first],
      startOffset: from - this.starts[first],
      endContainer: this.nodes[last],
      endOffset: Math.min(this.nodes[last].length, to - this.starts[last]),
    });
  }

  piece(at) {
    let [low, high] = [0, this.starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.starts[middle] <= at) low = middle;
      else high = middle;
    }
    return low;
  }
}

const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

function textNodes(root) {
  const found = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) found.push(node);
  return found;
}

// What the words of a node are read in one go with.
function blockOf(node) {
  let element = node.parentElement;
  while (INLINE.has(element.localName)) element = element.parentElement;
  return element;
}

const isLeftOut = (block) => LEFT_OUT.has(block.localName) || block.className === "no";
