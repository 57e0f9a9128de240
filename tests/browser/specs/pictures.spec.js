// Pictures of pages for review: nothing is compared, and a browser that has no memory for one is
// asked again.

import { choose } from "../support/modes.js";
import { CLAUSES, NOTICE, WORDS, search } from "../support/pages.js";
import { test } from "../support/test.js";

const SHOWN = [
  ["home", "/"],
  ["results", search(WORDS)],
  ["reading", `${NOTICE}?q=${encodeURIComponent(WORDS)}`],
  ["precedents", `/precedents?${new URLSearchParams({ clause: CLAUSES[0], validity: "any" })}`],
];

const EDITIONS = [
  ["light", "21.light"],
  ["dark", "21.dark"],
  ["care", "care.24.light"],
];

test.describe.configure({ retries: 2 });

for (const width of [320, 768, 1280]) {
  for (const [edition, display] of EDITIONS) {
    test(`pictures at ${width} px, ${edition}`, async ({ page }) => {
      await page.setViewportSize({ width, height: width < 700 ? 720 : 900 });
      await choose(page, display);
      for (const [name, path] of SHOWN) {
        await page.goto(path);
        await page.screenshot({ path: `pictures/${name}-${width}-${edition}.png` });
      }
    });
  }
}
