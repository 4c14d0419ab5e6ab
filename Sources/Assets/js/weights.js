// Weights of a policy while they are typed: parts follow their criterion in proportion, and every total is told at once.
// The server does the same with what is sent; without scripts it does it alone.
const place = /^v\.criteria\[(\d+)\](\.parts\[\d+\])?\.weight$/;
const read = (text) => (/^\s*\d{1,3}(\.\d{1,2})?\s*$/.test(text) ? Math.round(Number(text) * 100) : NaN);
const written = (weight) => String(weight / 100);
const sum = (numbers) => numbers.reduce((one, other) => one + other, 0);
const share = (total, weights) => {
  const all = sum(weights);
  const shares = weights.map((weight) => Math.floor((weight * total) / all));
  const order = weights.map((weight, index) => [index, (weight * total) % all]).sort((one, other) => other[1] - one[1] || one[0] - other[0]);
  for (const [index] of order.slice(0, total - sum(shares))) shares[index] += 1;
  return shares;
};
const carried = (weights, total) => {
  if (!(total >= 1 && total <= 10000) || !weights.every((weight) => weight >= 1)) return;
  for (const step of [100, 50, 10, 5, 1]) {
    if (![total, ...weights].every((weight) => weight % step === 0)) continue;
    const shares = share(total / step, weights).map((part) => part * step);
    if (shares.every((part) => part > 0)) return shares;
  }
  const shares = share(total, weights);
  return shares.every((part) => part > 0) ? shares : undefined;
};
const tell = (text, field, says) => {
  text.hidden = !says;
  text.textContent = says;
  if (says) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
};
document.addEventListener("input", (event) => {
  const [, , part] = place.exec(event.target.name ?? "") ?? [];
  const root = event.target.closest("[data-weights]");
  if (!root || !place.test(event.target.name)) return;
  if (part) event.target.dataset.typed = "";
  const fields = [...root.querySelectorAll("input")].filter((field) => place.test(field.name));
  const criteria = fields.filter((field) => !place.exec(field.name)[2]);
  for (const criterion of criteria) {
    const parts = fields.filter((field) => place.exec(field.name)[2] && place.exec(field.name)[1] === place.exec(criterion.name)[1]);
    const weight = read(criterion.value);
    if (criterion === event.target && !parts.some((field) => "typed" in field.dataset)) {
      const shares = carried(parts.map((field) => Number(field.dataset.share)), weight);
      parts.forEach((field, index) => { if (shares) field.value = written(shares[index]); });
    }
    const found = sum(parts.map((field) => read(field.value)));
    const text = document.getElementById("p-" + criterion.name);
    const isOff = parts.length && !Number.isNaN(found + weight) && found !== weight;
    if (text) tell(text, criterion, isOff ? root.dataset.weights.replace("{1}", written(found)).replace("{2}", written(weight)) : "");
  }
  const total = sum(criteria.map((field) => read(field.value)));
  const says = root.querySelector("[data-total]");
  says.textContent = says.dataset.total.replace("{1}", Number.isNaN(total) ? "–" : written(total));
  says.classList.toggle("wrong", total !== 10000);
});
