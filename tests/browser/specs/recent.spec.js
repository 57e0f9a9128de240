// The last searches of a device: offered in an empty box, kept in the browser alone, taken away.

import { AxeBuilder } from "@axe-core/playwright";

import { WORDS, search } from "../support/pages.js";
import { expect, test } from "../support/test.js";

const RECENT = "最近检索";
const recent = (page) => page.getByRole("listbox", { name: RECENT });

/** Asks for words from the first page. */
async function ask(page, words) {
  await page.goto("/");
  await page.locator("#q").fill(words);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/search/);
}

/** Opens the first page and the list of the last searches. */
async function open(page) {
  await page.goto("/");
  await page.locator("#q").click();
}

test("an empty box offers what was asked last, the last first, once each", async ({ page }) => {
  for (const words of [WORDS, "站内检索", WORDS]) await ask(page, words);
  await page.goto("/");
  await expect(recent(page), "nothing opens by itself").toBeHidden();
  await page.locator("#q").click();
  await expect(recent(page).getByRole("option")).toHaveText([`最近${WORDS}`, "最近站内检索"]);
  await expect(page.getByRole("status")).toHaveText("2 条最近检索，用上下键选择");
  await page.locator("#q").pressSequentially("政务");
  await expect(page.getByRole("listbox", { name: "检索建议" })).toBeVisible();
  await expect(page.getByRole("button", { name: "清除", exact: true })).toBeHidden();
  await page.locator("#q").fill("");
  await recent(page).getByRole("option").nth(1).click();
  await expect(page.locator("#q")).toHaveValue("站内检索");
  await expect(page).toHaveURL(/\/search/);
});

test("eight are kept", async ({ page }) => {
  await page.goto(search(WORDS));
  for (let at = 1; at <= 10; at += 1) await ask(page, `检索${at}`);
  await open(page);
  await expect(recent(page).getByRole("option")).toHaveCount(8);
  await expect(recent(page).getByRole("option").first()).toHaveText("最近检索10");
});

test("by keyboard: Down opens them, Tab leads to what empties the list", async ({ page }) => {
  await ask(page, WORDS);
  await page.goto("/");
  await expect(page.locator("#q")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(recent(page).getByRole("option")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "清除", exact: true })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toHaveText("最近检索已清除");
  await expect(page.locator("#q")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(recent(page)).toBeHidden();
});

test("leaving the box closes them", async ({ page }) => {
  await ask(page, WORDS);
  await open(page);
  await expect(recent(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(recent(page)).toBeHidden();
  await page.keyboard.press("ArrowDown");
  await expect(recent(page)).toBeVisible();
  for (let at = 0; at < 4; at += 1) await page.keyboard.press("Tab");
  await expect(recent(page)).toBeHidden();
});

test("none are kept where the reader wants none, until the reader wants them again", async ({ page }) => {
  await ask(page, WORDS);
  await open(page);
  await page.getByRole("button", { name: "不再记录" }).click();
  await ask(page, "站内检索");
  await open(page);
  await expect(recent(page)).toBeHidden();
  expect(await page.evaluate(() => localStorage.getItem("recent-searches"))).toBeNull();
  await page.goto("/preferences");
  const choice = page.getByRole("checkbox", { name: /记住最近 8 次检索/ });
  await expect(choice).not.toBeChecked();
  await choice.check();
  await ask(page, WORDS);
  await open(page);
  await expect(recent(page).getByRole("option")).toHaveText([`最近${WORDS}`]);
});

test("nothing of them is sent", async ({ page }) => {
  await ask(page, "站内检索");
  await page.goto("/preferences");
  const sent = [];
  page.on("request", (request) => sent.push(`${request.url()} ${request.postData() ?? ""} ${JSON.stringify(request.headers())}`));
  await open(page);
  await expect(recent(page)).toBeVisible();
  await page.keyboard.press("Escape");
  expect(sent.filter((request) => decodeURIComponent(request).includes("站内检索"))).toEqual([]);
});

test("axe finds nothing while they are open", async ({ page }) => {
  await ask(page, WORDS);
  await open(page);
  await expect(recent(page)).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });
  test("there is no choice that would do nothing", async ({ page }) => {
    await page.goto("/preferences");
    await expect(page.getByText("记住最近 8 次检索")).toBeHidden();
  });
});
