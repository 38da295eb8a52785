/* Reads the document of the page: rows of inputs become inputs. */
function readData() {
  const data = JSON.parse(document.getElementById("data").textContent), fields = data.fields;
  data.inputs = data.inputs.map((row, place) => {
    const input = { name: data.program.inputs[place] };
    fields.forEach((field, k) => {
      const told = row[k] === undefined ? null : row[k];
      input[field] = field in data.values && told !== null ? data.values[field][told] : told;
    });
    if (input.bound) {
      const [code, least, above, most] = input.bound;
      input.bound = { code, least, above, most };
    }
    input.path = input.path || input.name;
    input.unitWords = input.unit === "1" ? "" : input.unit;
    input.named = input.where ? `${input.what}, ${input.where}` : input.what;
    return input;
  });
  return data;
}
