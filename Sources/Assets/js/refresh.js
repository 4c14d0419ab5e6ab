// <ms-refresh>: a page about work that goes on looks again every second; without scripts the reader does.
customElements.define("ms-refresh", class extends HTMLElement {
  connectedCallback() {
    this.timer = setTimeout(async () => {
      // What somebody types meanwhile is not taken away.
      if (document.querySelector("form[data-changed]")) return this.connectedCallback();
      const answer = await ask(location.href);
      if (!answer.ok) return this.connectedCallback();
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      document.title = page.title;
      document.querySelector("main").replaceWith(page.querySelector("main"));
    }, 1000);
  }
  disconnectedCallback() {
    clearTimeout(this.timer);
  }
});
