// Everything works without this file; it only makes some things quicker.
// A changed choice in a filter form sends the form; the button stays for those without scripts.
for (const form of document.querySelectorAll("form[data-auto]")) {
  form.addEventListener("change", () => form.requestSubmit());
}
// One open menu at a time; Escape closes it and gives the focus back.
addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const menu = document.querySelector("details.menu[open]");
  if (event.key === "Escape" && menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
// The chosen tab of a scrolling row comes into view.
document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
// A form that was changed asks before it is left.
let isDirty = false;
document.addEventListener("input", (event) => { if (event.target.closest("form[data-dirty]")) isDirty = true; });
document.addEventListener("submit", () => (isDirty = false));
addEventListener("beforeunload", (event) => { if (isDirty) event.preventDefault(); });
// What was done is said for a while, longer than it takes to read it.
setTimeout(() => document.querySelector(".toast")?.remove(), 10000);
// After a form was refused, the summary of its problems is read first.
document.querySelector(".notice[role=alert]")?.focus();
