// <ms-refresh>: a page about work that goes on looks again every second; without scripts the reader does.
// With of="#a, #b" only these parts are replaced, so that what is being typed beside them stays.
customElements.define("ms-refresh", class extends HTMLElement {
  connectedCallback() {
    this.timer = setTimeout(async () => {
      // What somebody types meanwhile is not taken away.
      if (document.querySelector("form[data-changed]")) return this.connectedCallback();
      const answer = await ask(location.href);
      if (!answer.ok) return this.connectedCallback();
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      document.title = page.title;
      for (const part of document.querySelectorAll(this.getAttribute("of") ?? "main")) {
        const fresh = page.querySelector(part.id ? "#" + part.id : "main");
        if (fresh) part.replaceWith(fresh);
      }
    }, 1000);
  }
  disconnectedCallback() {
    clearTimeout(this.timer);
  }
});
