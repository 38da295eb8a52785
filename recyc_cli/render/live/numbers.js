/* Numbers as recyc writes them: thousands apart, halves to even. */
const Numbers = (() => {
  const NONE = "n/a", HUGE = 1e12;
  const apart = (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ",");

  /* toFixed rounds halves up; where a number stands exactly on a half, the even neighbour is due. */
  function rounded(size, digits) {
    const near = size.toFixed(digits), long = size.toFixed(Math.min(100, digits + 50));
    const tail = long.slice(long.indexOf(".") + 1 + digits);
    if (!/^50*$/.test(tail) || Number(near.at(-1)) % 2 === 0) return near;
    return (size - 0.5 * 10 ** -digits).toFixed(digits);
  }
  function exponent(text) {
    return text.replace(/e([+-])(\d)$/, "e$10$2");
  }
  function fixed(value, digits = 0) {
    if (value === null) return NONE;
    const size = Math.abs(value);
    if (size >= HUGE) return exponent(value.toExponential(2));
    const [whole, part] = rounded(size, digits).split(".");
    const text = apart(whole) + (part ? `.${part}` : "");
    return value < 0 && /[1-9]/.test(text) ? `-${text}` : text;
  }
  function short(value) {
    if (value === null) return NONE;
    const size = Math.abs(value);
    if (size === 0) return "0";
    if (size < 1e-6 || size >= HUGE) return exponent(String(Number(value.toPrecision(2)).toExponential()));
    for (const [limit, digits] of [[1000, 0], [100, 1], [10, 2], [0.01, 3]]) if (size >= limit) return fixed(value, digits);
    return value.toFixed(6).replace(/0+$/, "");
  }
  const percent = (digits) => (value) => (value === null ? NONE : `${fixed(value * 100, digits)} %`);
  const scaled = (scale, digits, behind) => (value) => (value === null ? NONE : fixed(value / scale, digits) + behind);
  function change(value) {
    if (value === null) return NONE;
    const points = Number(rounded(Math.abs(value * 100), 0)) * Math.sign(value);
    return points ? `${points > 0 ? "+" : ""}${points} %` : "0 %";
  }
  const ways = {
    whole: fixed,
    one: (value) => fixed(value, 1),
    two: (value) => fixed(value, 2),
    three: (value) => fixed(value, 3),
    percent: (value) => fixed(value, 1),
    share: percent(1),
    "share whole": percent(0),
    "share two": percent(2),
    entry: (value) => (value ? fixed(value) : "-"),
    millions: scaled(1e6, 1, " million"),
    million: scaled(1e6, 1, ""),
    thousands: scaled(1e3, 0, ""),
    "entry thousands": (value) => (value ? fixed(value / 1e3) : "-"),
    apiece: (value) => fixed(value, value === null || Math.abs(value) >= 10 ? 0 : 2),
    change,
    short,
  };
  /* A number for a field: seven digits say enough, unless it was typed with more. */
  const typed = (value) => String(Number(value.toPrecision(7)));
  const signed = (value) => (value > 0 && fixed(value) !== "0" ? "+" : "") + fixed(value);
  return { fixed, short, ways, typed, signed };
})();
