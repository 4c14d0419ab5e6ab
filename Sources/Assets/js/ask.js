// What the other files share: asking the server for a part of a page, and saying something where readers hear it.
const texts = () => document.querySelector("#texts")?.dataset ?? {};
// Shows a text where actions are confirmed; the place is a live region.
globalThis.say = (text, kind = "bad") => {
  const place = document.querySelector(".toasts");
  if (!place || !text) return;
  const toast = document.createElement("p");
  toast.className = "toast " + kind;
  toast.textContent = text;
  place.replaceChildren(toast);
  if (!toast.matches(".lasting")) setTimeout(() => toast.remove(), 10000);
};
// Whoever is no longer signed in signs in and comes back; without a connection nothing is lost and it is said.
globalThis.ask = async (path, options = {}) => {
  try {
    const answer = await fetch(path, { ...options, headers: { "X-Part": "1" } });
    if (answer.status === 401) location.href = "/sign-in?to=" + encodeURIComponent(location.pathname + location.search);
    else if (answer.status >= 500) say(texts().failed);
    return answer;
  } catch {
    say(texts().offline);
    return new Response(null, { status: 504 });
  }
};
addEventListener("offline", () => say(texts().offline, "bad lasting"));
addEventListener("online", () => document.querySelector(".toasts .lasting")?.remove());
document.addEventListener("htmx:sendError", () => say(texts().offline));
document.addEventListener("htmx:timeout", () => say(texts().failed));
// A failure of the server leaves the page as it is, with everything that was typed; what the failure says is shown.
document.addEventListener("htmx:responseError", (event) => {
  const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
  const parts = [...page.querySelectorAll("main h1, main p")].map((part) => part.textContent.trim());
  say(parts.join(" ") || texts().failed);
});
// What is being sent cannot be sent twice.
const buttons = (form) => (form.tagName === "FORM" ? [...form.elements].filter((item) => item.type === "submit") : []);
document.addEventListener("htmx:beforeSend", (event) => {
  for (const button of buttons(event.detail.elt)) button.disabled = true;
});
document.addEventListener("htmx:afterRequest", (event) => {
  for (const button of buttons(event.detail.elt)) button.disabled = false;
});
