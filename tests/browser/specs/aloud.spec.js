// Reading aloud in the care edition: start, pause, go on, speed, stop, by a voice that only listens.

import { choose } from "../support/modes.js";
import { NOTICE } from "../support/pages.js";
import { expect, test } from "../support/test.js";

/** Puts a voice in the place of the browser's, which tests cannot hear. */
function listeningVoice() {
  window.spoken = [];
  window.orders = [];
  const voice = {
    speak: (speech) => window.spoken.push(speech),
    ...Object.fromEntries(["pause", "resume", "cancel"].map((order) => [order, () => window.orders.push(order)])),
  };
  Object.defineProperty(window, "speechSynthesis", { value: voice });
}

const button = (page, name) => page.getByRole("group", { name: "朗读" }).getByRole("button", { name, exact: true });
const spoken = (page) => page.evaluate(() => window.spoken.map(({ text, lang, rate }) => ({ text, lang, rate })));
const orders = (page) => page.evaluate(() => window.orders);

test.beforeEach(async ({ page }) => {
  await choose(page, "care.24.device");
  await page.addInitScript(listeningVoice);
  await page.goto(NOTICE);
});

test("a page is read from its heading on, with a pause", async ({ page }) => {
  expect(await spoken(page), "nothing is read unasked").toEqual([]);
  await button(page, "朗读本页").click();
  const [first] = await spoken(page);
  expect(first).toMatchObject({ lang: "zh-CN", rate: 1 });
  expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe(first.text);
  await button(page, "暂停").click();
  await button(page, "继续").click();
  expect(await orders(page)).toEqual(["pause", "resume"]);
  await page.evaluate(() => window.spoken[0].onend());
  expect(await spoken(page)).toHaveLength(2);
  await button(page, "停止").click();
  expect((await orders(page)).at(-1)).toBe("cancel");
  await expect(button(page, "朗读本页")).toBeVisible();
});

test("the speed is chosen, while reading too", async ({ page }) => {
  await expect(button(page, "慢"), "speeds are folded").toBeHidden();
  await page.getByText("语速").click();
  await button(page, "慢").click();
  await expect(button(page, "慢")).toHaveAttribute("aria-pressed", "true");
  await button(page, "朗读本页").click();
  await button(page, "快").click();
  const rates = (await spoken(page)).map(({ rate }) => rate);
  expect(rates[0]).toBeLessThan(1);
  expect(rates[1]).toBeGreaterThan(1);
  const [first, second] = await spoken(page);
  expect(second.text, "the part is read again").toBe(first.text);
});

test("the standard edition has no bar for it", async ({ page }) => {
  await choose(page, "24.device");
  await page.goto(NOTICE);
  await expect(page.getByRole("group", { name: "朗读" })).toHaveCount(0);
});
