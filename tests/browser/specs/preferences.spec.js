// The care edition (关怀版) and what else a reader can choose, with scripts and without.

import { SIZES } from "../support/modes.js";
import { NOTICE, WORDS, search } from "../support/pages.js";
import { expect, test } from "../support/test.js";

const root = (page) => page.locator("html");
const ownSize = (page) => root(page).evaluate((element) => getComputedStyle(element).fontSize);
const paper = (page) => page.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor);

/** Waits until a look is as it should be: styles come after the page. */
const looks = (look, message) => expect.poll(look, { message });

const save = (page) => page.getByRole("button", { name: "保存并返回" }).click();

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });

    test("the care edition is one switch away, stays, and is left again", async ({ page }) => {
      await page.goto(search(WORDS));
      await page.getByRole("button", { name: "关怀版", exact: true }).click();
      await expect(page).toHaveURL(search(WORDS));
      await expect(root(page)).toHaveClass(/\bcare\b/);
      await looks(async () => parseFloat(await ownSize(page))).toBeGreaterThanOrEqual(18);
      await page.locator(".hit h2 a").first().click();
      await expect(page).toHaveURL(/\/notices\//);
      await expect(root(page)).toHaveClass(/\bcare\b/);
      await page.goto("/");
      await expect(root(page)).toHaveClass(/\bcare\b/);
      await page.getByRole("button", { name: "退出关怀版" }).click();
      await expect(page).toHaveURL("/");
      await expect(root(page)).not.toHaveClass(/\bcare\b/);
      await expect(page.getByRole("button", { name: "关怀版", exact: true })).toBeVisible();
    });

    test("the care edition searches like the other one", async ({ page }) => {
      await page.goto(search(WORDS));
      const titles = await page.locator(".hit h2").allTextContents();
      await page.getByRole("button", { name: "关怀版", exact: true }).click();
      expect(await page.locator(".hit h2").allTextContents()).toEqual(titles);
    });

    test("type has the size that was chosen", async ({ page }) => {
      for (const size of SIZES) {
        await page.goto(`/preferences?back=${encodeURIComponent(NOTICE)}`);
        await page.getByRole("radio", { name: /关怀版/ }).check();
        await page.getByRole("radio", { name: String(size), exact: true }).check();
        await save(page);
        await expect(page).toHaveURL(NOTICE);
        await looks(() => ownSize(page)).toBe(`${size}px`);
        const lines = await page.locator(".piece p").first().evaluate((line) => {
          const { lineHeight, fontSize } = getComputedStyle(line);
          return parseFloat(lineHeight) / parseFloat(fontSize);
        });
        expect(lines, "lines are wide apart").toBeGreaterThanOrEqual(1.5);
      }
    });

    test("pages have the colours that were chosen, whatever the device has", async ({ page }) => {
      await page.emulateMedia({ colorScheme: "light" });
      for (const [name, colour] of [
        ["黑字白底", "rgb(255, 255, 255)"],
        ["黄字黑底", "rgb(0, 0, 0)"],
        ["深色", "rgb(18, 23, 21)"],
        ["浅色", "rgb(255, 255, 255)"],
      ]) {
        await page.goto("/preferences");
        await page.getByRole("radio", { name }).check();
        await save(page);
        await expect(page).toHaveURL("/");
        await looks(() => paper(page), name).toBe(colour);
        await page.goto("/preferences");
        await expect(page.getByRole("radio", { name })).toBeChecked();
      }
    });

    test("the device decides where nothing was chosen", async ({ page }) => {
      await page.emulateMedia({ colorScheme: "dark" });
      await page.goto("/");
      await looks(() => paper(page)).toBe("rgb(18, 23, 21)");
      await page.emulateMedia({ colorScheme: "light" });
      await looks(() => paper(page)).toBe("rgb(255, 255, 255)");
    });
  });
}

test("what was chosen is kept in the browser alone, and says nothing of the reader", async ({ page, context }) => {
  await page.goto("/");
  expect(await context.cookies()).toEqual([]);
  await page.getByRole("button", { name: "关怀版", exact: true }).click();
  const cookies = await context.cookies();
  expect(cookies.map(({ name, value }) => `${name}=${value}`)).toEqual(["display=care.21.device"]);
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
});
