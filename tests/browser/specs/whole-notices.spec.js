// This year's notice against last year's: from the notice to what was kept, reworded, added, dropped.

import { YEARS } from "../support/pages.js";
import { expect, test } from "../support/test.js";

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });

    test("a notice leads to its comparison with last year's", async ({ page }) => {
      await page.goto(`/notices/${YEARS[1]}`);
      await page.getByRole("link", { name: "与上一年度对照" }).click();
      await expect(page).toHaveURL(/\/compare\?n=.*2023&n=.*2024/);
      await expect(page.locator(".said")).toHaveText(/保留\d+条，改写\d+条，新增\d+条，删除\d+条/);
      await page.getByRole("link", { name: /只看新增/ }).click();
      const shown = page.locator(".version");
      expect(await shown.count()).toBeGreaterThan(0);
      await expect(page.locator(".version:not(.added)")).toHaveCount(0);
      await page.getByRole("link", { name: "看全部" }).click();
      await page.getByRole("link", { name: "互换基准" }).click();
      await expect(page).toHaveURL(/\/compare\?n=.*2024&n=.*2023/);
      await page.locator(".version .address[href]").first().click();
      await expect(page).toHaveURL(/\/notices\/.*#c-/);
    });

    test("a notice without another year offers notices like it", async ({ page }) => {
      await page.goto("/notices/qu~tingzhou-a-2024");
      await page.getByRole("link", { name: "与其他文件对照" }).click();
      await expect(page.locator("main")).toContainText("没有收录这件文件其他年度的同名文件");
      await page.getByRole("link", { name: /逐条对照/ }).first().click();
      await expect(page).toHaveURL(/\/compare\?n=.*&n=/);
      await expect(page.locator(".version").first()).toBeVisible();
    });
  });
}

test("three notices are too many, and the page says what is wanted", async ({ page }) => {
  await page.goto("/compare?n=a&n=b&n=c");
  await expect(page.locator("main")).toContainText("一次应选两件不同的文件");
});
