// A search field with suggestions, after the combobox pattern of WAI-ARIA 1.2. The form under it
// stays a plain form: without this script, or without suggestions, it works as before.

/** Milliseconds without typing after which suggestions are asked for. */
const PAUSE = 90;

/** The most characters that are a query; what is longer is a passage whose like can be looked for. */
const LONGEST_QUERY = 200;

/** How many suggestions are shown. */
const SHOWN = 8;

let numbered = 0;

class Combobox {
  /**
   * @param {HTMLFormElement} form a form with a field named q
   * @param {URL} site where suggestions come from
   */
  constructor(form, site) {
    this.form = form;
    this.site = site;
    this.field = form.querySelector('input[name="q"]');
    this.options = [];
    this.active = -1;
    this.asked = null;
    this.build();
    this.listen();
  }

  build() {
    const id = `suggestions-${(numbered += 1)}`;
    this.list = document.createElement("ul");
    this.list.id = id;
    this.list.className = "suggestions";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "检索建议");
    this.list.hidden = true;
    this.status = document.createElement("p");
    this.status.className = "unseen";
    this.status.setAttribute("role", "status");
    this.clear = document.createElement("button");
    this.clear.type = "button";
    this.clear.className = "clear-words";
    this.clear.textContent = "×";
    this.clear.setAttribute("aria-label", "清除检索词");
    this.clear.hidden = !this.field.value;
    this.field.after(this.clear);
    this.form.append(this.list, this.status);
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": id,
      autocapitalize: "off",
      autocorrect: "off",
      spellcheck: "false",
    })) {
      this.field.setAttribute(name, value);
    }
  }

  listen() {
    // While letters are composed the field already holds them, and they are pinyin: `input` is
    // heard then, too. Keys are not: they belong to the input method.
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("keydown", (event) => {
      if (!event.isComposing && event.keyCode !== 229) this.key(event);
      // A search field empties itself at Escape, even where that only gives up a composition.
      else if (event.key === "Escape") event.preventDefault();
    });
    this.field.addEventListener("focusout", (event) => this.left(event));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest('[role="option"]');
      if (option) this.choose(this.options[Number(option.dataset.at)]);
    });
    this.clear.addEventListener("click", () => {
      this.field.value = "";
      this.typed();
      this.field.focus();
    });
  }

  typed() {
    this.clear.hidden = !this.field.value;
    clearTimeout(this.timer);
    // Input methods part the syllables of a composition by apostrophes or blanks.
    const words = this.field.value.trim().replace(/(?<=[a-z])['’ ](?=[a-z])/gi, "");
    if (!words) {
      this.close();
    } else if (words.length > LONGEST_QUERY) {
      this.show([{ passage: words }]);
    } else {
      this.timer = setTimeout(() => this.ask(words), PAUSE);
    }
  }

  async ask(words) {
    this.asked?.abort();
    this.asked = new AbortController();
    const address = new URL("api/v1/suggest", this.site);
    address.search = new URLSearchParams({ q: words, limit: SHOWN });
    try {
      const answer = await fetch(address, { signal: this.asked.signal, credentials: "omit" });
      if (!answer.ok) return this.close();
      const { suggestions } = await answer.json();
      if (this.form.contains(document.activeElement)) this.show(suggestions);
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(options) {
    // Who has begun to go through the list stays where they are, if that is still offered.
    const active = this.options[this.active];
    const isActive = (option) => option.text === active?.text && option.label === active?.label;
    this.options = options;
    this.activate(-1);
    this.list.replaceChildren(...options.map((option, at) => this.option(option, at)));
    if (active) this.activate(options.findIndex(isActive));
    this.list.hidden = options.length === 0;
    this.field.setAttribute("aria-expanded", String(options.length > 0));
    this.status.textContent = options.length ? `${options.length} 条建议，用上下键选择` : "没有建议";
  }

  option(option, at) {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${at}`;
    item.dataset.at = at;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    if (option.passage) {
      item.className = "pasted";
      item.append(`超过 ${LONGEST_QUERY} 字，按段落查找相似的条款（共 ${option.passage.length} 字）`);
      return item;
    }
    const text = document.createElement("span");
    text.append(...marked(option));
    if (option.official) {
      text.append(part("span", "meant", `→ ${option.official}`));
    }
    const count = part("span", "count", `${option.count} 件`);
    item.append(part("span", "sort", option.label), text, count);
    return item;
  }

  key(event) {
    const open = !this.list.hidden;
    const last = this.options.length - 1;
    if (event.key === "ArrowDown" && !open && this.field.value) {
      this.typed();
    } else if (event.key === "ArrowDown" && open) {
      this.activate(this.active < last ? this.active + 1 : -1);
    } else if (event.key === "ArrowUp" && open) {
      this.activate(this.active < 0 ? last : this.active - 1);
    } else if (event.key === "Escape" && open) {
      this.close();
    } else if (event.key === "Enter" && open && this.active >= 0) {
      this.choose(this.options[this.active]);
    } else {
      return;
    }
    event.preventDefault();
  }

  activate(at) {
    this.list.children[this.active]?.setAttribute("aria-selected", "false");
    this.active = at;
    const item = this.list.children[at];
    if (item) {
      item.setAttribute("aria-selected", "true");
      item.scrollIntoView({ block: "nearest" });
      this.field.setAttribute("aria-activedescendant", item.id);
    } else {
      this.field.removeAttribute("aria-activedescendant");
    }
  }

  /** The focus has left the field. */
  left() {
    this.close();
  }

  choose(option) {
    if (option.passage) {
      const desk = new URL("/precedents", this.form.action);
      desk.searchParams.set("text", this.field.value);
      this.close();
      location.assign(desk);
      return;
    }
    this.field.value = option.text;
    this.close();
    this.form.requestSubmit();
  }

  close() {
    clearTimeout(this.timer);
    this.asked?.abort();
    this.list.hidden = true;
    this.activate(-1);
    this.field.setAttribute("aria-expanded", "false");
  }
}

function part(name, kind, text) {
  const element = document.createElement(name);
  element.className = kind;
  element.textContent = text;
  return element;
}

/** Returns the text of a suggestion, the part marked that was typed. */
function marked({ text, matched }) {
  if (!matched) return [text];
  const characters = Array.from(text);
  const [from, to] = matched;
  const inside = document.createElement("b");
  inside.textContent = characters.slice(from, to).join("");
  return [characters.slice(0, from).join(""), inside, characters.slice(to).join("")];
}
