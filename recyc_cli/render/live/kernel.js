/* Runs the table of operations that stands in the page. It knows nothing of batteries; nothing is made into code. */
const Kernel = (() => {
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const PLACES = new Map([...DIGITS].map((digit, place) => [digit, place]));
  const ARGUMENTS = [2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 2, 2, 3, 3];

  /* Whole numbers of a text: five bits a digit, the lowest first; 32 says that others follow. */
  function numbers(text) {
    const found = [];
    let value = 0, scale = 1;
    for (const digit of text) {
      const place = PLACES.get(digit);
      value += (place & 31) * scale;
      scale *= 32;
      if (place < 32) { found.push(value); value = 0; scale = 1; }
    }
    return found;
  }

  /* A machine: registers of constants, inputs and operations; `code` has four numbers an operation. */
  function load(program) {
    const constants = program.constants.map((value) => (value === null ? NaN : value));
    const first = constants.length + program.inputs.length, told = numbers(program.code);
    const code = new Int32Array(program.operations * 4), registers = new Float64Array(first + program.operations);
    registers.set(constants);
    for (let i = 0, at = 0; i < program.operations; i += 1) {
      const op = (code[4 * i] = told[at]), own = first + i;
      at += 1;
      for (let k = 1; k <= ARGUMENTS[op]; k += 1, at += 1) {
        code[4 * i + k] = told[at] % 2 ? (told[at] - 1) / 2 : own - told[at] / 2;
      }
    }
    const slots = new Map(program.inputs.map((name, place) => [name, constants.length + place]));
    const all = Int32Array.from({ length: program.operations }, (_, i) => i);
    return { registers, code, first, slots, all, cones: new Map() };
  }

  /* Compute operations in their order; both branches of a choice stand in the table. */
  function run(machine, which = machine.all) {
    const { registers: r, code, first } = machine;
    for (let n = 0; n < which.length; n += 1) {
      const i = which[n], k = 4 * i, a = r[code[k + 1]], b = r[code[k + 2]];
      let v;
      switch (code[k]) {
        case 0: v = a + b; break;
        case 1: v = a - b; break;
        case 2: v = a * b; break;
        case 3: v = a / b; break;
        case 4: v = a ** b; break;
        case 5: v = a < b ? 1 : 0; break;
        case 6: v = a <= b ? 1 : 0; break;
        case 7: v = a > b ? 1 : 0; break;
        case 8: v = a >= b ? 1 : 0; break;
        case 9: v = a === b ? 1 : 0; break;
        case 10: v = a !== b ? 1 : 0; break;
        case 11: v = -a; break;
        case 12: v = Math.ceil(a); break;
        case 13: v = b > a ? b : a; break;
        case 14: v = b < a ? b : a; break;
        case 15: v = a ? b : r[code[k + 3]]; break;
        default: v = b ? a / b : r[code[k + 3]];
      }
      r[first + i] = v;
    }
  }

  /* The operations that an input moves. */
  function cone(machine, slot) {
    if (!machine.cones.has(slot)) {
      const { code, first, registers } = machine, moves = new Uint8Array(registers.length), found = [];
      moves[slot] = 1;
      for (const i of machine.all) {
        for (let k = 1; k <= ARGUMENTS[code[4 * i]]; k += 1) {
          if (moves[code[4 * i + k]]) moves[first + i] = 1;
        }
        if (moves[first + i]) found.push(i);
      }
      machine.cones.set(slot, Int32Array.from(found));
    }
    return machine.cones.get(slot);
  }

  /* Which registers a figure rests on. */
  function beneath(machine, figures) {
    const { code, first, registers, all } = machine, reached = new Uint8Array(registers.length);
    for (const at of figures) reached[at] = 1;
    for (let i = all.length - 1; i >= 0; i -= 1) {
      if (reached[first + i]) for (let k = 1; k <= ARGUMENTS[code[4 * i]]; k += 1) reached[code[4 * i + k]] = 1;
    }
    return reached;
  }

  /* d figure/d register of all registers, in one pass back; whole numbers do not move, choices move on their branch. */
  function gradient(machine, figure) {
    const { registers: r, code, first, all } = machine, slope = new Float64Array(r.length);
    slope[figure] = 1;
    for (let i = all.length - 1; i >= 0; i -= 1) {
      const own = first + i, s = slope[own], k = 4 * i;
      if (!s) continue;
      const A = code[k + 1], B = code[k + 2], C = code[k + 3], a = r[A], b = r[B];
      switch (code[k]) {
        case 0: slope[A] += s; slope[B] += s; break;
        case 1: slope[A] += s; slope[B] -= s; break;
        case 2: slope[A] += s * b; slope[B] += s * a; break;
        case 3: slope[A] += s / b; slope[B] -= (s * r[own]) / b; break;
        case 4:
          if (a) slope[A] += s * b * a ** (b - 1);
          if (a > 0) slope[B] += s * r[own] * Math.log(a);
          break;
        case 11: slope[A] -= s; break;
        case 13: slope[b > a ? B : A] += s; break;
        case 14: slope[b < a ? B : A] += s; break;
        case 15: slope[a ? B : C] += s; break;
        case 16: if (b) { slope[A] += s / b; slope[B] -= (s * r[own]) / b; } else slope[C] += s; break;
        default:
      }
    }
    return slope;
  }

  return { numbers, load, run, cone, beneath, gradient };
})();
