/* Draws waterfalls, the tornado and curves: text equals figures, nothing is told by colour alone. */
const Drawn = (() => {
  const { fixed, signed, short } = Numbers;
  const BLUE = "#0072b2", GREEN = "#007a5a", RED = "#b84a00", ORANGE = "#e69f00", INK = "#1a1a1a", MUTED = "#555555";
  const PENS = [{ stroke: BLUE }, { stroke: "#8a4a00", "stroke-dasharray": "7 4" }];
  const FONT = { "font-family": "system-ui, sans-serif", "font-size": 13 };
  const word = (x, y, text, more = {}) => drawn("text", { x, y, fill: INK, ...more }, text);
  const minus = (text) => text.replace(/^-/, MINUS);
  const picture = (wide, high, words, ...inside) =>
    drawn("svg", { viewBox: `0 0 ${wide} ${high}`, role: "img", "aria-label": words, ...FONT }, ...inside);
  /* Hatched: taken off, or a loss. */
  function hatch(id, colour) {
    const lines = drawn("path", { d: "M0 7L7 0", stroke: "#ffffff", "stroke-width": 1.6 });
    const size = { width: 7, height: 7, patternUnits: "userSpaceOnUse" };
    return drawn("pattern", { id, ...size }, drawn("rect", { width: 7, height: 7, fill: colour }), lines);
  }
  function waterfall(steps, words, name, wide) {
    const WIDE = Math.max(320, Math.min(460, wide)), LINE = 23, LEFT = 176, RIGHT = 62;
    let reached = 0;
    const bars = steps.filter(([, amount, level]) => level || amount).map(([told, amount, level]) => {
      const from = level ? 0 : reached;
      reached = level ? amount : reached + amount;
      return { told, amount, level, from, to: reached };
    });
    const ends = bars.flatMap((bar) => [bar.from, bar.to]), low = Math.min(0, ...ends), high = Math.max(0, ...ends);
    const x = (value) => LEFT + ((value - low) / (high - low || 1)) * (WIDE - LEFT - RIGHT);
    const inside = bars.flatMap((bar, n) => {
      const top = n * LINE, loss = bar.amount < 0, bold = bar.level ? { "font-weight": 700 } : {};
      const fill = loss ? `url(#${name}${bar.level ? "loss" : "off"})` : bar.level ? BLUE : GREEN;
      const wide = Math.max(1, Math.abs(x(bar.to) - x(bar.from)));
      return [
        word(LEFT - 8, top + 16, bar.told, { "text-anchor": "end", ...bold }),
        drawn("rect", { x: Math.min(x(bar.from), x(bar.to)), y: top + 3, width: wide, height: 16, fill }),
        word(WIDE - 2, top + 16, minus(bar.level ? fixed(bar.amount) : signed(bar.amount)), { "text-anchor": "end", ...bold }),
      ];
    });
    const zero = drawn("line", { x1: x(0), x2: x(0), y1: 0, y2: bars.length * LINE, stroke: MUTED });
    const told = `${words}: ${bars.map((bar) => `${bar.told} ${fixed(bar.amount)}`).join("; ")}`;
    const kinds = drawn("defs", {}, hatch(`${name}off`, ORANGE), hatch(`${name}loss`, RED));
    return picture(WIDE, bars.length * LINE + 4, told, kinds, zero, ...inside);
  }
  /* The bar of one input: what it adds at the low end (hatched) and at the high end (full), `most` the widest of all. */
  function swing({ atLow, atHigh }, most, name) {
    const WIDE = 300, x = (value) => (value / (most || 1) + 1) * (WIDE / 2);
    const bar = (value, y, fill) => drawn("rect", { x: Math.min(x(0), x(value)), y, width: Math.abs(x(value) - x(0)), height: 9, fill });
    const zero = drawn("line", { x1: x(0), x2: x(0), y1: 0, y2: 20, stroke: MUTED });
    const inside = [drawn("defs", {}, hatch(name, ORANGE)), bar(atLow, 1, `url(#${name})`), bar(atHigh, 10, BLUE), zero];
    return drawn("svg", { viewBox: `0 0 ${WIDE} 20`, preserveAspectRatio: "none", class: "swing", "aria-hidden": "true" }, ...inside);
  }
  function ticks(wide) {
    const raw = wide / 5, power = 10 ** Math.floor(Math.log10(raw));
    return [1, 2, 5, 10].map((each) => each * power).find((each) => each >= raw);
  }
  /* lines: of each column, [x, y or null] rising. */
  function curve({ lines, names, now, scale, unit, words, wide }) {
    const HIGH = 264, RIGHT = 12, TOP = 24, BOTTOM = 40;
    const ys = lines.flat().map(([, y]) => y).filter((y) => y !== null);
    if (!ys.length) return el("p", {}, "Refused all along this range.");
    const low = Math.min(0, ...ys), high = Math.max(0, ...ys), pad = (high - low) * 0.06 || 1;
    const step = ticks(high - low + 2 * pad), levels = [];
    for (let at = Math.ceil((low - pad) / step) * step; at <= high + pad; at += step) levels.push(at);
    const LEFT = 14 + 7.5 * Math.max(...levels.map((at) => fixed(at).length));
    const x = (value) => LEFT + scale.place(value) * (wide - LEFT - RIGHT);
    const y = (value) => TOP + ((high + pad - value) / (high - low + 2 * pad)) * (HIGH - TOP - BOTTOM);
    const inside = [];
    for (const at of levels) {
      const stroke = Math.abs(at) < step / 1e6 ? MUTED : "#dddddd";
      inside.push(drawn("line", { x1: LEFT, x2: wide - RIGHT, y1: y(at), y2: y(at), stroke }));
      inside.push(word(LEFT - 6, y(at) + 4, minus(fixed(at)), { "text-anchor": "end", fill: MUTED }));
    }
    const marks = wide < 500 ? 2 : 4;
    for (let k = 0; k <= marks; k += 1) {
      const at = scale.at(k / marks), anchor = k === 0 ? "start" : k === marks ? "end" : "middle";
      inside.push(word(x(at), HIGH - 22, short(at), { "text-anchor": anchor, fill: MUTED }));
    }
    inside.push(word(wide - RIGHT, HIGH - 5, unit, { "text-anchor": "end", fill: MUTED }));
    inside.push(drawn("line", { x1: x(now), x2: x(now), y1: TOP, y2: HIGH - BOTTOM, stroke: INK, "stroke-dasharray": "2 3" }));
    lines.forEach((points, k) => {
      let path = "", pen = "M";
      for (const [at, value] of points) {
        path += value === null ? "" : `${pen}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
        pen = value === null ? "M" : "L";
      }
      inside.push(drawn("path", { d: path, fill: "none", "stroke-width": 2.5, ...PENS[k] }));
      if (lines.length > 1) {
        const from = LEFT + k * ((wide - LEFT) / 2);
        inside.push(drawn("line", { x1: from, x2: from + 26, y1: 10, y2: 10, "stroke-width": 2.5, ...PENS[k] }));
        inside.push(word(from + 32, 14, names[k], { "font-size": 12.5 }));
      }
    });
    return picture(wide, HIGH, words, ...inside);
  }
  return { waterfall, swing, curve };
})();
