// Reading: steps from mark to mark, copies citations, keeps the table of contents open where there
// is room, and tells the report link which clause is looked at.

const WIDE = matchMedia("(min-width: 64rem)");
const KEYS_OFF = "keys-off";

for (const outline of document.querySelectorAll(".outline")) {
  const fit = () => (outline.open = WIDE.matches);
  outline.dataset.fitted = "";
  fit();
  WIDE.addEventListener("change", fit);
}

const bar = document.querySelector(".hits");
if (bar && Number(bar.dataset.marks) > 1) stepThrough(bar, Number(bar.dataset.marks));

if (navigator.clipboard) {
  for (const text of document.querySelectorAll(".copied")) {
    text.before(button("复制", (self) => copy(self, text.textContent)));
  }
  const tools = document.querySelector(".tools");
  const address = () => document.getElementById("cite-address").textContent + location.hash;
  tools?.append(button("复制链接", (self) => copy(self, address())));
}

const report = document.querySelector("a.report");
if (report) {
  const plain = report.getAttribute("href");
  const aim = () => {
    const clause = /^#c-(.+)$/.exec(location.hash)?.[1];
    report.href = clause ? plain + report.dataset.clause + encodeURIComponent(clause) : plain;
  };
  aim();
  addEventListener("hashchange", aim);
}

/** Adds buttons and keys that lead from mark to mark. */
function stepThrough(bar, count) {
  let at = 0;
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  const go = (step) => {
    at = ((at || (step > 0 ? 0 : 1)) + step + count - 1) % count + 1;
    const mark = document.getElementById(`m-${at}`);
    document.querySelector("mark.current")?.classList.remove("current");
    mark.classList.add("current");
    mark.scrollIntoView({ block: "center" });
    status.textContent = `第 ${at} / ${count} 处`;
  };
  addEventListener("hashchange", () => {
    const held = /^#m-(\d+)$/.exec(location.hash);
    if (held) at = Number(held[1]);
  });
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = sessionStorage.getItem(KEYS_OFF) === null;
  box.addEventListener("change", () => {
    if (box.checked) sessionStorage.removeItem(KEYS_OFF);
    else sessionStorage.setItem(KEYS_OFF, "");
  });
  const keys = document.createElement("label");
  keys.className = "keys";
  keys.append(box, " 用 N、P 键跳转");
  addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (typing || !box.checked || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "n") go(1);
    else if (event.key === "p") go(-1);
  });
  const steps = document.createElement("p");
  steps.className = "steps";
  steps.append(button("上一处", () => go(-1)), button("下一处", () => go(1)), status);
  bar.append(steps, keys);
}

/** Puts a text on the clipboard and says so on the button. */
async function copy(self, text) {
  const label = self.dataset.label;
  try {
    await navigator.clipboard.writeText(text.trim());
    self.textContent = "已复制";
  } catch {
    self.textContent = "请手动复制";
  }
  setTimeout(() => (self.textContent = label), 2000);
}

/** Makes a quiet button. */
function button(label, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button quiet";
  made.textContent = made.dataset.label = label;
  made.addEventListener("click", () => press(made));
  return made;
}
