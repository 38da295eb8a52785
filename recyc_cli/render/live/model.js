/* The quotes of the page: inputs by their names, figures by their places, refusals by their codes. */
function Model(data) {
  const machine = Kernel.load(data.program), { registers, slots } = machine;
  const inputs = new Map(data.inputs.map((input) => [input.name, input]));
  const sides = data.sides.map((side, index) => {
    const some = ["conditions", "wholes", "early"].map((key) => judged(side[key]));
    return { ...side, index, conditions: some[0], wholes: some[1], early: some[2] };
  });
  for (const side of sides) side.moves = Kernel.beneath(machine, side.figures);

  function judged(text) {
    const told = Kernel.numbers(text), found = [];
    for (let i = 0; i < told.length; i += 3) found.push({ kind: told[i], at: told[i + 1], code: data.codes[told[i + 2]] });
    return found;
  }
  /* 0: it holds; 1: it is not zero; 2: it is finite. */
  const holds = ({ kind, at }) => (kind === 2 ? Number.isFinite(registers[at]) : kind === 1 ? registers[at] !== 0 : !!registers[at]);

  const put = (name, value) => { registers[slots.get(name)] = value; };
  const value = (name) => registers[slots.get(name)];
  const run = () => Kernel.run(machine);
  /* Only what the input moves: for many values of one input, all others as they are. */
  const runOne = (name) => Kernel.run(machine, Kernel.cone(machine, slots.get(name)));
  function setAll(values) {
    for (const [name, input] of inputs) put(name, name in values ? values[name] : input.value);
  }
  const figure = (at) => (Number.isNaN(registers[at]) ? null : registers[at]);

  function outside(input, v) {
    if (!Number.isFinite(v)) return true;
    const bound = input.bound;
    return !!bound && (v < bound.least || (bound.above && v === bound.least) || (bound.most !== null && v > bound.most));
  }
  /* What is refused of a side as its registers stand, in the order in which `recyc` would say so. */
  function faults(side) {
    const wrong = [];
    for (const [name, input] of inputs) {
      const v = value(name);
      if (v !== input.value && input.sides.includes(side.index) && outside(input, v)) wrong.push(input);
    }
    const asked = wrong.filter((input) => input.flags.length);
    if (asked.length) return asked.map((input) => fault(input.bound.code, input));
    const early = side.early.filter((each) => !holds(each));
    if (early.length) return early.map((each) => fault(each.code));
    const rates = wrong.filter((input) => input.bound.code === data.rate), others = wrong.filter((input) => !rates.includes(input));
    const below = [...others, ...rates.filter((input) => value(input.name) < 0)];
    const told = below.map((input) => fault(input.bound.code === data.rate ? data.below : input.bound.code, input));
    const whole = without(below, () => side.wholes.filter((each) => !holds(each)));
    if (told.length || whole.length) return [...told, ...whole.map((each) => fault(each.code))];
    if (rates.length) return rates.map((input) => fault(data.rate, input));
    const first = side.conditions.find((each) => !holds(each));
    return first ? [fault(first.code)] : [];
  }
  const fault = (code, input = null) => ({ code, input, words: data.refusals[code] || "refused" });
  /* A number that cannot be is not set at all: shares are judged without it. */
  function without(some, judge) {
    if (!some.length) return judge();
    const kept = some.map((input) => [input.name, value(input.name)]);
    for (const input of some) put(input.name, input.value);
    run();
    const found = judge();
    for (const [name, v] of kept) put(name, v);
    run();
    return found;
  }
  const slopes = (at) => Kernel.gradient(machine, at);
  const slot = (name) => slots.get(name);
  const acts = (side, name) => !!side.moves[slots.get(name)];

  setAll({});
  run();
  return { inputs, sides, machine, put, value, run, runOne, setAll, figure, faults, slopes, slot, acts };
}
