"use strict";
// The page is seen first; what answers clicks comes behind it.
requestAnimationFrame(() => setTimeout(() => {
const data = JSON.parse(document.getElementById("rows").textContent);
const words = data.words;
const locale = document.documentElement.lang === "vi" ? "vi-VN" : "en-US";
const point = locale === "vi-VN" ? "," : ".";
const make = (name, text, of) => {
  const element = document.createElement(name);
  if (text !== undefined) element.textContent = text;
  if (of) of.append(element);
  return element;
};
const status = make("p");
status.setAttribute("role", "status");
status.id = "filter";
status.hidden = true;
document.querySelector("main").prepend(status);

// Every card that has a table: its lines in the order of the answer, whatever they are sorted by.
const cards = [...document.querySelectorAll("section[data-card]")].map(section => {
  const table = section.querySelector("table.main");
  const lines = [...table.tBodies[0].rows];
  const foot = table.tFoot ? table.tFoot.rows[0] : null;
  const own = data.cards[section.dataset.card] || {cells: {}, groups: {}, parts: [], rests: [], naming: "", dimensions: [], chosen: false};
  return {section, table, lines, foot, ...own, title: section.querySelector("h2").textContent};
});
const td = (card, name) => {
  const [line, column] = name.split(".");
  const row = line === "t" ? card.foot : card.lines[line];
  return row ? row.cells[column] : null;
};
const shown = cell => (cell.querySelector("button") || cell);

// Numbers as the page writes them.
const numberOf = text => {
  const found = text.replace(/\u2212/g, "-").match(/[-+]?\d[\d.,]*(?:e[-+]?\d+)?/i);
  if (!found) return null;
  const plain = point === "," ? found[0].replace(/\./g, "").replace(",", ".") : found[0].replace(/,/g, "");
  const number = Number(plain);
  return Number.isFinite(number) ? number : null;
};
const written = (number, like) => {
  const found = like.match(/\d[\d.,]*/);
  const digits = found && found[0].includes(point) ? found[0].length - found[0].lastIndexOf(point) - 1 : 0;
  const text = new Intl.NumberFormat(locale, {minimumFractionDigits: digits, maximumFractionDigits: digits}).format(number);
  const rest = like.slice(found ? found.index + found[0].length : 0).replace(/\s*\(.*\)/, "").trimEnd();
  return text + rest;
};

// The rows of a cell: runs of places in a list.
const rowsOf = cell => {
  const places = [];
  for (let run = 0; run < cell.rows.length; run += 2)
    for (let step = 0; step < cell.rows[run + 1]; step++) places.push(cell.rows[run] + step);
  return places;
};

// MARK: The rows behind a number

const dialog = make("dialog", undefined, document.body);
dialog.setAttribute("aria-labelledby", "behind");
const open = (card, asked) => {
  let name = asked;
  // The total of a card that shows one of its lines alone is that line's.
  if (name.startsWith("t.") && card.left) name = card.left.length === 1 ? card.left[0] + name.slice(1) : "";
  const cell = card.cells[name];
  if (!cell) return;
  const list = data.lists[cell.list];
  const place = td(card, name);
  // A number that cannot be told of the chosen group has no rows to show.
  if ("whole" in place.dataset && place.textContent.trim() === "\u2013") return;
  const line = place.parentElement;
  const column = card.table.tHead.rows[0].cells[place.cellIndex].textContent;
  dialog.replaceChildren();
  const header = make("header", undefined, dialog);
  const first = [...line.cells].filter(own => own.tagName === "TH").map(own => own.textContent).join(" \u00b7 ");
  make("h2", [card.title, first, column + ": " + place.textContent].filter(Boolean).join(" \u00b7 "), header).id = "behind";
  const close = make("button", words.close, header);
  close.className = "close";
  close.addEventListener("click", () => dialog.close());
  let places = rowsOf(cell);
  const isCut = card.section.classList.contains("cut") && !card.left;
  if (isCut) places = places.filter(row => groupsOf(card, list)[row] === chosen.group);
  const told = places.length < cell.count && !isCut ? words.some : words.all;
  make("p", told.replace("{n}", places.length).replace("{all}", cell.count), dialog);
  const box = make("div", undefined, dialog);
  box.className = "table";
  const table = make("table", undefined, box);
  const heads = make("tr", undefined, make("thead", undefined, table));
  list.heads.forEach((head, index) => {
    const own = make("th", head, heads);
    own.scope = "col";
    if (list.numeric[index]) own.className = "n";
  });
  const body = make("tbody", undefined, table);
  for (const row of places) {
    const line = make("tr", undefined, body);
    list.rows[row].forEach((place, index) => {
      const text = data.texts[place];
      const own = make("td", text, line);
      if (list.numeric[index]) own.className = "n";
      else if (text.length > 40) own.className = "long";
    });
  }
  sortable(table, [...body.rows]);
  dialog.showModal();
  dialog.scrollTop = 0;
};

// MARK: Sorting

// A Vietnamese date has its day first.
const dated = text => text.replace(/^(\d\d)\/(\d\d)\/(\d{4})/, "$3-$2-$1");

const sortable = (table, lines) => {
  const head = table.tHead.rows[0];
  const collator = new Intl.Collator(locale, {numeric: true});
  // By what stands in the cells now: a group may have changed it.
  const sort = () => {
    const own = [...head.cells].find(cell => cell.hasAttribute("aria-sort"));
    const sorted = [...lines];
    if (own) {
      const isNumeric = own.classList.contains("n");
      const sign = own.getAttribute("aria-sort") === "ascending" ? 1 : -1;
      const keys = new Map(sorted.map(line => {
        const text = line.cells[own.cellIndex].textContent;
        return [line, isNumeric ? numberOf(text) : dated(text)];
      }));
      sorted.sort((left, right) => {
        const [a, b] = [keys.get(left), keys.get(right)];
        if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
        return sign * (isNumeric ? a - b : collator.compare(a, b));
      });
    }
    table.tBodies[0].append(...sorted);
  };
  for (const own of head.cells) {
    const button = make("button", own.textContent);
    button.type = "button";
    own.replaceChildren(button);
    button.addEventListener("click", () => {
      const before = own.getAttribute("aria-sort");
      // Numbers begin with the greatest; the third click is the order of the answer.
      const order = own.classList.contains("n") ? ["descending", "ascending"] : ["ascending", "descending"];
      const next = before === null ? order[0] : before === order[0] ? order[1] : null;
      for (const other of head.cells) other.removeAttribute("aria-sort");
      if (next) own.setAttribute("aria-sort", next);
      sort();
    });
  }
  return sort;
};

// MARK: Groups

let chosen = null;
// The groups of a list's rows, as a card's question means the dimension; none where that is nothing of theirs.
const groupsOf = (card, list) => {
  const name = card.naming + chosen.dimension;
  const own = list.groups[name];
  const values = typeof own === "string" ? list.groups[own] : own;
  // A text that none of the rows has may be of something else that is called the same: its question could not be asked.
  return values && list.named.includes(name) && !values.includes(chosen.group) ? null : values;
};
const restore = card => {
  card.section.classList.remove("cut", "whole");
  for (const own of card.section.querySelectorAll(".everything")) own.remove();
  card.left = null;
  for (const line of card.lines) line.classList.remove("hidden", "chosen");
  for (const own of card.table.querySelectorAll("[data-whole]")) {
    shown(own).textContent = own.dataset.whole;
    delete own.dataset.whole;
    const button = own.querySelector("button[data-cell]");
    if (button) button.disabled = false;
  }
};
const set = (cell, text) => {
  if (!("whole" in cell.dataset)) cell.dataset.whole = cell.textContent;
  shown(cell).textContent = text;
  const button = cell.querySelector("button[data-cell]");
  if (button) button.disabled = text === "\u2013";
};
const isOf = (card, line) => (card.groups[line] || []).some(own => own[1] === chosen.group);
const cutLines = card => {
  const kept = card.lines.map((line, index) => isOf(card, index));
  card.lines.forEach((line, index) => line.classList.toggle("hidden", !kept[index]));
  const left = kept.flatMap((own, index) => own ? [index] : []);
  card.left = left;
  // Its part of everything is none of the group alone.
  for (const line of left)
    for (const column of card.parts) if (card.lines[line].cells[column].textContent.trim()) set(card.lines[line].cells[column], "\u2013");
  if (!card.foot) return;
  for (const own of card.foot.cells) {
    if (own.tagName === "TH" || !own.textContent.trim()) continue;
    // One line is its own total; several are told by their rows alone.
    set(own, left.length === 1 ? card.lines[left[0]].cells[own.cellIndex].textContent : "\u2013");
  }
};
const cutNumbers = card => {
  if (!card.dimensions.includes(chosen.dimension)) return false;
  let known = 0;
  for (const [line, row] of [...card.lines.map((row, index) => [index, row]), ["t", card.foot]]) {
    if (!row) continue;
    for (const own of row.cells) {
      // What names a line stays; a number of the line that stands beside its name does not.
      if (own.tagName === "TH" && !own.classList.contains("size")) continue;
      const whole = "whole" in own.dataset ? own.dataset.whole : own.textContent;
      const cell = card.cells[line + "." + own.cellIndex];
      if (!cell) {
        // Nothing of the whole need not be nothing of a part: it may be a change, or cancel out.
        if (whole.trim()) set(own, "\u2013");
        continue;
      }
      const list = data.lists[cell.list];
      const groups = groupsOf(card, list);
      if (groups === null) return false;
      // The rest of the groups is that of everything.
      if (!cell.adds || !groups || card.rests.includes(line)) {
        set(own, "\u2013");
        continue;
      }
      known++;
      let number = 0;
      for (const place of rowsOf(cell))
        if (groups[place] === chosen.group) number += cell.sum < 0 ? 1 : list.sums[cell.sum][place] || 0;
      set(own, written(number, whole));
    }
  }
  return known > 0;
};
const choose = (group, from) => {
  const before = chosen;
  chosen = null;
  cards.forEach(restore);
  for (const own of document.querySelectorAll("[aria-pressed=true]")) own.setAttribute("aria-pressed", "false");
  if (group === null || (before && before.group === group)) {
    status.hidden = true;
    status.replaceChildren();
    for (const card of cards) card.sort();
    return;
  }
  const own = data.groups[group];
  chosen = {group, dimension: own.dimension};
  for (const card of cards) {
    // The card that was asked stays whole.
    if (card === from) {
      card.lines.forEach((line, index) => line.classList.toggle("chosen", isOf(card, index)));
      continue;
    }
    const has = Object.values(card.groups).some(line => line.some(other => data.groups[other[1]].dimension === own.dimension));
    if (has) cutLines(card);
    else if (!cutNumbers(card)) {
      restore(card);
      card.section.classList.add("whole");
      continue;
    }
    card.section.classList.add("cut");
    const say = text => {
      const own = make("p", text);
      own.className = "everything";
      card.section.querySelector(".answer").before(own);
    };
    if (card.section.querySelector(".picture")) say(words.picture);
    // Those of a question about the group alone could be others.
    if (card.chosen) say(words.lines);
  }
  for (const card of cards) card.sort();
  for (const button of document.querySelectorAll('button[data-g="' + group + '"]')) button.setAttribute("aria-pressed", "true");
  const left = document.querySelectorAll("section.whole").length;
  status.replaceChildren(own.title + ": " + own.value + " \u2013 " + words.filtered + (left ? " " + words.whole.replace("{n}", left) : ""));
  const button = make("button", words.everything, status);
  button.addEventListener("click", () => choose(null));
  status.hidden = false;
};

// MARK: What can be clicked

// One stop of the tabulator for each table; the arrows go from button to button.
const moves = (card, event) => {
  const from = event.target.closest("th,td");
  if (!from || event.target.tagName !== "BUTTON") return;
  const steps = {ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0]};
  const step = steps[event.key];
  if (!step) return;
  event.preventDefault();
  const rows = [...card.table.rows].filter(row => !row.classList.contains("hidden"));
  let line = rows.indexOf(from.parentElement), column = from.cellIndex;
  for (;;) {
    line += step[0];
    column += step[1];
    const cell = rows[line] && rows[line].cells[column];
    if (!cell) return;
    const button = cell.querySelector("button:not(:disabled)");
    if (!button) continue;
    for (const own of card.table.querySelectorAll("button[tabindex='0']")) own.tabIndex = -1;
    button.tabIndex = 0;
    button.focus();
    return;
  }
};
const wrap = (cell, label) => {
  const button = make("button");
  button.type = "button";
  if (label) button.title = label;
  button.append(...cell.childNodes);
  cell.append(button);
  return button;
};
for (const card of cards) {
  card.sort = sortable(card.table, card.lines);
  for (const name of Object.keys(card.cells)) {
    const cell = td(card, name);
    if (cell) wrap(cell, words.rows).dataset.cell = name;
  }
  for (const [line, groups] of Object.entries(card.groups))
    for (const [column, group] of groups) {
      const button = wrap(card.lines[line].cells[column], words.filter);
      button.className = "group";
      button.dataset.g = group;
      button.setAttribute("aria-pressed", "false");
    }
  const buttons = card.table.querySelectorAll("button");
  buttons.forEach((button, index) => { button.tabIndex = index ? -1 : 0; });
  card.table.addEventListener("keydown", event => moves(card, event));
  card.section.addEventListener("click", event => {
    const cell = event.target.closest("[data-cell],[data-c]");
    if (cell) return open(card, cell.dataset.cell || cell.dataset.c);
    const group = event.target.closest("[data-g]");
    if (group) choose(Number(group.dataset.g), card);
  });
}
dialog.addEventListener("click", event => { if (event.target === dialog) dialog.close(); });

// MARK: The pointer

const tip = make("div", undefined, document.body);
tip.id = "tip";
tip.setAttribute("aria-hidden", "true");
for (const title of document.querySelectorAll("svg title")) {
  title.parentNode.dataset.tip = title.textContent;
  title.remove();
}
const under = event => {
  // A picture that shows everything says nothing beside numbers of one group.
  if (event.target.closest && event.target.closest("section.cut .picture")) return null;
  const own = event.target.closest ? event.target.closest("[data-tip]") : null;
  if (own) return own;
  const svg = event.target.closest && event.target.closest("svg");
  if (!svg) return null;
  // A point of a line is small: the nearest one near the pointer.
  let nearest = null, least = 24;
  for (const circle of svg.querySelectorAll("circle[data-tip]")) {
    const box = circle.getBoundingClientRect();
    const far = Math.hypot(box.x + box.width / 2 - event.clientX, box.y + box.height / 2 - event.clientY);
    if (far < least) [nearest, least] = [circle, far];
  }
  return nearest;
};
const point_ = event => {
  const own = under(event);
  tip.style.display = own ? "block" : "none";
  if (!own) return;
  tip.textContent = own.dataset.tip;
  const width = tip.offsetWidth, height = tip.offsetHeight;
  tip.style.left = Math.max(4, Math.min(event.clientX + 14, innerWidth - width - 4)) + "px";
  tip.style.top = (event.clientY + 18 + height > innerHeight ? event.clientY - height - 10 : event.clientY + 18) + "px";
};
document.addEventListener("pointermove", point_);
document.addEventListener("pointerdown", point_);
document.addEventListener("pointerleave", () => { tip.style.display = "none"; });
// Paper has everything: which group was chosen could not be told there.
addEventListener("beforeprint", () => choose(null));
addEventListener("scroll", () => { tip.style.display = "none"; }, {passive: true});
document.documentElement.dataset.live = "";
}));
