// <ms-pick from="/pick/accounts"><input></ms-pick>: offers records while somebody types; without scripts the code is typed.
customElements.define("ms-pick", class extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    if (!this.input || this.list) return;
    this.list = document.createElement("ul");
    this.list.id = this.input.id + "-list";
    this.list.role = "listbox";
    this.list.hidden = true;
    this.append(this.list);
    this.input.role = "combobox";
    // The browser's own suggestions serve where no script runs.
    this.input.removeAttribute("list");
    this.querySelector("datalist")?.remove();
    this.input.ariaAutoComplete = "list";
    this.input.ariaExpanded = "false";
    this.input.setAttribute("aria-controls", this.list.id);
    this.input.addEventListener("input", (event) => { if (!event.isComposing) this.ask(); });
    this.input.addEventListener("compositionend", () => this.ask());
    this.input.addEventListener("click", () => { if (this.list.hidden && !this.input.value) this.ask(true); });
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.show(false), 150));
    this.list.addEventListener("mousedown", (event) => this.choose(event.target.closest("li")));
  }
  async ask(always = false) {
    const text = this.input.value.trim();
    const turn = (this.turn = (this.turn ?? 0) + 1);
    if (!text && !always) return this.show(false);
    const from = this.getAttribute("from");
    const answer = await ask(from + (from.includes("?") ? "&q=" : "?q=") + encodeURIComponent(text));
    if (!answer.ok || turn !== this.turn) return;
    this.list.innerHTML = await answer.text();
    [...this.list.children].forEach((item, index) => (item.id = this.list.id + index));
    this.at = -1;
    this.show(this.list.children.length > 0);
  }
  show(isOpen) {
    this.list.hidden = !isOpen;
    this.input.ariaExpanded = String(isOpen);
    if (!isOpen) this.input.removeAttribute("aria-activedescendant");
  }
  key(event) {
    if (event.isComposing) return;
    if (this.list.hidden) return void (event.key === "ArrowDown" && this.ask(true));
    const items = [...this.list.children];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.at = (this.at + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length;
      items.forEach((item, index) => item.setAttribute("aria-selected", index === this.at));
      this.input.setAttribute("aria-activedescendant", items[this.at].id);
    } else if (event.key === "Enter" && this.at >= 0) {
      event.preventDefault();
      this.choose(items[this.at]);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      this.show(false);
    }
  }
  choose(item) {
    if (item?.dataset.value === undefined) return;
    this.input.value = item.dataset.value;
    // A code alone says little: the name stands below it.
    const hint = this.parentElement.querySelector(".hint") ?? this.parentElement.appendChild(Object.assign(document.createElement("small"), { className: "hint" }));
    hint.textContent = item.dataset.label ?? "";
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
    this.show(false);
  }
});
