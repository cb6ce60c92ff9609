"use strict";
/* The search box: words without accents and case, all of them asked for, ranked by tf-idf; results are built of text alone, never of HTML. */
const { index, texts } = JSON.parse(document.getElementById("index").textContent);
const WHOLE = { "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d" };
const MOST = 60, AROUND = 90;
const fold = text => text.toLowerCase().replace(/[œæßøłđ]/g, sign => WHOLE[sign]).normalize("NFD").replace(/\p{M}/gu, "");
const split = text => (fold(text).match(/[\p{L}\p{N}]+/gu) || []).map(word => word.slice(0, 40));
const known = Object.keys(index.words);

function scores(word) {
  const found = new Map(), own = Object.hasOwn(index.words, word);
  for (const one of known) {
    if (one !== word && !(word.length > 2 && one.startsWith(word))) continue;
    const list = index.words[one], rarity = Math.log(1 + index.docs.length / (list.length / 2));
    const weight = one === word ? 1 : own ? 0.3 : 0.6;
    for (let i = 0; i < list.length; i += 2)
      found.set(list[i], (found.get(list[i]) || 0) + weight * rarity * (1 + Math.log(list[i + 1])));
  }
  return found;
}

function search(asked) {
  const each = split(asked).map(scores);
  if (!each.length) return [];
  const all = [...each[0].keys()].filter(doc => each.every(found => found.has(doc)));
  return all.map(doc => [doc, each.reduce((sum, found) => sum + found.get(doc), 0)]).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
}

function element(name, text, inside = []) {
  const made = document.createElement(name);
  made.textContent = text;
  made.append(...inside);
  return made;
}

function excerpt(text, asked) {
  const words = [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)];
  const hit = word => asked.some(one => { const own = fold(word[0]); return own === one || (one.length > 2 && own.startsWith(one)); });
  const first = words.find(hit), near = (first ? first.index : 0) - AROUND;
  const from = near > 0 ? words.find(word => word.index >= near).index : 0, to = from + 3 * AROUND;
  const parts = [];
  let at = from;
  for (const word of words.filter(word => word.index >= from && word.index + word[0].length <= to && hit(word))) {
    parts.push(text.slice(at, word.index), element("mark", word[0]));
    at = word.index + word[0].length;
  }
  return element("p", from ? "…" : "", [...parts, text.slice(at, to) + (to < text.length ? "…" : "")]);
}

function show(asked) {
  const found = search(asked), words = split(asked), list = document.getElementById("results");
  list.replaceChildren(...found.slice(0, MOST).map(([doc]) => {
    const [kind, title, href, text] = index.docs[doc], link = element("a", title);
    link.href = href;
    return element("li", "", [element("p", "", [link, " ", element("span", texts[kind])]), excerpt(text, words)]);
  }));
  const many = found.length > MOST ? " " + texts.more : "";
  document.getElementById("told").textContent = !words.length ? "" : !found.length ? texts.none : found.length === 1 ? texts.one : texts.found.replace("{}", found.length) + many;
}

const box = document.getElementById("q");
box.value = new URLSearchParams(location.search).get("q") || "";
box.addEventListener("input", () => show(box.value));
document.getElementById("ask").addEventListener("submit", event => { event.preventDefault(); show(box.value); });
show(box.value);
