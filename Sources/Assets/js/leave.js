// Forms that were changed ask before they are left, and keep what was typed in this browser until it is saved.
// Never kept: passwords, tokens, files, and forms that hold a password.
const written = "form[method=post]:is(.form, .inline-fields, [data-dirty])";
const texts = () => document.querySelector("#texts")?.dataset ?? {};
const changed = () => document.querySelector("form[data-changed]");
const week = 7 * 86_400_000;
const key = (form) => {
  const fields = [...form.elements];
  if (!texts().user || form.method !== "post" || fields.some((field) => field.type === "password")) return;
  // A refused form stands at another address than it was opened at, and is the same form.
  let names = 0;
  for (const letter of kept(form).map((field) => field.name).join()) names = (names * 31 + letter.codePointAt(0)) | 0;
  return ["draft", texts().user, new URL(form.action).pathname, names].join(":");
};
const kept = (form) => [...form.elements].filter((field) => field.name && !/^(hidden|password|file|submit|button|fieldset)$/.test(field.type) && field.name !== "code");
const isOn = (field) => !/^(checkbox|radio)$/.test(field.type) || field.checked;
const values = (form) => kept(form).map((field) => [field.name, field.value, isOn(field)]);
const store = (form) => {
  const name = key(form);
  try {
    if (name) localStorage[name] = JSON.stringify({ at: Date.now(), values: values(form) });
  } catch {
    // No room or no permission: the form still works.
  }
};
const restore = (form, draft) => kept(form).forEach((field, index) => {
  const [name, value, on] = draft[index] ?? [];
  if (name !== field.name) return;
  if (/^(checkbox|radio)$/.test(field.type)) field.checked = on && field.value === value;
  else field.value = value;
});
const offer = (form) => {
  const name = key(form);
  const text = name && localStorage[name];
  if (!text) return;
  const draft = JSON.parse(text);
  if (Date.now() - draft.at > week || JSON.stringify(draft.values) === JSON.stringify(values(form))) return delete localStorage[name];
  const notice = document.createElement("p");
  notice.className = "notice plain draft";
  notice.append(texts().draft, " ");
  for (const [label, act] of [[texts().restore, () => { restore(form, draft.values); form.dataset.changed = ""; }], [texts().discard, () => delete localStorage[name]]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link";
    button.textContent = label;
    button.onclick = () => { act(); notice.remove(); };
    notice.append(button, " ");
  }
  form.prepend(notice);
};
let typing;
const arrive = () => {
  // A page without the frame is the sign-in or a failure: nothing was saved.
  const isRefused = document.querySelector(".notice[role=alert]") || !texts().user;
  if (sessionStorage.sent && !isRefused) delete localStorage[sessionStorage.sent];
  delete sessionStorage.sent;
  for (const form of document.querySelectorAll(written)) {
    // What was refused is still unsaved.
    if (form.querySelector(".notice[role=alert]")) form.dataset.changed = "";
    else if (!form.querySelector(".draft")) offer(form);
  }
};
arrive();
document.addEventListener("htmx:afterSettle", arrive);
document.addEventListener("input", (event) => {
  const form = event.target.closest(written);
  if (!form) return;
  form.dataset.changed = "";
  clearTimeout(typing);
  typing = setTimeout(() => store(form), 400);
});
const sent = new Map();
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.action.endsWith("/sign-out")) Object.keys(localStorage).filter((name) => name.startsWith("draft:")).forEach((name) => delete localStorage[name]);
  if (!form.matches("[data-changed]")) return;
  clearTimeout(typing);
  store(form);
  if (key(form)) sessionStorage.sent = key(form);
  delete form.dataset.changed;
  sent.set(form, true);
}, true);
// What did not arrive is still unsaved.
for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(failure, (event) => {
    if (!sent.delete(event.detail.elt)) return;
    event.detail.elt.dataset.changed = "";
    delete sessionStorage.sent;
  });
}
document.addEventListener("htmx:confirm", (event) => {
  if (changed() && event.detail.elt !== changed() && !confirm(texts().leave)) event.preventDefault();
});
addEventListener("beforeunload", (event) => { if (changed()) event.preventDefault(); });
