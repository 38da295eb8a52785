/* Makes elements; whatever is told stands in them as text. */
const MINUS = "\u2212", SVG = "http://www.w3.org/2000/svg";
const byId = (id) => document.getElementById(id);
function filled(made, attributes, inside) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...inside.filter((each) => each !== null && each !== ""));
  return made;
}
const el = (tag, attributes = {}, ...inside) => filled(document.createElement(tag), attributes, inside);
const drawn = (tag, attributes = {}, ...inside) => filled(document.createElementNS(SVG, tag), attributes, inside);
const clear = (...made) => made.forEach((each) => each.replaceChildren());
const button = (words, act, attributes = {}) => {
  const made = el("button", { type: "button", ...attributes }, words);
  made.addEventListener("click", act);
  return made;
};
/* A table: heads are texts, a cell is a text or an element; the first of each row is its name. */
function table(heads, rows, caption) {
  const cell = (inside, k) => el(k ? "td" : "th", k ? { class: "number" } : { scope: "row" }, inside);
  const head = el("tr", {}, ...heads.map((words, k) => el("th", { scope: "col", class: k ? "number" : null }, words)));
  const body = rows.map(({ cells, kind }) => el("tr", { class: kind || null }, ...cells.map(cell)));
  const made = el("table", {}, el("caption", { class: "unseen" }, caption), el("thead", {}, head), el("tbody", {}, ...body));
  return el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption }, made);
}
