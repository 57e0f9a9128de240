// The box of our own pages: while it is empty it offers the last searches of this device.

class SiteBox extends Combobox {
  build() {
    super.build();
    this.panel = document.createElement("div");
    this.panel.className = this.list.className;
    this.panel.hidden = true;
    this.list.className = "";
    this.tools = part("p", "recent-tools", "");
    this.tools.append(
      tool("清除", () => recent.clear(), this),
      tool("不再记录", () => recent.want(false), this),
    );
    this.list.before(this.panel);
    this.panel.append(this.list, this.tools);
  }

  listen() {
    super.listen();
    this.field.addEventListener("click", () => this.offer());
    this.panel.addEventListener("pointerdown", (event) => event.preventDefault());
    this.form.addEventListener("submit", () => {
      const words = this.field.value.trim();
      if (words.length <= LONGEST_QUERY) recent.add(words);
    });
    this.form.addEventListener("focusout", ({ relatedTarget }) => {
      if (!this.form.contains(relatedTarget)) this.close();
    });
  }

  /** Shows the last searches where nothing is typed. */
  offer() {
    const texts = this.field.value ? [] : recent.list();
    if (texts.length) this.show(texts.map((text) => ({ text, recent: true })));
  }

  show(options) {
    super.show(options);
    const isRecent = Boolean(options[0]?.recent);
    this.list.setAttribute("aria-label", isRecent ? "最近检索" : "检索建议");
    if (isRecent) this.status.textContent = `${options.length} 条最近检索，用上下键选择`;
    this.tools.hidden = !isRecent;
    this.panel.hidden = this.list.hidden;
  }

  option(option, at) {
    const item = super.option(option, at);
    if (option.recent) item.replaceChildren(part("span", "sort", "最近"), part("span", "", option.text));
    return item;
  }

  typed() {
    super.typed();
    this.offer();
  }

  key(event) {
    if (event.key !== "ArrowDown" || this.field.value || !this.list.hidden) return super.key(event);
    this.offer();
    event.preventDefault();
  }

  /** The way from the field to what stands below the last searches leads past the button. */
  left({ relatedTarget }) {
    if (this.tools.hidden || !this.form.contains(relatedTarget)) this.close();
  }

  close() {
    super.close();
    this.panel.hidden = true;
  }
}

/** Makes a button that does something with the last searches and closes them. */
function tool(label, press, box) {
  const button = part("button", "", label);
  button.type = "button";
  button.addEventListener("click", () => {
    press();
    box.close();
    box.status.textContent = { 清除: "最近检索已清除", 不再记录: "不再记录检索，可在显示设置中恢复" }[label];
    box.field.focus({ preventScroll: true });
  });
  return button;
}

for (const form of document.querySelectorAll("form.box")) {
  new SiteBox(form, new URL("/", location.href));
}
