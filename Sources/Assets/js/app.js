// Everything works without these files; they only make some things quicker.
// What a new page needs, whether it was loaded or swapped in.
let leaving;
const arrive = () => {
  // The chosen tab of a scrolling row comes into view.
  document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  // After a form was refused, the summary of its problems is read first.
  document.querySelector(".notice[role=alert]")?.focus();
  // What was done is said for a while, longer than it takes to read it.
  clearTimeout(leaving);
  leaving = setTimeout(() => document.querySelector(".toasts .toast:not(.lasting)")?.remove(), 10000);
  returning();
};
// The way back to a list leads to the list as it was left: with its filter. The plain address is what stands in the page.
const returning = () => {
  if (document.querySelector("main table.list, main .filters")) sessionStorage["list:" + location.pathname] = location.search;
  for (const link of document.querySelectorAll(".crumbs a, .topbar > a, .form-actions > a")) {
    const address = new URL(link.href);
    const search = sessionStorage["list:" + address.pathname];
    if (search && !address.search) link.setAttribute("href", address.pathname + search);
  }
};
arrive();
document.addEventListener("htmx:afterSettle", arrive);
document.addEventListener("htmx:configRequest", (event) => {
  const link = event.detail.elt;
  if (link.tagName === "A") event.detail.path = link.getAttribute("href");
});
// A page that was swapped in is read from its heading, and its title is said.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target !== document.body && event.detail.elt !== document.body) return;
  const heading = document.querySelector("main h1");
  if (heading && !location.hash && !document.querySelector(".notice[role=alert]")) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
  setTimeout(() => {
    const region = document.querySelector("#said");
    if (region) region.textContent = document.title;
  }, 150);
});
// One open menu at a time; Escape closes it and gives the focus back.
addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open], details.explain[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
addEventListener("keydown", (event) => {
  const menu = document.querySelector("details:is(.menu, .explain)[open]");
  if (event.isComposing || event.key !== "Escape" || !menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
