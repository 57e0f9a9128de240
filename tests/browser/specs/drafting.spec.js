// Drafting after a notice: from its page to the nearest clauses of a part, and to topics it lacks.

import { YEARS } from "../support/pages.js";
import { expect, test } from "../support/test.js";

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });

    test("a notice leads to the nearest clauses of each part", async ({ page }) => {
      await page.goto(`/notices/${YEARS[0]}`);
      await page.getByRole("link", { name: "起草参考" }).click();
      await expect(page).toHaveURL(/\/drafting\?notice=/);
      const parts = page.getByRole("navigation", { name: "各部分" }).getByRole("link");
      expect(await parts.count()).toBeGreaterThan(2);
      await parts.nth(1).click();
      await expect(page).toHaveURL(/part=2/);
      await expect(page.locator(".draft").first()).toBeVisible();
      await page.getByRole("link", { name: /逐词对照/ }).first().click();
      await expect(page).toHaveURL(/\/compare\?c=.*&c=/);
    });

    test("topics that a notice lacks lead to where they stand", async ({ page }) => {
      await page.goto(`/drafting?notice=${YEARS[0]}`);
      await page.getByRole("link", { name: "别处有、本文件没有的要点" }).click();
      await expect(page.getByRole("heading", { name: "几件文件都写到的" })).toBeVisible();
      const one = page.locator("details.of-kind").first();
      await one.locator("summary").click();
      await one.locator(".names a").first().click();
      await expect(page).toHaveURL(/\/notices\/.*#c-/);
    });
  });
}
