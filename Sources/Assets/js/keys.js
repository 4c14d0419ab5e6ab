// Keys: what `aria-keyshortcuts` in the markup says, rows with J and K, and going places with G. Never while somebody types.
const go = { t: "/", a: "/accounts", p: "/policies", i: "/imports", r: "/products" };
let waiting = 0;
const isTyping = (target) => target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable], dialog[open]");
const current = () => document.querySelector("tr.current, li.current");
const move = (step) => {
  const all = [...document.querySelectorAll(".grid tbody tr, [data-rows] > li")];
  if (!all.length) return;
  const next = all[Math.max(0, Math.min(all.length - 1, all.indexOf(current()) + step))];
  current()?.classList.remove("current");
  next.classList.add("current");
  next.querySelector("a")?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
};
const fire = (name) => current()?.dispatchEvent(new Event(name, { bubbles: true }));
addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented || event.altKey) return;
  if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    return document.querySelector("ms-palette")?.open();
  }
  if (event.metaKey || event.ctrlKey) return;
  if (event.key === "Escape") return document.dispatchEvent(new Event("page:escape"));
  if (isTyping(event.target) || document.documentElement.dataset.shortcuts === "off") return;
  const key = event.key === " " ? "space" : event.key.toLowerCase();
  if (Date.now() - waiting < 1200 && go[key]) {
    waiting = 0;
    event.preventDefault();
    return (location.href = go[key]);
  }
  if (key === "g") return (waiting = Date.now());
  if (key === "/") {
    event.preventDefault();
    return document.querySelector("ms-palette")?.open();
  }
  if (key === "?") return document.querySelector("#keys")?.showModal?.();
  if (key === "j" || key === "k") return move(key === "j" ? 1 : -1);
  if (key === "x" && current()) return fire("row:select");
  if (key === "space" && current()) {
    event.preventDefault();
    return fire("row:preview");
  }
  const pressed = [...document.querySelectorAll("[aria-keyshortcuts]")].find((item) => item.getAttribute("aria-keyshortcuts").split(" ").includes(key));
  if (pressed && !event.shiftKey) {
    event.preventDefault();
    pressed.click();
  }
});
document.addEventListener("click", (event) => { if (event.target.closest("#keys [data-close]")) document.querySelector("#keys").close(); });
