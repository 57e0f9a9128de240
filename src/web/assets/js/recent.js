// The searches that were asked last on this device. They stay in the browser: nothing of them is
// sent, and readers can empty the list or have none kept.

const KEPT = "recent-searches";
const KEEP_NONE = "recent-searches-off";

/** How many searches are kept: as many as suggestions are shown. */
const MOST_KEPT = 8;

/** Does something with what the browser keeps; a browser may refuse. */
function kept(use, otherwise) {
  try {
    return use(localStorage);
  } catch {
    return otherwise;
  }
}

const recent = {
  /** The searches, the last first. */
  list() {
    const held = kept((store) => JSON.parse(store.getItem(KEPT)), null);
    return Array.isArray(held) ? held.filter((text) => typeof text === "string").slice(0, MOST_KEPT) : [];
  },

  add(text) {
    if (!text || !recent.wanted()) return;
    const texts = [text, ...recent.list().filter((other) => other !== text)].slice(0, MOST_KEPT);
    kept((store) => store.setItem(KEPT, JSON.stringify(texts)));
  },

  clear() {
    kept((store) => store.removeItem(KEPT));
  },

  wanted() {
    return kept((store) => store.getItem(KEEP_NONE) === null, false);
  },

  want(wanted) {
    if (wanted) return kept((store) => store.removeItem(KEEP_NONE));
    recent.clear();
    kept((store) => store.setItem(KEEP_NONE, ""));
  },
};

// The page of preferences has a choice that only works here.
for (const choice of document.querySelectorAll("[data-recent]")) {
  const box = choice.querySelector("input");
  box.checked = recent.wanted();
  box.addEventListener("change", () => recent.want(box.checked));
  choice.hidden = false;
}
