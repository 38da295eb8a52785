/* Fills the figures that stand in the markup, says first what they come to, and what is refused. */
function Figures(data, model, columns, state) {
  const bound = data.sides.map(() => []);
  for (const place of document.querySelectorAll(".f")) {
    const sides = place.closest("[data-sides]").dataset.sides.split(" ").map(Number);
    bound[sides.length > 1 ? sides[place.closest("td").cellIndex - 1] : sides[0]].push(place);
  }
  const { fixed, ways } = Numbers;
  const named = (side, name) => {
    const place = side.named[name];
    return place === undefined ? null : model.figure(side.figures[side.shown + place]);
  };
  const at = (side, place) => model.figure(side.figures[side.shown + place]);
  const register = (side, name) => side.figures[side.shown + side.named[name]];

  function fill(side, refused) {
    bound[side.index].forEach((place, n) => {
      const value = refused ? null : model.figure(side.figures[n]);
      const told = refused ? "\u2013" : ways[side.ways[side.written[n]]](value);
      if (place.textContent !== told) place.textContent = told;
      const tile = place.closest(".tile");
      if (tile) tile.classList.toggle("minus", value !== null && value < 0);
    });
  }
  const begun = (words) => words.slice(0, 1).toUpperCase() + words.slice(1);
  function verdict(column, side, faults) {
    const name = columns.length > 1 ? column.label : "This", money = `${data.money}/t`;
    if (faults.length) return `${name}: refused`;
    const margin = named(side, "margin"), most = named(side, "breakeven_feed_price");
    const left = margin < 0 ? `${name} loses ${fixed(-margin)} ${money}` : `${name} leaves ${fixed(margin)} ${money}`;
    if (most === null) return left;
    return most < 0 ? `${left}; it takes a gate fee of ${fixed(-most)} at least` : `${left}; the feed may cost ${fixed(most)} at most`;
  }
  function gap(sides, faults) {
    if (sides.length < 2 || faults.some((each) => each.length)) return "";
    const [one, other] = sides.map((side) => named(side, "margin")), ahead = one >= other ? 0 : 1;
    const by = fixed(Math.abs(one - other));
    return by === "0" ? "Both leave the same." : `${columns[ahead].label} is ahead by ${by} ${data.money}/t.`;
  }
  /* Show all of them; returns the faults of each column. */
  function show() {
    const sides = state.sides(), faults = sides.map((side) => model.faults(side));
    sides.forEach((side, k) => fill(side, faults[k].length > 0));
    const said = columns.map((column, k) => `${begun(verdict(column, sides[k], faults[k]))}.`);
    const told = [...said, begun(gap(sides, faults))].filter(Boolean).join(" ");
    if (byId("verdict").textContent !== told) byId("verdict").textContent = told;
    const why = columns.flatMap((column, k) => faults[k].slice(0, 3).map((fault) => {
      const what = fault.input ? `${fault.input.named}: ` : "", whose = columns.length > 1 ? `${column.label}: ` : "";
      return `${whose}recyc refuses this (${fault.code}): ${what}${fault.words}`;
    }));
    const box = byId("told"), words = why.join(" ");
    if (box.textContent !== words) box.replaceChildren(...why.map((each) => el("p", { class: "refused" }, each)));
    byId("bar").replaceChildren(...columns.map((column, k) => {
      const margin = faults[k].length ? "refused" : `${fixed(named(sides[k], "margin"))} ${data.money}/t`;
      return el("span", {}, columns.length > 1 ? column.label : "margin", el("b", {}, margin));
    }));
    return faults;
  }
  return { show, named, at, register };
}
