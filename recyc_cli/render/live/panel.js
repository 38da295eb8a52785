/* The inputs: those that move the margin most, then the others, as in the workbook; any is found by search. */
function Panel(data, model, state, figures) {
  const STEPS = 400, FOUND = 40, { short, typed } = Numbers;
  const box = byId("inputs"), search = byId("search"), rows = new Map();
  const opened = new Set();

  function scaleOf(input, low = input.span[0], high = input.span[1]) {
    const log = low > 0 && high / low > 10;
    const at = (t) => (log ? low * (high / low) ** t : low + (high - low) * t);
    const place = (v) => Math.min(1, Math.max(0, log ? Math.log(Math.max(v, low) / low) / Math.log(high / low) : (v - low) / (high - low || 1)));
    return { low, high, at, place };
  }
  /* A value as somebody would write it, about as fine as a step of the slider; the preset's own where it is nearest. */
  function nice(input, scale, t) {
    if (Math.abs(t - scale.place(input.value)) < 0.5 / STEPS) return input.value;
    if (input.unit === "pack") return Math.max(1, Math.round(scale.at(t)));
    const step = Math.abs(scale.at(Math.min(1, t + 1 / STEPS)) - scale.at(Math.max(0, t - 1 / STEPS))) / 2 || 1;
    const power = 10 ** Math.floor(Math.log10(step));
    return Math.min(scale.high, Math.max(scale.low, Number((Math.round(scale.at(t) / power) * power).toPrecision(9))));
  }
  const shown = (input) => (state.follows(input) ? Number(state.value(input).toPrecision(4)) : state.value(input));

  function inputRow(input) {
    const scale = scaleOf(input), id = `i${model.slot(input.name)}${rows.size}`, locked = input.room && input.room[0] === input.room[1];
    const number = el("input", { type: "number", id, step: "any", inputmode: "decimal", "aria-describedby": `${id}s` });
    const range = el("input", { type: "range", min: 0, max: STEPS, step: 1, "aria-label": input.named });
    const undo = button("\u21ba", () => { state.back(input); state.keep(); number.focus(); },
      { class: "undo", "aria-label": `${input.what}: back to ${typed(input.value)} ${input.unitWords}` });
    const mark = el("div", { class: "mark", "aria-hidden": "true" });
    mark.style.left = `calc(8px + (100% - 16px) * ${scale.place(input.value)})`;
    const ends = el("div", { class: "ends", "aria-hidden": "true" }, el("span", {}, short(scale.low)), el("span", {}, short(scale.high)));
    const idle = el("span", { class: "idle", hidden: true }, "moves nothing as set");
    const label = el("label", { for: id }, input.what, el("span", { class: "where" }, input.where), idle);
    const value = el("div", { class: "value" }, number, el("span", { class: "unit" }, input.unitWords), undo);
    const track = locked ? el("p", { class: "note" }, "One of several shares that sum to 1: change others with it.")
      : el("div", { class: "track" }, range, mark, ends);
    const made = el("div", { class: "input" }, label, value, track, source(input, `${id}s`));
    range.addEventListener("input", () => { state.set(input, nice(input, scale, range.value / STEPS)); number.value = typed(shown(input)); });
    number.addEventListener("input", () => {
      const v = number.value.trim() === "" ? NaN : Number(number.value);
      made.classList.toggle("wrong", !Number.isFinite(v));
      if (Number.isFinite(v)) state.set(input, v === Number(typed(input.value)) ? input.value : v);
    });
    for (const each of [number, range]) {
      each.addEventListener("change", state.keep);
      each.addEventListener("focus", () => state.look(input));
      each.addEventListener("keydown", (key) => { if (key.key === "Escape") { state.back(input); state.keep(); } });
    }
    rows.set(made, { input, number, range, scale, made, idle });
    return made;
  }
  function source(input, id) {
    const said = [data.sources[input.source], input.date, input.evidence].filter(Boolean).join(" \u00b7 ") || "asked for";
    const range = input.said ? `Its preset says ${short(input.said[0])} to ${short(input.said[1])}.` : "";
    const parts = [said, range].filter(Boolean).map((words) => el("p", {}, words));
    return el("details", { class: "source" }, el("summary", {}, "source"), el("div", { id }, ...parts, el("p", {}, el("code", {}, input.path))));
  }
  function sync() {
    const sides = state.sides();
    for (const { input, number, range, scale, made, idle } of rows.values()) {
      const v = shown(input), at = typed(v);
      if (number !== document.activeElement || Number(number.value) !== v) {
        if (!(number === document.activeElement && Number(number.value) === Number(at))) number.value = at;
      }
      range.value = Math.round(scale.place(v) * STEPS);
      range.setAttribute("aria-valuetext", `${short(v)} ${input.unitWords}`.trim());
      made.classList.toggle("changed", state.isChanged(input));
      made.classList.remove("wrong");
      idle.hidden = state.follows(input) || sides.some((side) => model.acts(side, input.name));
    }
  }
  /* How the feed is priced: by the estimate, or by what is stated. */
  function modeRow() {
    const pick = el("select", { id: "mode" }, el("option", { value: 0 }, "estimated, as asked"), el("option", { value: 1 }, "stated"));
    pick.value = String(state.mode());
    pick.addEventListener("change", () => { state.setMode(Number(pick.value)); state.keep(); });
    return el("div", { class: "input" }, el("label", { for: "mode" }, "The feed price is"), pick);
  }
  function group(name, inputs, open, more = null) {
    const made = el("details", { class: "group", open }, el("summary", {}, name, el("span", {}, ` ${inputs.length}`)));
    const fill = () => { if (made.children.length === 1) { made.append(...(more ? [more] : []), ...inputs.map(inputRow)); sync(); } };
    if (open) fill();
    made.addEventListener("toggle", () => { opened[made.open ? "add" : "delete"](name); if (made.open) fill(); });
    return made;
  }
  const ranked = [...model.inputs.values()].filter((input) => input.rank !== null).sort((a, b) => a.rank - b.rank);
  const told = data.order.map(([words, places]) => [words, places.map((place) => data.inputs[place])]);
  const asked = told.flatMap(([, some]) => some.filter((input) => !input.kind));
  const groups = told.filter(([, [first]]) => first.kind), near = new Set([...asked, ...(groups.length ? groups[0][1] : [])]);

  function build() {
    const words = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean), all = model.inputs.size;
    rows.clear();
    clear(box);
    if (words.length) {
      const toldOf = (input) => `${input.named} ${input.path}`.toLowerCase();
      const hits = [...asked, ...groups.flatMap(([, some]) => some)].filter((input) => words.every((word) => toldOf(input).includes(word)));
      const some = [...new Set(hits)];
      byId("found").textContent = `${some.length > FOUND ? `the first ${FOUND} of ` : ""}${some.length} of ${all} inputs`;
      box.append(...some.slice(0, FOUND).map(inputRow));
    } else {
      byId("found").textContent = `${all} inputs`;
      const changed = state.changed().filter((input) => !near.has(input));
      if (changed.length) box.append(group("Changed here", changed, true));
      const more = data.columns.some((column) => column.sides.length > 1) ? modeRow() : null;
      if (asked.length || more) box.append(group("Asked for", asked, true, more));
      for (const [words, some] of groups) {
        const name = words[0].toUpperCase() + words.slice(1);
        box.append(group(name, some, opened.has(name) || (some === groups[0][1] && innerWidth > 900)));
      }
    }
    sync();
  }
  const syncMode = () => { if (byId("mode")) byId("mode").value = String(state.mode()); };
  search.addEventListener("input", build);
  return { build, sync: () => { sync(); syncMode(); }, scaleOf, ranked };
}
