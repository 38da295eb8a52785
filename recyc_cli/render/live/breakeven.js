/* Moves one input along its range, all others as they are set: curves, break-evens, and what each input moves. */
function Ranges(data, model, columns, state, figures, panel) {
  const POINTS = 240, FINE = 1200, SHOWN = 12, TORNADO = 10, { short, signed } = Numbers;

  /* The margins of all columns at a value of one input; null where that is refused. */
  function margins(input, v) {
    model.put(input.name, v);
    model.runOne(input.name);
    return state.sidesFor(input).map((side) => (model.faults(side).length ? null : figures.named(side, "margin")));
  }
  function restore(input) {
    model.put(input.name, state.value(input));
    model.runOne(input.name);
  }
  function scan(input, scale, points) {
    const found = [];
    for (let k = 0; k <= points; k += 1) {
      const v = k === 0 ? scale.low : k === points ? scale.high : scale.at(k / points);
      found.push([v, margins(input, v)]);
    }
    return found;
  }
  /* Where something changes its sign, narrowed down to neighbouring numbers; a step where it jumps across. */
  function roots(input, points, read, size) {
    const found = [];
    for (let k = 0; k < points.length; k += 1) {
      const [v, told] = points[k], y = read(told), before = k ? read(points[k - 1][1]) : null;
      if (y === 0 && before !== 0) found.push([v, false]);
      else if (y !== null && before !== null && ((before < 0 && y > 0) || (before > 0 && y < 0))) {
        let low = points[k - 1][0], high = v, below = before, above = y;
        for (let pass = 0; pass < 200; pass += 1) {
          const middle = low + (high - low) / 2;
          if (!(low < middle && middle < high)) break;
          const at = read(margins(input, middle));
          if (at === null) break;
          if (at === 0) { low = middle; high = middle; below = 0; above = 0; break; }
          if (at < 0 === below < 0) { low = middle; below = at; } else { high = middle; above = at; }
        }
        const near = Math.abs(below) <= Math.abs(above), step = Math.min(Math.abs(below), Math.abs(above)) > 1e-9 * size;
        found.push([step || near ? low : high, step]);
      }
    }
    return found;
  }
  const wideScale = (input) => panel.scaleOf(input, ...(input.wide || input.span));
  const size = () => Math.max(1, ...state.sides().map((side) => Math.abs(figures.named(side, "cost") || 0)));

  function rootsOf(input, points = FINE) {
    const told = scan(input, wideScale(input), points), cost = size();
    const some = columns.map((_, k) => roots(input, told, (each) => each[k], cost));
    const tie = columns.length > 1 ? [roots(input, told, (each) => (each.includes(null) ? null : each[0] - each[1]), cost)] : [];
    restore(input);
    return [...some, ...tie];
  }
  function inWords(some) {
    return some.length ? some.slice(0, 3).map(([v, step]) => short(v) + (step ? " (a step)" : "")).join(", ") : "\u2013";
  }
  function curve(box) {
    const input = state.looked(), scale = widened(input), told = scan(input, scale, POINTS), now = state.value(input);
    restore(input);
    const lines = columns.map((_, k) => told.map(([v, each]) => [v, each[k]]));
    const words = `Margin by ${input.named}`, wide = Math.max(330, Math.min(760, box.clientWidth || 720));
    const drawing = { lines, names: columns.map((column) => column.label), now, scale, unit: input.unitWords, words, wide };
    const caption = `${data.money} per tonne. Dotted: as it is set. The picture is of the input chosen below.`;
    box.replaceChildren(el("figure", {}, el("h3", {}, words), Drawn.curve(drawing), el("figcaption", {}, caption)));
  }
  function widened(input) {
    const now = state.value(input), [low, high] = input.span;
    return panel.scaleOf(input, Math.min(low, now), Math.max(high, now));
  }
  /* The rows of the table, one after the other, so that the page stays at hand. */
  function* breakevens(box) {
    const some = [...new Set([state.looked(), ...state.changed(), ...panel.ranked])].slice(0, SHOWN), rows = [];
    for (const input of some) {
      const found = rootsOf(input, input === state.looked() ? FINE : POINTS);
      const pick = button(input.named, () => state.look(input), { class: "pick", "aria-pressed": String(input === state.looked()) });
      const now = `${short(state.value(input))} ${input.unitWords}`.trim();
      rows.push({ cells: [pick, now, ...found.map(inWords)], kind: input === state.looked() ? "chosen" : "" });
      yield;
    }
    const heads = ["input", "as set", ...columns.map((column) => (columns.length > 1 ? `${column.label}: margin 0 at` : "margin 0 at"))];
    box.replaceChildren(table(columns.length > 1 ? [...heads, "both leave the same at"] : heads, rows, "Break-even values"));
  }
  /* What each input adds to the margin at the ends of its range, the widest first. */
  function swings(k) {
    const side = state.sides()[k], base = figures.named(side, "margin"), slopes = model.slopes(figures.register(side, "margin"));
    const weight = (input) => Math.abs(slopes[model.slot(input.name)]) * (input.said[1] - input.said[0]);
    const some = [...model.inputs.values()].filter((input) => input.said && input.rank !== null && model.acts(side, input.name));
    return some.sort((a, b) => weight(b) - weight(a)).slice(0, TORNADO).map((input) => {
      const [atLow, atHigh] = input.said.map((end) => {
        const margin = margins(input, end)[k];
        return margin === null ? 0 : margin - base;
      });
      restore(input);
      const unit = input.unitWords ? ` ${input.unitWords}` : "";
      return { words: `${input.named}: ${short(input.said[0])} to ${short(input.said[1])}${unit}`, atLow, atHigh };
    }).sort((a, b) => Math.abs(b.atHigh - b.atLow) - Math.abs(a.atHigh - a.atLow));
  }
  function tornado(box, faults) {
    const heads = ["input, low to high", "at the low end", "at the high end", "drawn"];
    box.replaceChildren(...columns.map((column, k) => {
      if (faults[k].length) return el("p", {}, `${column.label}: refused`);
      const found = swings(k), most = Math.max(...found.flatMap((row) => [Math.abs(row.atLow), Math.abs(row.atHigh)]));
      const rows = found.map((row, n) => ({ cells: [row.words, signed(row.atLow), signed(row.atHigh), Drawn.swing(row, most, `s${k}x${n}`)] }));
      const title = columns.length > 1 ? el("h3", {}, column.label) : "";
      return el("div", {}, title, table(heads, rows, `What moves the margin of ${column.label}`));
    }));
  }
  return { curve, breakevens, tornado, rootsOf };
}
