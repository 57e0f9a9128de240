// Reading aloud in the care edition, with the browser's own voice: the whole page from its heading
// on, with a pause and three speeds. Where the browser has no voice, nothing is shown.

const SPEEDS = [["慢", 0.7], ["正常", 1], ["快", 1.4]];

/** What is read: headings, paragraphs, rows and items that hold no other of these. */
const PARTS = "h1, h2, h3, h4, p:not(.foot-line), dt, dd, td, th, li";

class Aloud {
  constructor(main) {
    this.main = main;
    this.parts = [];
    this.at = 0;
    this.speed = 1;
    this.bar = document.createElement("div");
    this.bar.className = "aloud";
    this.bar.setAttribute("role", "group");
    this.bar.setAttribute("aria-label", "朗读");
    this.start = this.button("朗读本页", () => this.toggle());
    this.stop = this.button("停止", () => this.end());
    this.stop.hidden = true;
    const speeds = SPEEDS.map(([name, speed]) => {
      const button = this.button(name, () => this.choose(speed));
      button.dataset.speed = speed;
      button.setAttribute("aria-pressed", String(speed === this.speed));
      return button;
    });
    const label = document.createElement("span");
    label.textContent = "语速";
    this.bar.append(this.start, this.stop, label, ...speeds);
    main.prepend(this.bar);
    addEventListener("pagehide", () => speechSynthesis.cancel());
  }

  button(text, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button quiet";
    button.textContent = text;
    button.addEventListener("click", act);
    return button;
  }

  toggle() {
    if (this.state === "reading") {
      speechSynthesis.pause();
      this.show("paused");
    } else if (this.state === "paused") {
      speechSynthesis.resume();
      this.show("reading");
    } else {
      const parts = this.main.querySelectorAll(PARTS);
      this.parts = [...parts].filter((part) => !part.querySelector(PARTS) && part.checkVisibility());
      this.at = 0;
      this.show("reading");
      this.next();
    }
  }

  next() {
    const part = this.parts[this.at];
    this.mark(part);
    if (!part) return this.end();
    const speech = new SpeechSynthesisUtterance(part.innerText);
    speech.lang = "zh-CN";
    speech.rate = this.speed;
    speech.onend = () => {
      if (this.spoken !== speech) return;
      this.at += 1;
      this.next();
    };
    this.spoken = speech;
    speechSynthesis.speak(speech);
  }

  /** Reads on at another speed, from the beginning of the part that is being read. */
  choose(speed) {
    this.speed = speed;
    for (const button of this.bar.querySelectorAll("[data-speed]")) {
      button.setAttribute("aria-pressed", String(Number(button.dataset.speed) === speed));
    }
    if (this.state !== "reading") return;
    this.spoken = null;
    speechSynthesis.cancel();
    this.next();
  }

  end() {
    this.spoken = null;
    speechSynthesis.cancel();
    this.mark(null);
    this.show("silent");
  }

  show(state) {
    this.state = state;
    this.start.textContent = { reading: "暂停", paused: "继续" }[state] ?? "朗读本页";
    this.stop.hidden = state === "silent";
  }

  mark(part) {
    this.main.querySelector(".spoken")?.classList.remove("spoken");
    part?.classList.add("spoken");
    part?.scrollIntoView({ block: "nearest" });
  }
}

if ("speechSynthesis" in window) new Aloud(document.querySelector("main .wrap") ?? document.querySelector("main"));
