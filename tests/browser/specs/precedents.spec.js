// How other places word a requirement: from a clause or a pasted text to a comparison.

import { CLAUSES, PASSAGE } from "../support/pages.js";
import { expect, test } from "../support/test.js";

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });

    test("a pasted text finds clauses, two of which are compared", async ({ page }) => {
      await page.goto("/");
      await page.getByRole("link", { name: "各地怎么写" }).click();
      await page.getByLabel("一段要求的原文").fill(PASSAGE);
      await page.getByRole("button", { name: "查各地写法" }).click();
      await expect(page).toHaveURL(/\/precedents\?text=/);
      const found = page.locator(".precedent");
      expect(await found.count()).toBeGreaterThan(3);
      await expect(found.first().locator("blockquote")).toContainText("同步审签");
      await expect(found.nth(1).getByText(/新增 \d+ 处，删去 \d+ 处/)).toBeVisible();
      await found.nth(0).getByRole("checkbox").check();
      await found.nth(1).getByRole("checkbox").check();
      await page.getByRole("button", { name: "对照所选条款" }).click();
      await expect(page).toHaveURL(/\/compare\?c=.*&c=/);
      const sides = page.locator(".precedent");
      await expect(sides).toHaveCount(2);
      await expect(sides.nth(0).locator("ins, del")).toHaveCount(0);
      await sides.nth(1).getByRole("link", { name: /以此为基准/ }).click();
      await expect(page.locator(".precedent").nth(1).locator("ins, del")).toHaveCount(0);
      await expect(page.locator(".precedent").nth(0).locator("ins").first()).toBeVisible();
    });

    test("a clause of a notice leads to those of other places", async ({ page }) => {
      await page.goto(`/notices/zhengwugongkai~qingze-2023#c-${CLAUSES[0].split(":")[1]}`);
      await page.locator(`[id="c-${CLAUSES[0].split(":")[1]}"]`).getByRole("link", { name: "各地怎么写" }).click();
      await expect(page.getByText("原文出自")).toBeVisible();
      await expect(page.locator(".precedent").first()).toBeVisible();
      await page.getByRole("link", { name: /以此条再查/ }).first().click();
      await expect(page).toHaveURL(/\/precedents\?clause=/);
      await expect(page.locator(".precedent").first()).toBeVisible();
    });
  });
}

test("one clause alone is not compared, and the page says what is wanted", async ({ page }) => {
  await page.goto(`/compare?c=${encodeURIComponent(CLAUSES[0])}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator("main")).toContainText("二至六条");
});
