// The chosen account

function neighbours(title, list) {
  if (!list.length) return [];
  const shown = list.slice(0, 12).map(([i, weight]) => make("li", "", button(`${accounts.name[i]} (${weight})`, () => choose(i, true))));
  const made = make("ul", "", ...shown);
  made.className = "near";
  return [make("h3", `${title} (${list.length})`), made];
}

function post([when, text, count, url]) {
  const made = make("blockquote", "", make("div", text)), small = make("p", [when, count].filter(Boolean).join(" · "));
  small.className = "small";
  if (url) {
    const link = make("a", words.open);
    Object.assign(link, { href: url, rel: "noopener noreferrer", target: "_blank" });
    small.append(" · ", link);
  }
  made.append(small);
  return made;
}

function choose(i, move) {
  chosen = i;
  const panel = byId("account");
  if (i < 0) {
    panel.replaceChildren(make("p", words.hint));
    return ask();
  }
  const measures = make("dl");
  for (const [name, value] of [[words.community, accounts.community[i]], ...accounts.measures[i]]) measures.append(make("dt", name), make("dd", value));
  const posts = accounts.posts[i].length ? accounts.posts[i].map(post) : [make("p", words.no_posts)];
  const medium = make("p", accounts.medium[i]);
  medium.className = "small";
  panel.replaceChildren(
    make("h2", accounts.name[i]), medium, measures, make("h3", words.posts_title), ...posts,
    ...neighbours(words.addressed_by, into[i]), ...neighbours(words.addresses, out[i]), button(words.close, () => choose(-1)),
  );
  if (move) {
    const next = Math.max(view.zoom, 1.2);
    Object.assign(view, { zoom: next, x: width / 2 - accounts.x[i] * next, y: height / 2 - accounts.y[i] * next });
  }
  if (location.hash !== key(i)) location.hash = key(i);
  ask();
}

// Search, legend, mouse, fingers and keys

function search() {
  const asked = fold(byId("query").value.trim().replace(/^@/, ""));
  const found = asked ? [...folded.keys()].filter((i) => folded[i].includes(asked)) : [];
  found.sort((a, b) => folded[b].startsWith(asked) - folded[a].startsWith(asked) || a - b);
  const pick = (i) => {
    byId("results").replaceChildren();
    choose(i, true);
  };
  byId("count").textContent = asked ? (found.length ? words.found.replace("{}", found.length) : words.none) : "";
  byId("results").replaceChildren(...found.slice(0, 8).map((i) => make("li", "", button(`${accounts.name[i]} · ${accounts.medium[i]}`, () => pick(i)))));
  return found.length ? () => pick(found[0]) : () => {};
}

byId("query").addEventListener("input", search);
byId("query").addEventListener("keydown", (event) => {
  if (event.key === "Enter") search()();
  if (event.key === "Escape") byId("results").replaceChildren();
});

for (const [ink, name] of legend) {
  const swatch = make("span"), entry = button("", () => {
    colour = colour === ink ? null : ink;
    for (const other of byId("legend").querySelectorAll("button")) other.setAttribute("aria-pressed", other === entry && colour !== null);
    ask();
  }, swatch, name);
  swatch.className = "swatch";
  swatch.style.background = ink;
  entry.setAttribute("aria-pressed", "false");
  byId("legend").append(make("li", "", entry));
}
for (const mark of ["own", "bot"]) if (accounts.mark.includes(mark)) byId("legend").append(make("li", words[mark]));

const fingers = new Map();
let moved = 0;
const place = (event) => {
  const box = canvas.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
};
canvas.addEventListener("pointerdown", (event) => {
  canvas.setPointerCapture(event.pointerId);
  if (!fingers.size) moved = 0;
  fingers.set(event.pointerId, place(event));
});
canvas.addEventListener("pointermove", (event) => {
  const now = place(event), before = fingers.get(event.pointerId);
  if (!before) {
    const found = nearest(...now);
    canvas.style.cursor = found < 0 ? "grab" : "pointer";
    if (found !== under) ask();
    under = found;
    return;
  }
  const [other] = [...fingers].filter(([id]) => id !== event.pointerId).map(([, where]) => where);
  moved += Math.hypot(now[0] - before[0], now[1] - before[1]);
  if (other) zoom(Math.hypot(now[0] - other[0], now[1] - other[1]) / Math.max(1, Math.hypot(before[0] - other[0], before[1] - other[1])), ...other);
  else Object.assign(view, { x: view.x + now[0] - before[0], y: view.y + now[1] - before[1] });
  fingers.set(event.pointerId, now);
  ask();
});
canvas.addEventListener("pointerup", (event) => {
  if (fingers.size === 1 && moved < 5) choose(nearest(...place(event)), false);
  fingers.delete(event.pointerId);
});
canvas.addEventListener("pointercancel", (event) => fingers.delete(event.pointerId));
canvas.addEventListener("wheel", (event) => {
  event.preventDefault();
  zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0015)), ...place(event));
}, { passive: false });
canvas.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
  if (step) Object.assign(view, { x: view.x + step[0], y: view.y + step[1] });
  else if (event.key === "+" || event.key === "=") zoom(1.3);
  else if (event.key === "-") zoom(1 / 1.3);
  else if (event.key === "0") all();
  else if (event.key === "Escape") choose(-1);
  else return;
  event.preventDefault();
  ask();
});
byId("in").addEventListener("click", () => zoom(1.5));
byId("out").addEventListener("click", () => zoom(1 / 1.5));
byId("all").addEventListener("click", all);
window.addEventListener("hashchange", () => byKey.has(location.hash) && byKey.get(location.hash) !== chosen && choose(byKey.get(location.hash), true));

new ResizeObserver(resize).observe(canvas);
resize();
all();
if (byKey.has(location.hash)) choose(byKey.get(location.hash), true);
