"use strict";
// Draws the accounts and their ties on a canvas; what comes from posts is only ever set as textContent.
const data = JSON.parse(document.getElementById("data").textContent);
const { accounts, edges, legend, words } = data;
const size = accounts.name.length;
const byId = (id) => document.getElementById(id);
const canvas = byId("canvas"), pen = canvas.getContext("2d");
const view = { zoom: 1, x: 0, y: 0 }; // pixels of a unit, and where the layout's middle lies
let width = 0, height = 0, full = 1, chosen = -1, under = -1, colour = null, asked = false;

const into = Array.from({ length: size }, () => []), out = Array.from({ length: size }, () => []);
for (let i = 0; i < edges.length; i += 3) {
  out[edges[i]].push([edges[i + 1], edges[i + 2]]);
  into[edges[i + 1]].push([edges[i], edges[i + 2]]);
}
for (const list of [...into, ...out]) list.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
const key = (i) => "#" + encodeURIComponent(accounts.medium[i] + "/" + accounts.name[i]);
const byKey = new Map(accounts.name.map((_, i) => [key(i), i]));
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const folded = accounts.name.map(fold);

function make(tag, text, ...children) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
}

function button(text, act, ...children) {
  const made = make("button", text, ...children);
  made.type = "button";
  made.className = "plain";
  made.addEventListener("click", act);
  return made;
}

// Drawing

const at = (i) => [view.x + accounts.x[i] * view.zoom, view.y + accounts.y[i] * view.zoom];
const radius = (i) => Math.max(1.5, accounts.radius[i] * Math.sqrt(view.zoom / full));
const dimmed = (i) => colour !== null && accounts.colour[i] !== colour;

function lines(pairs, ink, wide, alpha) {
  pen.strokeStyle = ink;
  pen.lineWidth = wide;
  pen.globalAlpha = alpha;
  pen.beginPath();
  for (const [a, b] of pairs) {
    pen.moveTo(...at(a));
    pen.lineTo(...at(b));
  }
  pen.stroke();
  pen.globalAlpha = 1;
}

function head(a, b, ink) {
  const [x, y] = at(a), [u, v] = at(b), turn = Math.atan2(v - y, u - x), r = radius(b);
  pen.fillStyle = ink;
  pen.beginPath();
  pen.moveTo(u - r * Math.cos(turn), v - r * Math.sin(turn));
  for (const side of [-0.4, 0.4]) pen.lineTo(u - r * Math.cos(turn) - 9 * Math.cos(turn + side), v - r * Math.sin(turn) - 9 * Math.sin(turn + side));
  pen.fill();
}

function point(i, faint) {
  const [x, y] = at(i), r = radius(i);
  if (x < -r || y < -r || x > width + r || y > height + r) return;
  pen.globalAlpha = faint ? 0.12 : 1;
  pen.beginPath();
  if (accounts.mark[i] === "own") pen.rect(x - r, y - r, 2 * r, 2 * r);
  else if (accounts.mark[i] === "bot") for (const turn of [-90, 30, 150]) pen.lineTo(x + 1.2 * r * Math.cos((turn * Math.PI) / 180), y + 1.2 * r * Math.sin((turn * Math.PI) / 180));
  else pen.arc(x, y, r, 0, 7);
  pen.closePath();
  pen.fillStyle = accounts.colour[i];
  pen.fill();
  pen.strokeStyle = i === chosen ? "#000" : "#333";
  pen.lineWidth = i === chosen ? 3 : accounts.mark[i] ? 1.8 : 0.6;
  pen.stroke();
  pen.globalAlpha = 1;
}

function names(order) {
  const taken = [];
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  for (const i of order) {
    const [x, y] = at(i), r = radius(i);
    if (taken.length > 90 || x < 0 || y < 0 || x > width || y > height) continue;
    pen.font = `${i === chosen || i === under ? "bold " : ""}${Math.min(16, Math.max(11, 8 + r / 2))}px system-ui, "DejaVu Sans", sans-serif`;
    const name = accounts.name[i].slice(0, 40), wide = pen.measureText(name).width;
    const box = [x + r + 3, y - 8, x + r + 5 + wide, y + 8];
    if (i !== chosen && i !== under && taken.some((b) => box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3])) continue;
    taken.push(box);
    pen.strokeStyle = "#fffd";
    pen.lineWidth = 3.5;
    pen.strokeText(name, box[0], y);
    pen.fillStyle = "#111";
    pen.fillText(name, box[0], y);
  }
}

function draw() {
  asked = false;
  const sharp = window.devicePixelRatio || 1;
  pen.setTransform(sharp, 0, 0, sharp, 0, 0);
  pen.clearRect(0, 0, width, height);
  const near = chosen < 0 ? null : new Set([chosen, ...into[chosen].map((e) => e[0]), ...out[chosen].map((e) => e[0])]);
  const inks = new Map();
  for (let i = 0; i < edges.length; i += 3) {
    const a = edges[i], b = edges[i + 1];
    if (dimmed(a) && dimmed(b)) continue;
    if (!inks.has(accounts.colour[a])) inks.set(accounts.colour[a], []);
    inks.get(accounts.colour[a]).push([a, b]);
  }
  for (const [ink, pairs] of inks) lines(pairs, ink, 1, near ? 0.06 : 0.3);
  const faint = (i) => (near ? !near.has(i) : dimmed(i));
  for (let i = size - 1; i >= 0; i--) point(i, faint(i)); // the first accounts on top
  if (near) {
    const ties = [...out[chosen].map((e) => [chosen, e[0]]), ...into[chosen].map((e) => [e[0], chosen])];
    const alpha = Math.max(0.25, Math.min(0.8, 40 / ties.length)); // an account with hundreds of ties would be a black disc
    lines(ties, "#222", 1.3, alpha);
    pen.globalAlpha = alpha;
    for (const [from, to] of ties) head(from, to, "#222");
    pen.globalAlpha = 1;
    for (const i of [...near].reverse()) point(i, false);
  }
  const order = [...Array(size).keys()].filter((i) => !faint(i) && i !== chosen && i !== under);
  names([chosen, under, ...order].filter((i, place, all) => i >= 0 && all.indexOf(i) === place));
}

function ask() {
  if (!asked) requestAnimationFrame(draw);
  asked = true;
}

function resize() {
  const sharp = window.devicePixelRatio || 1, before = [width, height];
  width = canvas.clientWidth;
  height = canvas.clientHeight;
  canvas.width = width * sharp;
  canvas.height = height * sharp;
  view.x += (width - before[0]) / 2;
  view.y += (height - before[1]) / 2;
  ask();
}

function all() {
  const span = (values) => Math.max(1, ...values.map(Math.abs)) * 2.15;
  const fit = Math.min(width / span(accounts.x), height / span(accounts.y));
  full = Math.max(0.7, fit); // points grow with the square root of the zoom from here
  Object.assign(view, { zoom: fit, x: width / 2, y: height / 2 });
  ask();
}

function zoom(factor, x = width / 2, y = height / 2) {
  const next = Math.min(40, Math.max(0.1, view.zoom * factor)), ratio = next / view.zoom;
  Object.assign(view, { zoom: next, x: x - (x - view.x) * ratio, y: y - (y - view.y) * ratio });
  ask();
}

function nearest(x, y) {
  let best = -1, least = 8;
  for (let i = 0; i < size; i++) {
    const [u, v] = at(i), away = Math.hypot(u - x, v - y) - radius(i);
    if (away < least) [best, least] = [i, away];
  }
  return best;
}
