// Lists: choosing rows, changing cells in their place, a look at an account beside the list.
const rows = () => [...document.querySelectorAll(".grid tbody tr")];
const boxes = () => [...document.querySelectorAll("input[form=bulk][name=id]")];
const count = () => {
  const chosen = boxes().filter((box) => box.checked);
  const label = document.querySelector("[data-selected]");
  if (label) label.textContent = label.dataset.words.replace("#", chosen.length);
  // What the chosen accounts bought, each currency for itself.
  const sums = new Map();
  for (const part of chosen.flatMap((box) => box.dataset.sales.split(";").filter(Boolean))) {
    const [currency, amount] = part.split(" ");
    sums.set(currency, (sums.get(currency) ?? 0) + Number(amount));
  }
  const sum = document.querySelector("[data-sum]");
  const isChinese = document.documentElement.lang.startsWith("zh");
  // Chinese writes the unit behind the number, as everywhere on the page.
  const text = ([currency, amount]) => isChinese && currency === "CNY" ? `${new Intl.NumberFormat("zh-Hans", { notation: "compact", maximumFractionDigits: 2 }).format(amount)}元` : new Intl.NumberFormat(document.documentElement.lang, { style: "currency", currency, currencyDisplay: currency === "CNY" ? "narrowSymbol" : "symbol", notation: "compact", maximumFractionDigits: 2 }).format(amount);
  if (sum) sum.textContent = [...sums].sort().map(text).join(" + ");
};
let last;
document.addEventListener("click", (event) => {
  const box = event.target.closest("input[form=bulk][name=id]");
  if (box) {
    // Shift takes everything between this row and the one before.
    const all = boxes();
    if (event.shiftKey && last && all.includes(last)) {
      const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
      for (const other of all.slice(from, to + 1)) other.checked = box.checked;
    }
    last = box;
    return count();
  }
  if (event.target.matches("[data-select-all]")) {
    for (const other of boxes()) other.checked = event.target.checked;
    return count();
  }
  // The value opens as its pencil does; links in it stay links, and text can still be marked.
  const cell = event.target.closest("[data-cell]");
  const isOther = event.target.closest("a:not(.cell-edit), button, input, select, form") || String(getSelection());
  if (cell && !isOther && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    change(cell);
  }
  if (event.target.closest("[data-peek]")) preview(event.target.closest("tr"));
  if (event.target.closest("[data-close]")) closePreview();
});
// The form's boxes are empty again only after the event.
document.addEventListener("reset", (event) => { if (event.target.id === "bulk") setTimeout(count); });
// Enter means the verb beside what was typed, not the first of the bar.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.defaultPrevented || !event.target.matches(".bulkbar .sheetlet input")) return;
  event.preventDefault();
  event.target.closest(".sheetlet").querySelector("button[name=do]").click();
});
// Long menus are narrowed to what is typed.
document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-narrow]")) return;
  const wanted = event.target.value.trim().toLowerCase();
  for (const label of event.target.form.querySelectorAll("label")) label.hidden = !label.textContent.toLowerCase().includes(wanted);
});

// What was wrong is where the next letter goes.
const enter = (cell) => (cell.querySelector("[aria-invalid=true]") ?? cell.querySelector("select, input:not([type=hidden])"))?.focus();
async function change(cell) {
  if (cell.classList.contains("editing")) return;
  const before = cell.innerHTML;
  const answer = await ask(cell.dataset.cell);
  if (!answer.ok) return;
  cell.innerHTML = await answer.text();
  cell.classList.add("editing");
  enter(cell);
  const restore = (html) => {
    cell.innerHTML = html;
    cell.classList.remove("editing");
    cell.querySelector(".cell-edit")?.focus();
  };
  cell.onkeydown = (event) => { if (event.key === "Escape") restore(before); };
  cell.onsubmit = async (event) => {
    event.preventDefault();
    const button = event.target.querySelector("button");
    button.disabled = true;
    const sent = await ask(cell.dataset.cell, { method: "POST", body: new URLSearchParams(new FormData(event.target)) });
    button.disabled = false;
    // What was not understood stands in the cell again; what did not arrive is still there.
    if (sent.status === 422 || sent.status === 409) {
      cell.innerHTML = await sent.text();
      return enter(cell);
    }
    if (!sent.ok) return;
    const part = new DOMParser().parseFromString(await sent.text(), "text/html");
    confirmed(part.querySelector(".toast"));
    const pencil = before.match(/<a class="cell-edit".*<\/a>/s);
    restore(part.body.innerHTML + (pencil ? pencil[0] : ""));
  };
}
// What was done is said, with its way back to this page.
function confirmed(toast) {
  if (!toast) return;
  const back = toast.querySelector("[name=to]");
  if (back) back.value = location.pathname + location.search;
  document.querySelector(".toasts")?.replaceChildren(toast);
  globalThis.htmx?.process(toast);
  setTimeout(() => toast.remove(), 10000);
}

const panel = () => document.querySelector("ms-preview");
async function preview(row) {
  const answer = await ask(row.dataset.preview);
  if (!answer.ok || !panel()) return;
  panel().innerHTML = await answer.text();
  panel().hidden = false;
  panel().opener = row;
}
function closePreview() {
  if (!panel() || panel().hidden) return false;
  panel().hidden = true;
  panel().opener?.querySelector("a")?.focus();
  return true;
}
document.addEventListener("row:preview", (event) => (panel()?.hidden === false && panel().opener === event.target ? closePreview() : preview(event.target)));
document.addEventListener("row:select", (event) => event.target.querySelector("input[name=id]")?.click());
document.addEventListener("row:edit", (event) => change(event.target.querySelector("[data-cell]")));
document.addEventListener("page:escape", () => closePreview());
// What only scripts can do is shown only with them.
const offer = () => {
  for (const item of document.querySelectorAll("[data-peek], [data-narrow]")) item.hidden = false;
  count();
};
document.addEventListener("htmx:afterSettle", offer);
offer();
