// Everything works without this file; it only makes some things quicker.
// What a new page needs, whether it was loaded or swapped in.
let isDirty = false;
let leaving;
const arrive = () => {
  isDirty = false;
  // The chosen tab of a scrolling row comes into view.
  document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  // After a form was refused, the summary of its problems is read first.
  document.querySelector(".notice[role=alert]")?.focus();
  // What was done is said for a while, longer than it takes to read it.
  clearTimeout(leaving);
  leaving = setTimeout(() => document.querySelector(".toast")?.remove(), 10000);
};
arrive();
document.addEventListener("htmx:afterSettle", arrive);
// A form that was changed asks before it is left.
document.addEventListener("input", (event) => { if (event.target.closest("form[data-dirty]")) isDirty = true; });
document.addEventListener("submit", () => (isDirty = false));
addEventListener("beforeunload", (event) => { if (isDirty) event.preventDefault(); });
// One open menu at a time; Escape closes it and gives the focus back.
addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
addEventListener("keydown", (event) => {
  const menu = document.querySelector("details.menu[open]");
  if (event.isComposing || event.key !== "Escape" || !menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
