// Keys: what `aria-keyshortcuts` in the markup says, rows with J and K, and going places with G. Never while somebody types.
let waiting = 0;
const isTyping = (target) => target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable], dialog[open]");
const current = () => document.querySelector("tr.current, li.current");
const rows = () => [...document.querySelectorAll("main :is(table.list > tbody > tr, ul.people > li, [data-rows] > li)")].filter((row) => row.querySelector("a"));
const move = (step) => {
  const all = rows();
  if (!all.length) return;
  const next = all[Math.max(0, Math.min(all.length - 1, all.indexOf(current()) + step))];
  current()?.classList.remove("current");
  next.classList.add("current");
  next.querySelector("a").focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
};
const fire = (name) => current().dispatchEvent(new Event(name, { bubbles: true }));
// What a key does to the row that J and K chose; false when it does nothing there.
const actOnRow = (key, target) => {
  const row = current();
  if (!row) return false;
  if (key === "x" && row.querySelector("input[name=id]")) return fire("row:select"), true;
  if (key === "e" && row.querySelector("[data-cell]")) return fire("row:edit"), true;
  if (key === "v" && row.querySelector("a.acc, td.a a") && document.querySelector("[aria-keyshortcuts~=v]")) {
    location.href = new URL(row.querySelector("a.acc, td.a a").href).pathname + "/activity#log";
    return true;
  }
  // Space belongs to whatever has the focus, unless that is the row itself.
  const isFree = target === document.body || (row.contains(target) && !target.closest("summary, button, input"));
  if (key === "space" && row.dataset.preview && isFree) return fire("row:preview"), true;
  return false;
};
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
  const place = Date.now() - waiting < 1200 && document.querySelector(`[data-go="${CSS.escape(key)}"]`);
  if (place) {
    waiting = 0;
    event.preventDefault();
    return place.click();
  }
  if (key === "g") return (waiting = Date.now());
  if (key === "/") {
    event.preventDefault();
    return document.querySelector("ms-palette")?.open();
  }
  if (key === "?") return document.querySelector("#keys")?.showModal?.();
  if (key === "j" || key === "k") return move(key === "j" ? 1 : -1);
  if (event.shiftKey) return;
  if (actOnRow(key, event.target)) return event.preventDefault();
  const pressed = [...document.querySelectorAll("[aria-keyshortcuts]")].find((item) => item.getAttribute("aria-keyshortcuts").split(" ").includes(key));
  if (pressed) {
    event.preventDefault();
    pressed.click();
  }
});
document.addEventListener("click", (event) => { if (event.target.closest("#keys [data-close]")) document.querySelector("#keys").close(); });
