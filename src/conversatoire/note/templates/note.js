"use strict";
// The page is whole without this: it marks where one is, sorts and filters tables, and shows figures large.
(() => {
  const words = {
    fr: { filter: "Filtrer ce tableau", of: "lignes sur", large: "Agrandir", close: "Fermer",
      watch: "Les liens vers l’outil de veille s’ouvrent quand la note est lue depuis cette commande : " },
    en: { filter: "Filter this table", of: "rows of", large: "Enlarge", close: "Close",
      watch: "Links to the watch tool open where the note is read from this command: " },
  }[document.documentElement.lang] || {};
  const make = (tag, values = {}, ...inside) => {
    const made = Object.assign(document.createElement(tag), values);
    made.append(...inside);
    return made;
  };

  // Read from a disk, links to the watch tool lead nowhere: what opens them. results/{study}/{period}/note/note.{lang}.html
  const study = decodeURIComponent(location.pathname).split("/").at(-4);
  if (location.protocol === "file:" && study && document.querySelector('main a[href^="../../watch/"]')) {
    document.querySelector("body > header").append(make("p", { className: "hint" }, words.watch, make("code", {}, `conversatoire explore ${study}`)));
  }

  // Contents: closed on a phone; the section in view is marked.
  const contents = document.querySelector("nav details");
  const narrow = matchMedia("(max-width: 63.99rem)");
  if (narrow.matches) contents.open = false;
  narrow.addEventListener("change", () => { contents.open = !narrow.matches; });
  const links = new Map([...contents.querySelectorAll("a")].map(link => [decodeURIComponent(link.hash.slice(1)), link]));
  const headings = [...document.querySelectorAll("main h2, main h3")].filter(heading => links.has(heading.id));
  let marked = null;
  const mark = () => {
    const above = headings.filter(heading => heading.getBoundingClientRect().top < innerHeight / 4);
    const link = links.get((above.pop() || headings[0] || {}).id);
    if (link === marked) return;
    if (marked) marked.removeAttribute("aria-current");
    if (link) {
      link.setAttribute("aria-current", "location");
      const nav = contents.parentElement;
      if (nav.scrollHeight > nav.clientHeight) nav.scrollTop = link.offsetTop - nav.clientHeight / 2;
    }
    marked = link;
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; mark(); });
  }, { passive: true });
  mark();

  // Numbers of both languages: «12 345,6 %», “12,345.6%”, «−3,1 %», «< 0,1 %».
  const french = document.documentElement.lang === "fr";
  const number = text => {
    const found = text.replace(/[\s\u00a0\u202f]/g, "").replace("−", "-").match(french ? /^[<×+]?(-?\d+(?:,\d+)?)/ : /^[<×+]?(-?\d[\d,]*(?:\.\d+)?)/);
    return found ? parseFloat(french ? found[1].replace(",", ".") : found[1].replaceAll(",", "")) : NaN;
  };
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const compare = (way, a, b) => {  // way: 1 up, −1 down; what is no number comes last either way
    const [x, y] = [number(a), number(b)];
    return isNaN(x) && isNaN(y) ? way * collator.compare(a, b) : isNaN(x) ? 1 : isNaN(y) ? -1 : way * (x - y);
  };

  for (const table of document.querySelectorAll("main table")) {
    const body = table.tBodies[0];
    const rows = body ? [...body.rows] : [];
    if (!table.tHead || rows.length < 3) continue;
    // A row that sums the others up stays last.
    const total = row => row.cells[0] && row.cells[0].firstElementChild && row.cells[0].firstElementChild.tagName === "STRONG";
    const [plain, sums] = [rows.filter(row => !total(row)), rows.filter(total)];
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      if (!head.textContent.trim()) return;
      const button = make("button", { type: "button", className: "sort" }, ...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const now = head.getAttribute("aria-sort");
        const next = now === "descending" ? "ascending" : now === "ascending" ? null : "descending";
        heads.forEach(other => other.removeAttribute("aria-sort"));
        if (next) head.setAttribute("aria-sort", next);
        const text = row => row.cells[column] ? row.cells[column].textContent.trim() : "";
        const way = next === "descending" ? -1 : 1;
        const sorted = next ? [...plain].sort((a, b) => compare(way, text(a), text(b))) : plain;
        body.append(...sorted, ...sums);
      });
    });
    if (rows.length < 12) continue;
    const said = make("output");
    const input = make("input", { type: "search" });
    input.addEventListener("input", () => {
      const sought = input.value.toLocaleLowerCase();
      let shown = 0;
      for (const row of rows) {
        row.hidden = !row.textContent.toLocaleLowerCase().includes(sought);
        shown += !row.hidden;
      }
      said.textContent = sought ? `${shown} ${words.of} ${rows.length}` : "";
    });
    table.parentElement.before(make("p", { className: "filter" }, make("label", {}, `${words.filter} `, input), " ", said));
  }

  // Figures: a click, or the button, shows one on the whole screen.
  const dialog = make("dialog", { className: "large" });
  const close = make("button", { type: "button" }, words.close);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", event => { if (event.target === dialog) dialog.close(); });
  document.body.append(dialog);
  for (const figure of document.querySelectorAll("main figure")) {
    const image = figure.querySelector("img");
    const caption = figure.querySelector("figcaption");
    if (!image) continue;
    const open = () => {
      dialog.replaceChildren(close, make("img", { src: image.src, alt: image.alt }));
      dialog.setAttribute("aria-label", caption ? caption.textContent : image.alt);
      dialog.showModal();
    };
    const button = make("button", { type: "button", className: "enlarge" }, words.large);
    if (caption) {
      button.setAttribute("aria-label", `${words.large} : ${caption.textContent}`);
      caption.append(" ", button);
    }
    button.addEventListener("click", open);
    image.addEventListener("click", open);
  }
})();
