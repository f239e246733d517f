// The live view: what the dev console of the component says, asked for while somebody can see it. Its numbers are not read
// out as they change; now and then one line sums them up for those who listen.

import { REASONS } from "./refusals.js";

const EVERY_MILLIS = 1000;
const SPOKEN_EVERY_MILLIS = 10_000;

const view = document.getElementById("counts");
const find = (selector) => view.querySelector(selector);
const still = matchMedia("(prefers-reduced-motion: reduce)");

/** A table whose rows stay in place when their numbers change. */
class Counts {
  #table;
  #cells = new Map();

  constructor(table) {
    this.#table = table;
  }

  show(rows) {
    this.#table.hidden = rows.length === 0;
    for (const { names, count } of rows) {
      const key = names.join();
      if (!this.#cells.has(key)) this.#cells.set(key, this.#add(names));
      showNumber(this.#cells.get(key), count);
    }
  }

  #add(names) {
    const row = this.#table.tBodies[0].insertRow();
    for (const name of names) row.insertCell().textContent = name;
    const cell = row.insertCell();
    cell.className = "number";
    return cell;
  }
}

function showNumber(cell, value) {
  const text = String(value);
  if (cell.textContent === text) return;
  const first = cell.textContent === "";
  cell.textContent = text;
  if (!first && !still.matches) cell.animate({ backgroundColor: ["var(--flash)", "transparent"] }, 900);
}

function say(region, text) {
  if (region.textContent !== text) region.textContent = text;
}

const sum = (counted) => counted.reduce((total, { count }) => total + count, 0);

const byOperation = new Counts(find(".by-operation"));
const byReason = new Counts(find(".by-reason"));
let spokenAt = performance.now();

function show({ steps, denials, global }) {
  // Some repositories are counted by the sweep alone: -1 before the first one.
  const sessions = global && global.sessions >= 0 ? global.sessions : "–";
  showNumber(find(".sessions"), sessions);
  showNumber(find(".steps"), sum(steps));
  showNumber(find(".refused"), sum(denials));
  byOperation.show(
    steps.map(({ operation, sessionType, outcome, count }) => ({ names: [operation, sessionType, outcome], count })),
  );
  byReason.show(denials.map(({ reason, count }) => ({ names: [REASONS[reason] ?? reason], count })));
  view.hidden = false;
  if (performance.now() - spokenAt >= SPOKEN_EVERY_MILLIS) {
    spokenAt = performance.now();
    say(find(".spoken"), `Sessions: ${sessions}. Steps: ${sum(steps)}. Refused: ${sum(denials)}.`);
  }
}

async function read() {
  const answer = await fetch("console", { headers: { Accept: "application/json" }, cache: "no-store" });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return (await answer.json()).components["session-management"];
}

let timer = 0;
let paused = false;

async function refresh() {
  clearTimeout(timer);
  if (paused || document.hidden) return;
  try {
    show(await read());
    say(find(".message"), "");
  } catch {
    say(find(".message"), "The counts cannot be read. These are the last known ones.");
  }
  clearTimeout(timer);
  timer = setTimeout(refresh, EVERY_MILLIS);
}

find(".pause").addEventListener("click", ({ currentTarget }) => {
  paused = !paused;
  currentTarget.setAttribute("aria-pressed", String(paused));
  refresh();
});
document.addEventListener("visibilitychange", refresh);
refresh();
