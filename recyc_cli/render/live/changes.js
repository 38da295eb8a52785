/* What was changed: a list, the command line that gives the same figures, and the address that keeps it. */
function Changes(data, model, columns, state) {
  const { short } = Numbers, SAFE = /^[\w@%+=:,./-]+$/;
  const quoted = (word) => (SAFE.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

  function command(column) {
    const side = state.sides()[column.index], own = state.told(column).filter((input) => input.sides.includes(side.index));
    if (!column.words.length) return "";
    const flags = new Set(own.flatMap((input) => input.flags)), words = [];
    for (const [flag, text] of column.words) if (!flags.has(flag)) words.push([flag, text]);
    for (const input of own) words.push([input.flags[0] || "--set", (input.flags.length ? "" : `${input.path}=`) + value(input)]);
    if (own.some((input) => input.taxed) && !words.some(([flag]) => flag === "--vat")) words.push(["--vat", "excluded"]);
    return ["recyc quote", ...words.map(([flag, text]) => (flag ? `${flag} ${quoted(text)}` : quoted(text)))].join(" ");
  }
  function value(input) {
    const v = state.value(input);
    return input.behind === "" && input.unit === "1" && input.flags.includes("--feed-price") ? `${v * 100}%` : `${v}${input.behind}`;
  }
  function show(box) {
    const some = state.changed(), unit = (input) => (input.unitWords ? ` ${input.unitWords}` : "");
    const rows = some.map((input) => ({ cells: [input.named, short(input.value) + unit(input), short(state.value(input)) + unit(input)] }));
    const list = some.length ? table(["input", "as made", "here"], rows, "What was changed") : el("p", {}, "Nothing: every number is the one it was made with.");
    const lines = columns.map(command).filter(Boolean), text = lines.join("\n");
    const pre = el("pre", { tabindex: 0, role: "region", "aria-label": "command line" }, text);
    const copy = button("Copy", async () => {
      try {
        await navigator.clipboard.writeText(text);
        copy.textContent = "Copied";
      } catch {
        getSelection().selectAllChildren(pre);
      }
    }, { class: "screen" });
    const same = lines.length ? [el("p", {}, "The same from the command line:"), pre, copy] : [];
    const kept = el("p", { class: "note screen" }, "The address of this page keeps what was changed: send it with the file, or go back to undo.");
    box.replaceChildren(list, ...same, kept);
  }

  function address() {
    const parts = state.changed().map((input) => [input.name, state.value(input)]).sort(([a], [b]) => (a < b ? -1 : 1));
    const told = [["presets", data.presets], ...(state.mode() !== state.made ? [["mode", state.mode()]] : []), ...parts];
    return parts.length || told.length > 1 ? `#${told.map((each) => each.map(encodeURIComponent).join("=")).join("&")}` : "";
  }
  function keep(push) {
    const hash = address();
    if (hash === location.hash) return;
    try {
      history[push ? "pushState" : "replaceState"](null, "", hash || location.pathname + location.search);
    } catch {
      location.hash = hash;
    }
  }
  /* What an address says; what it does not know is left aside. */
  function recalled() {
    const found = { values: {}, mode: null, presets: "" };
    for (const part of location.hash.slice(1).split("&")) {
      const [name, text] = part.split("=").map((each) => { try { return decodeURIComponent(each); } catch { return ""; } });
      const number = text === undefined || text.trim() === "" ? NaN : Number(text);
      if (name === "presets") found.presets = text || "";
      else if (name === "mode" && (number === 0 || number === 1)) found.mode = number;
      else if (model.inputs.has(name) && Number.isFinite(number)) found.values[name] = number;
    }
    return found;
  }
  return { show, command, keep, recalled, address };
}
