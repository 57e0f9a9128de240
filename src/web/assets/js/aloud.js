// Reading aloud in the care edition, with the browser's own voice: the whole page from its heading
// on, with a pause and three speeds. The page brings the bar, so that nothing moves when this
// script runs; where the browser has no voice, it is hidden.

/** What is read: headings, paragraphs, rows and items that hold no other of these. */
const PARTS = "h1, h2, h3, h4, p:not(.foot-line), dt, dd, td, th, li";

class Aloud {
  /**
   * @param {HTMLElement} bar its buttons
   * @param {HTMLElement} main what is read
   */
  constructor(bar, main) {
    this.main = main;
    this.parts = [];
    this.at = 0;
    this.speed = 1;
    this.start = bar.querySelector('[name="read"]');
    this.stop = bar.querySelector('[name="stop"]');
    this.speeds = [...bar.querySelectorAll('[name="speed"]')];
    this.start.addEventListener("click", () => this.toggle());
    this.stop.addEventListener("click", () => this.end());
    for (const button of this.speeds) {
      button.addEventListener("click", () => this.choose(Number(button.value)));
    }
    addEventListener("pagehide", () => speechSynthesis.cancel());
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
    for (const button of this.speeds) {
      button.setAttribute("aria-pressed", String(Number(button.value) === speed));
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

const bar = document.querySelector(".aloud");
if ("speechSynthesis" in window) new Aloud(bar, document.querySelector("main"));
else bar.hidden = true;
