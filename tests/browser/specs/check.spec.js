// A draft that is checked before it is issued: pasted, told what to look at again, mended.

import { DRAFT } from "../support/pages.js";
import { expect, test } from "../support/test.js";

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });

    test("a pasted draft is told what to look at again, and nothing of it stands in the address", async ({ page }) => {
      await page.goto("/");
      await page.getByRole("link", { name: "草稿检查" }).click();
      await page.getByLabel("草稿全文，或其中几段").fill(DRAFT);
      await page.getByLabel("为哪里起草").fill("清泽市");
      await page.getByRole("button", { name: "检查草稿" }).click();
      await expect(page).toHaveURL(/\/check$/);
      await expect(page.getByRole("heading", { level: 2, name: /应改/ })).toBeVisible();
      const form = page.locator(".finding", { hasText: "文号写法" });
      await expect(form.locator("mark")).toHaveText("岚政办发[2023]12号");
      await expect(form).toContainText("岚政办发〔2023〕12号");
      const ended = page.locator(".finding", { hasText: "创业担保贷款实施办法" });
      await expect(ended).toContainText("废止");
      await expect(page.getByLabel("草稿全文，或其中几段")).toHaveValue(DRAFT);
      await ended.getByRole("link", { name: /创业担保贷款/ }).click();
      await expect(page).toHaveURL(/\/notices\/qita~qingze-fulu-2023/);
    });

    test("the address of a clause opens its precedents", async ({ page }) => {
      await page.goto(`/check?${new URLSearchParams({ text: DRAFT })}`);
      await expect(page.locator(".nearest .precedent").first()).toBeHidden();
      await page.locator(".finding .places a").first().click();
      await expect(page.locator(".nearest .precedent").first()).toBeVisible();
    });

    test("a draft that is too long and a place that is not known are named, and the draft stays", async ({ page }) => {
      await page.goto("/check");
      await page.getByLabel("草稿全文，或其中几段").fill(DRAFT);
      await page.getByLabel("为哪里起草").fill("汀洲区");
      await page.getByRole("button", { name: "检查草稿" }).click();
      await expect(page.getByRole("alert")).toContainText("清泽市汀洲区（990104）");
      await expect(page.getByLabel("草稿全文，或其中几段")).toHaveValue(DRAFT);
    });
  });
}
