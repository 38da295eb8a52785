/* The page: what is set, and all that follows it. */
(() => {
  const data = readData(), model = Model(data);
  const columns = data.columns.map((column, index) => ({ ...column, index }));
  const modes = columns.some((column) => column.sides.length > 1) ? 2 : 1;
  const changed = new Map();
  let mode = 0, looked = null, due = false, waiting = 0, slices = null;

  const sideOf = (column) => model.sides[column.sides[Math.min(mode, column.sides.length - 1)]];
  /* A price that is stated in one mode alone follows the estimate in the other. */
  const priced = columns.flatMap((column) => {
    const other = column.sides.length > 1 && model.sides[column.sides[1]];
    const own = other && [...model.inputs.values()].find((input) => input.flags.includes("--feed-price") && input.sides.includes(other.index));
    return own ? [{ input: own, column }] : [];
  });
  const state = {
    made: 0,
    mode: () => mode,
    sides: () => columns.map(sideOf),
    sidesFor: (input) => columns.map((column) => (state.isPrice(input) ? model.sides[column.sides.at(-1)] : sideOf(column))),
    isPrice: (input) => priced.some((each) => each.input === input),
    follows: (input) => mode === 0 && state.isPrice(input),
    value(input) {
      if (state.follows(input)) return figures.named(sideOf(priced.find((each) => each.input === input).column), "feed_price");
      return changed.has(input.name) ? changed.get(input.name) : input.value;
    },
    changed: () => [...changed.keys()].map((name) => model.inputs.get(name)),
    isChanged: (input) => (state.isPrice(input) ? mode === 1 : changed.has(input.name)),
    /* What a command line has to say: the changes, and a price that is stated. */
    told: (column) => [...new Set([...state.changed(), ...priced.filter((each) => mode === 1 && each.column === column).map((each) => each.input)])],
    set(input, v) {
      if (state.isPrice(input) && mode === 0) state.setMode(1);
      if (v === input.value) changed.delete(input.name);
      else changed.set(input.name, v);
      soon();
    },
    back(input) {
      changed.delete(input.name);
      if (state.isPrice(input)) mode = 0;
      soon();
    },
    /* What was estimated is what is stated at first. */
    setMode(next) {
      if (next === mode) return;
      for (const { input } of priced) {
        const estimate = next ? Number(state.value(input).toPrecision(4)) : input.value;
        if (estimate === input.value) changed.delete(input.name);
        else changed.set(input.name, estimate);
      }
      mode = next;
      soon();
    },
    look(input) { if (looked !== input) { looked = input; later(); } },
    looked: () => looked || panel.ranked[0] || [...model.inputs.values()][0],
    keep: () => changes.keep(true),
  };
  const figures = Figures(data, model, columns, state), panel = Panel(data, model, state, figures);
  const ranges = Ranges(data, model, columns, state, figures, panel), changes = Changes(data, model, columns, state);

  function soon() {
    if (!due) requestAnimationFrame(() => { due = false; show(); });
    due = true;
  }
  function compute() {
    model.setAll(Object.fromEntries(changed));
    model.run();
  }
  function show() {
    compute();
    document.querySelectorAll("[data-mode]").forEach((each) => { each.hidden = Number(each.dataset.mode) !== mode; });
    const faults = figures.show();
    const moved = changed.size > 0 || mode > 0;
    document.querySelectorAll("[data-built]").forEach((each) => { each.hidden = moved; });
    document.querySelectorAll("[data-moved]").forEach((each) => { each.hidden = !moved; });
    panel.sync();
    waterfalls(faults);
    changes.show(byId("changes"));
    changes.keep(false);
    later();
    return faults;
  }
  function waterfalls(faults) {
    const beside = columns.length > 1 && byId("water").clientWidth >= 710 ? 2 : 1, wide = (byId("water").clientWidth - 30 * (beside - 1)) / beside;
    byId("water").replaceChildren(...columns.map((column, k) => {
      const side = sideOf(column), title = columns.length > 1 ? el("h3", {}, column.label) : "";
      if (faults[k].length) return el("p", {}, `${column.label}: refused`);
      const steps = side.steps.map(([words, place, level]) => [words, figures.at(side, place), level]);
      const words = `From contained value to margin, ${column.label}`;
      const caption = el("figcaption", {}, `${data.money} per tonne. Full: reached or added. Hatched: taken off, or a loss.`);
      return el("figure", {}, title, Drawn.waterfall(steps, words, `w${k}`, wide), caption);
    }));
  }
  /* What takes longer follows when the hand rests. */
  function later() {
    clearTimeout(waiting);
    waiting = setTimeout(slow, 80);
  }
  function slow() {
    const faults = columns.map((column) => model.faults(sideOf(column)));
    ranges.tornado(byId("tornado"), faults);
    ranges.curve(byId("curve"));
    slices = ranges.breakevens(byId("roots"));
    slice(slices);
  }
  function slice(own) {
    const until = performance.now() + 12;
    while (own === slices && performance.now() < until) if (own.next().done) return;
    if (own === slices) setTimeout(() => slice(own), 0);
  }
  function finish() {
    compute();
    slow();
    while (!slices.next().done);
  }
  function recall() {
    const found = changes.recalled();
    changed.clear();
    for (const [name, v] of Object.entries(found.values)) if (v !== model.inputs.get(name).value) changed.set(name, v);
    mode = modes > 1 ? (found.mode ?? (priced.some(({ input }) => changed.has(input.name)) ? 1 : 0)) : 0;
    byId("other").hidden = !found.presets || found.presets === data.presets;
    compute();
    panel.build();
    show();
  }

  byId("told").after(el("p", { id: "other", class: "refused", role: "status", hidden: true },
    "This address was made with other presets: what is changed is the same, the numbers beside it are not."));
  byId("breakeven").append(el("div", { id: "curve" }), el("div", { id: "roots" }), el("p", { class: "note" },
    "Each input alone, all others as they are set. \u2013: nowhere in its range."));
  byId("tornado").after(el("p", { class: "note" },
    "At the low end (hatched) and the high end (full) of the range that its preset says, each alone, all others as they are set."));
  byId("reset").addEventListener("click", () => { changed.clear(); mode = 0; panel.build(); show(); changes.keep(true); });
  byId("skip").addEventListener("click", (click) => { click.preventDefault(); byId("search").focus(); });
  document.addEventListener("keydown", (key) => {
    if (key.key === "/" && !/INPUT|SELECT|TEXTAREA/.test(document.activeElement.tagName)) { key.preventDefault(); byId("search").focus(); }
  });
  addEventListener("popstate", recall);
  addEventListener("hashchange", recall);
  addEventListener("beforeprint", finish);
  let broad = innerWidth;
  addEventListener("resize", () => { if (innerWidth !== broad) { broad = innerWidth; soon(); } });
  document.querySelectorAll(".scroll").forEach((each) => {
    const titles = [each.closest("section").querySelector("h2"), each.closest(".block")?.querySelector("h3")].filter(Boolean);
    const told = { tabindex: 0, role: "region", "aria-label": titles.map((title) => title.textContent).join(", ") || "table" };
    for (const [name, value] of Object.entries(told)) each.setAttribute(name, value);
  });
  document.body.classList.add("live");
  recall();
  finish();
  globalThis.recycPage = { data, model, columns, state, figures, ranges, changes, show };
})();
