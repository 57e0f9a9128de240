// A notice that is read: where the words stand, how it is cited, taken along and followed further.

import { NOTICE, WORDS } from "../support/pages.js";
import { expect, test } from "../support/test.js";

const READ = `${NOTICE}?q=${encodeURIComponent(WORDS)}`;

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });

    test("the first and the last place of the words are one click away", async ({ page }) => {
      await page.goto(READ);
      const bar = page.getByRole("navigation", { name: "检索词在正文中的位置" });
      const count = Number((await bar.textContent()).match(/共\s*(\d+)\s*处/)[1]);
      expect(count).toBeGreaterThan(2);
      await expect(page.locator('mark[id^="m-"]')).toHaveCount(count);
      await bar.getByRole("link", { name: "最后一处" }).click();
      await expect(page).toHaveURL(new RegExp(`#m-${count}$`));
      await expect(page.locator(`#m-${count}`)).toBeInViewport();
    });

    test("both forms of a citation stand to be taken", async ({ page }) => {
      await page.goto(NOTICE);
      await page.getByText("引用", { exact: true }).click();
      await expect(page.locator("#cite-official")).toHaveText(/^《.+》（泽政办函〔2024〕27号）$/);
      await expect(page.locator("#cite-reference")).toContainText(/泽政办函〔2024〕27号\[EB\/OL\]\. \(2024-05-\d\d\)\[\d{4}-\d\d-\d\d\]\. http/);
    });

    test("the notice is taken along as text, document and sheet", async ({ page, request }) => {
      await page.goto(NOTICE);
      await page.getByText("下载", { exact: true }).click();
      const links = page.locator(".tool a[download]");
      const kinds = { txt: "text/plain", docx: "officedocument", csv: "text/csv" };
      for (const [ending, kind] of Object.entries(kinds)) {
        const href = await links.locator(`xpath=self::*[contains(@href, ".${ending}")]`).getAttribute("href");
        const answer = await request.get(href);
        expect(answer.status()).toBe(200);
        expect(answer.headers()["content-type"]).toContain(kind);
        expect(answer.headers()["content-disposition"]).toContain("filename*=UTF-8''");
        expect((await answer.body()).length).toBeGreaterThan(200);
      }
    });

    test("annex rows stand in a table with named columns", async ({ page }) => {
      await page.goto(NOTICE);
      const columns = page.locator("main table").first().getByRole("columnheader");
      expect(await columns.count()).toBeGreaterThan(2);
    });
  });
}

test("N and P go through the places of the words, and can be switched off", async ({ page }) => {
  await page.goto(READ);
  const status = page.getByRole("navigation", { name: "检索词在正文中的位置" }).getByRole("status");
  await page.locator("h1").click();
  for (const [key, place] of [["n", 1], ["n", 2], ["p", 1]]) {
    await page.keyboard.press(key);
    await expect(status).toContainText(`第 ${place} / `);
    await expect(page.locator("mark.current")).toHaveAttribute("id", `m-${place}`);
    await expect(page.locator("mark.current")).toBeInViewport();
  }
  await page.getByLabel(/N、P/).uncheck();
  await page.keyboard.press("n");
  await expect(status).toContainText("第 1 / ");
});

test("a citation is copied with one click", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(NOTICE);
  await page.getByText("引用", { exact: true }).click();
  await page.locator(".tool").getByRole("button", { name: "复制" }).first().click();
  await expect(page.getByRole("button", { name: "已复制" })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe((await page.locator("#cite-official").textContent()).trim());
});

test("the outline leads to a heading", async ({ page }) => {
  await page.goto(NOTICE);
  const link = page.getByRole("navigation", { name: "目录" }).getByRole("link").nth(3);
  const anchor = await link.getAttribute("href");
  await link.click();
  await expect(page.locator(`[id="${anchor.slice(1)}"]`)).toBeInViewport();
});
