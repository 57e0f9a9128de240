// The box on the page of a portal: another origin, with a strict content policy of its own.

import { AxeBuilder } from "@axe-core/playwright";

import { PORTAL, SITE } from "../addresses.js";
import { WORDS } from "../support/pages.js";
import { expect, test } from "../support/test.js";

const RESULTS = new RegExp(`^${SITE}/search\\?`);
const boxes = (page) => page.locator("policy-search");
const words = (page) => page.getByLabel("检索全省政策文件");
const send = (page) => boxes(page).first().getByRole("button", { name: "检索", exact: true });

/** Types words into the portal's box and waits for what the site suggests. */
async function type(page, text) {
  await page.goto(PORTAL);
  await words(page).pressSequentially(text);
  await expect(page.getByRole("option").first()).toBeVisible();
}

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });

    test("the form of a portal leads to results of the site", async ({ page }) => {
      await page.goto(PORTAL);
      await words(page).fill(WORDS);
      await send(page).click();
      await expect(page).toHaveURL(RESULTS);
      await expect(page.locator("#q")).toHaveValue(WORDS);
      await expect(page.locator(".hit").first()).toBeVisible();
    });

    test("a box for tasks leads to tasks", async ({ page }) => {
      await page.goto(PORTAL);
      await page.getByLabel("检索任务分工").fill(WORDS);
      await boxes(page).last().getByRole("button", { name: "检索", exact: true }).click();
      await expect(page).toHaveURL(/scope=assignments/);
    });
  });
}

test("the box of a portal suggests what the site does", async ({ page }) => {
  await type(page, "政务");
  await expect(words(page)).toHaveRole("combobox");
  await expect(words(page)).toHaveAttribute("aria-expanded", "true");
  const offered = await page.getByRole("option").first().textContent();
  await page.goto(SITE);
  await page.locator("#q").pressSequentially("政务");
  await expect(page.getByRole("option").first()).toHaveText(offered);
});

test("a suggestion is chosen by keyboard, and the portal hears of it", async ({ page }) => {
  await type(page, "政务");
  await page.evaluate(() => {
    addEventListener("policy-search-choose", (event) => {
      document.title = event.detail.text;
      event.preventDefault();
    });
  });
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page, "a portal can keep its readers").toHaveURL(`${PORTAL}/`);
  await expect(page).toHaveTitle(/政务/);
  await page.reload();
  await type(page, "政务");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(RESULTS);
});

test("letters being composed suggest on a portal, too", async ({ page }) => {
  await page.goto(PORTAL);
  await words(page).focus();
  const session = await page.context().newCDPSession(page);
  const text = "zheng'wu";
  await session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  await expect(page.getByRole("option").first()).toContainText("政务");
});

test("the site learns nothing of the reader but the words", async ({ page, context }) => {
  await context.addCookies([{ name: "display", value: "care.24.device", url: SITE }]);
  const asked = page.waitForRequest(/api\/v1\/suggest/);
  await type(page, "政务");
  const headers = await (await asked).allHeaders();
  expect(headers.cookie).toBeUndefined();
});

test("axe finds nothing on the portal, suggestions open", async ({ page }) => {
  await type(page, "政务");
  await page.keyboard.press("ArrowDown");
  // Axe would copy styles of other origins into the page, which the portal's policy forbids.
  const axe = new AxeBuilder({ page }).options({ preload: false });
  const { violations } = await axe.setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target)}`)).toEqual([]);
});

test("a portal fits the narrowest screen", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await type(page, "政务");
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(320);
});
