// What pages weigh, that nothing in them jumps, and that what they load is kept.

import { choose } from "../support/modes.js";
import { PAGES, WORDS, search } from "../support/pages.js";
import { expect, test } from "../support/test.js";

/** The most that a page of results may weigh, in bytes before compression. */
const HEAVIEST = 100_000;

/** The most by which a layout may shift while it loads; 0.1 is called good by browsers. */
const SHIFT = 0.02;

test("pages of results are light", async ({ request }) => {
  for (const scope of ["notices", "clauses", "assignments"]) {
    const answer = await request.get(search(WORDS, { scope, per_page: "20" }));
    expect((await answer.body()).length, scope).toBeLessThan(HEAVIEST);
  }
});

for (const display of ["21.device", "care.24.device"]) {
  test(`nothing jumps while a page loads: ${display}`, async ({ page }) => {
    await choose(page, display);
    for (const { name, path } of PAGES) {
      await page.goto(path);
      const shifted = await page.evaluate(
        () =>
          new Promise((resolve) => {
            let sum = 0;
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries()) sum += entry.value;
            }).observe({ type: "layout-shift", buffered: true });
            setTimeout(() => resolve(sum), 300);
          }),
      );
      expect(shifted, name).toBeLessThan(SHIFT);
    }
  });
}

test("results stand in their place before the filters have come", async ({ page }) => {
  await page.goto(search(WORDS));
  const left = () => page.locator(".results").evaluate((results) => results.getBoundingClientRect().left);
  const whole = await left();
  await page.locator(".facets").evaluate((filters) => filters.remove());
  expect(await left()).toBe(whole);
});

test("styles and scripts are kept by the browser, under names that change with them", async ({ page, request }) => {
  await page.goto(search(WORDS));
  const loaded = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
  const assets = loaded.filter((name) => name.includes("/assets/"));
  expect(assets.length).toBeGreaterThan(2);
  for (const asset of assets) {
    const headers = (await request.get(asset)).headers();
    expect(headers["cache-control"], asset).toMatch(/max-age=31536000.*immutable/);
    expect(asset).toMatch(/-[0-9a-f]{10}\.\w+$/);
  }
});

test("a page is whole with pictures and styles left out", async ({ page }) => {
  await page.route(/\/assets\//, (route) => route.abort());
  await page.goto(search(WORDS));
  await expect(page.locator(".hit h2").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "检索", exact: true })).toBeVisible();
});

test("no word of a search is sent to another site", async ({ request }) => {
  for (const { path } of PAGES) {
    const headers = (await request.get(path)).headers();
    expect(headers["referrer-policy"]).toBe("no-referrer");
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(headers["content-security-policy"]).not.toMatch(/unsafe/);
  }
});
