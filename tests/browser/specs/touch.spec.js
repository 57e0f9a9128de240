// Fingers on the narrowest screen, and the same page at four times its size.

import { SIZES, choose } from "../support/modes.js";
import { PAGES, WORDS, search } from "../support/pages.js";
import { expect, test } from "../support/test.js";

/** The narrowest width without sideways scrolling (WCAG 1.4.10), which 1280 px have at 400 %. */
const NARROW = { width: 320, height: 640 };

/** The least side of a target, in pixels, in the standard edition and in the care edition. */
const TARGET = { standard: 44, care: 60 };

test.use({ viewport: NARROW, hasTouch: true });

/** Returns what stands out of the page at the right, other than inside a region that scrolls. */
function overhang(page) {
  return page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const scrolls = (element) =>
      element && element !== document.body && (getComputedStyle(element).overflowX !== "visible" || scrolls(element.parentElement));
    const wide = [...document.body.querySelectorAll("*")].filter(
      (element) => element.getBoundingClientRect().right > root.clientWidth + 0.5 && !scrolls(element.parentElement),
    );
    const names = wide.map((element) => `${element.tagName}.${element.getAttribute("class")}: ${element.textContent.trim().slice(0, 30)}`);
    return [`${root.scrollWidth} > ${root.clientWidth}`, ...names.slice(0, 8)];
  });
}

/** Returns the buttons and fields that are shown smaller than a target has to be. */
function tooSmall(page, least) {
  return page.evaluate((side) => {
    const controls = document.querySelectorAll('button, summary, select, a.button, [role="option"], input:not([type="hidden"])');
    const found = [];
    for (const control of controls) {
      // A radio button or a tick box is hit by its label.
      const target = ["radio", "checkbox"].includes(control.type) ? control.closest("label") : control;
      const { width, height } = target.getBoundingClientRect();
      const shown = width > 0 && target.checkVisibility({ visibilityProperty: true });
      if (shown && (height < side - 0.5 || width < side - 0.5)) {
        const name = control.getAttribute("aria-label") ?? (control.textContent.trim() || control.name);
        found.push(`${control.tagName} ${name}: ${Math.round(width)} × ${Math.round(height)}`);
      }
    }
    return found;
  }, least);
}

const EDITIONS = [
  { name: "standard", display: "21.device", least: TARGET.standard },
  ...SIZES.map((size) => ({ name: `care at ${size} px`, display: `care.${size}.device`, least: TARGET.care })),
];

for (const { name, display, least } of EDITIONS) {
  test(`nothing scrolls sideways and all is large enough to hit: ${name}`, async ({ page }) => {
    await choose(page, display);
    const found = {};
    for (const { name, path } of PAGES) {
      await page.goto(path);
      // What is folded is opened: it must fit as well.
      await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
      const complaints = [...(await overhang(page)), ...(await tooSmall(page, least))];
      if (complaints.length) found[name] = complaints;
    }
    expect(found).toEqual({});
  });
}

test("suggestions fit, and a finger chooses one", async ({ page }) => {
  await page.goto("/");
  await page.locator("#q").tap();
  await page.locator("#q").pressSequentially("政务");
  await expect(page.getByRole("option").first()).toBeVisible();
  expect(await overhang(page)).toEqual([]);
  expect(await tooSmall(page, TARGET.standard)).toEqual([]);
  const option = page.getByRole("option").nth(1);
  const text = await option.locator("> span").nth(1).textContent();
  await option.tap();
  await expect(page).toHaveURL(/\/search/);
  await expect(page.locator("#q")).toHaveValue(text);
});

test("filters are reached and chosen by touch", async ({ page }) => {
  await page.goto(search(WORDS));
  await page.getByRole("link", { name: "筛选", exact: true }).tap();
  const facets = page.getByRole("complementary", { name: "筛选" });
  await expect(facets).toBeInViewport();
  await facets.getByRole("link", { name: /2023年/ }).first().tap();
  await expect(page.locator(".chips")).toContainText("2023年");
});
