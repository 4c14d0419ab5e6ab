// <ms-palette>: the search box over everything. Without scripts the same link leads to the page /search.
customElements.define("ms-palette", class extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.input = this.querySelector("input");
    this.results = this.querySelector(".results");
    if (!this.dialog || this.ready) return;
    this.ready = true;
    document.querySelector("a.find")?.addEventListener("click", (event) => {
      event.preventDefault();
      this.open();
    });
    this.input.addEventListener("input", (event) => { if (!event.isComposing) this.ask(); });
    this.input.addEventListener("compositionend", () => this.ask());
    this.dialog.addEventListener("keydown", (event) => this.key(event));
    this.dialog.addEventListener("click", (event) => { if (event.target === this.dialog) this.dialog.close(); });
  }
  open() {
    if (this.dialog.open) return;
    this.dialog.showModal();
    this.input.select();
    this.ask();
  }
  async ask() {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    const answer = await ask("/search?part=1&q=" + encodeURIComponent(this.input.value));
    if (!answer.ok || turn !== this.turn) return;
    this.results.innerHTML = await answer.text();
    this.at = 0;
    this.mark();
  }
  mark() {
    const links = [...this.results.querySelectorAll("a")];
    links.forEach((link, index) => {
      link.id = "result-" + index;
      link.classList.toggle("at", index === this.at);
    });
    const link = links[this.at];
    link?.scrollIntoView({ block: "nearest" });
    if (link) this.input.setAttribute("aria-activedescendant", link.id);
    else this.input.removeAttribute("aria-activedescendant");
  }
  key(event) {
    if (event.isComposing) return;
    const links = [...this.results.querySelectorAll("a")];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.at = (this.at + (event.key === "ArrowDown" ? 1 : -1) + links.length) % Math.max(1, links.length);
      this.mark();
    } else if (event.key === "Enter" && links[this.at]) {
      event.preventDefault();
      if (event.ctrlKey || event.metaKey) open(links[this.at].href);
      else location.href = links[this.at].href;
    }
  }
});
