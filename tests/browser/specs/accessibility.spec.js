// No page breaks a rule that axe-core can check, in any mode; spread text is not cut off.

import { AxeBuilder } from "@axe-core/playwright";

import { MODES, enter, spread } from "../support/modes.js";
import { PAGES } from "../support/pages.js";
import { expect, test } from "../support/test.js";

/** The sets of rules: levels A and AA of WCAG 2.2, and what is usual beyond them. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Returns what axe finds, as rule and places. */
async function violations(page) {
  const axe = new AxeBuilder({ page }).withTags(RULES).options({ resultTypes: ["violations"] });
  // Pages have no frames, so that nothing has to be put together in a page of its own.
  const { violations } = await axe.setLegacyMode().analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ target, any }) => `${target} ${any[0]?.message ?? ""}`).join(" | ")}`);
}

/** Returns the elements that cut off some of their text. */
function cutOff(page) {
  return page.evaluate(() => {
    const cuts = (element) => {
      const { overflowX, overflowY, clipPath } = getComputedStyle(element);
      if (clipPath !== "none") return false;
      const across = ["hidden", "clip"].includes(overflowX) && element.scrollWidth > element.clientWidth + 1;
      const down = ["hidden", "clip"].includes(overflowY) && element.scrollHeight > element.clientHeight + 1;
      return across || down;
    };
    return [...document.body.querySelectorAll("*")].filter(cuts).map((element) => element.outerHTML.slice(0, 120));
  });
}

for (const mode of MODES) {
  test(`axe finds nothing: ${mode.name}`, async ({ page }) => {
    test.setTimeout(120_000);
    await enter(page, mode);
    const found = {};
    for (const { name, path } of PAGES) {
      await page.goto(path);
      // What is folded is opened, to be checked as well.
      await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
      if (mode.spaced) await spread(page);
      const complaints = [...(await violations(page)), ...(mode.spaced ? await cutOff(page) : [])];
      if (complaints.length) found[name] = complaints;
    }
    expect(found).toEqual({});
  });
}

test("axe finds nothing while suggestions are open", async ({ page }) => {
  for (const mode of MODES.filter(({ spaced }) => !spaced)) {
    await enter(page, mode);
    await page.goto("/");
    await page.locator("#q").pressSequentially("政务");
    await expect(page.getByRole("option").first()).toBeVisible();
    await page.keyboard.press("ArrowDown");
    expect(await violations(page), mode.name).toEqual([]);
  }
});

test("nothing moves by itself where motion is to be reduced", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const { path, name } of PAGES) {
    await page.goto(path);
    const moving = await page.evaluate(() => {
      const smooth = getComputedStyle(document.documentElement).scrollBehavior !== "auto";
      return [...document.getAnimations().map(String), ...(smooth ? ["smooth scrolling"] : [])];
    });
    expect(moving, name).toEqual([]);
  }
});

test("every page says its language, one main part and one heading of the first level", async ({ page }) => {
  for (const { path, name } of PAGES) {
    await page.goto(path);
    await expect(page.locator("html"), name).toHaveAttribute("lang", "zh-CN");
    await expect(page.getByRole("main"), name).toHaveCount(1);
    await expect(page.getByRole("heading", { level: 1 }), name).toHaveCount(1);
    await expect(page, name).toHaveTitle(/政搜/);
  }
});
