// In which wordings places put a requirement, and since when and where they speak of a topic.

import { expect, test } from "../support/test.js";

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });

    test("a requirement is sorted by wording, and any wording is the baseline", async ({ page }) => {
      await page.goto("/");
      await page.getByRole("link", { name: "几种写法" }).click();
      await page.getByLabel("一项要求").fill("政策解读三同步");
      await page.getByRole("button", { name: "分出写法" }).click();
      await expect(page).toHaveURL(/\/variants\?text=/);
      await expect(page.getByText(/库内有 \d+ 条写这一要求，分为 \d 种写法/)).toBeVisible();
      const first = page.getByRole("heading", { name: "写法 A" });
      await expect(first).toBeVisible();
      await page.getByRole("link", { name: /^写法 B \d{4} 年 \d+ 条$/ }).first().click();
      await expect(page).toHaveURL(/#B$/);
      await page.getByRole("link", { name: "以写法 B 为基准" }).click();
      await expect(page).toHaveURL(/base=B/);
      await expect(page.locator("#B").getByText("基准", { exact: true })).toBeVisible();
      await expect(page.getByRole("link", { name: "以写法 A 为基准" })).toBeVisible();
    });

    test("clauses of two wordings are compared", async ({ page }) => {
      await page.goto(`/variants?${new URLSearchParams({ text: "政策解读三同步", validity: "any" })}`);
      for (const letter of ["A", "B"]) {
        await page.locator(`#${letter} summary`).click();
        const rows = page.locator(`#${letter} tbody tr`);
        const dates = await rows.locator("td:first-child").allTextContents();
        expect(dates).toEqual([...dates].sort());
        await rows.first().getByRole("checkbox").check();
      }
      await page.getByRole("button", { name: "对照所选条款" }).click();
      await expect(page).toHaveURL(/\/compare\?c=.*&c=/);
      await expect(page.locator(".precedent")).toHaveCount(2);
    });

    test("nearest clauses and wordings lead to each other", async ({ page }) => {
      await page.goto(`/precedents?${new URLSearchParams({ text: "政策解读三同步", validity: "any" })}`);
      await page.getByRole("navigation", { name: "查看方式" }).getByRole("link", { name: "几种写法" }).click();
      await expect(page).toHaveURL(/\/variants\?.*validity=any/);
      await page.getByRole("navigation", { name: "查看方式" }).getByRole("link", { name: "相近条款" }).click();
      await expect(page.locator(".precedent").first()).toBeVisible();
    });

    test("a search leads to when and where its words stand, each figure to its list", async ({ page }) => {
      await page.goto(`/search?${new URLSearchParams({ q: "政府公报", validity: "any" })}`);
      await page.getByRole("link", { name: "逐年逐省统计" }).click();
      await expect(page).toHaveURL(/\/timeline\?/);
      await expect(page.getByText(/库内 \d+ 件文件中有 \d+ 件提到/)).toBeVisible();
      const figure = page.getByRole("region", { name: "按年份" }).getByRole("link").first();
      const count = parseInt(await figure.textContent(), 10);
      await figure.click();
      await expect(page.getByRole("heading", { level: 1 })).toContainText(`共 ${count} 件`);
    });

    test("a circle of the picture opens its list", async ({ page }) => {
      await page.goto(`/timeline?${new URLSearchParams({ q: "政府公报", validity: "any" })}`);
      const circle = page.getByRole("link", { name: /^岚川省 2024 年 \d+ 件$/ });
      const count = (await circle.getAttribute("aria-label")).match(/ (\d+) 件$/)[1];
      await circle.click();
      await expect(page.getByRole("heading", { level: 1 })).toContainText(`共 ${count} 件`);
    });
  });
}

test("what nobody wrote has no wording and no date, and the page says so", async ({ page }) => {
  await page.goto(`/variants?${new URLSearchParams({ text: "。。。" })}`);
  await expect(page.getByText("没有找到相近的条款")).toBeVisible();
  await page.goto(`/timeline?${new URLSearchParams({ q: "绝无此词" })}`);
  await expect(page.getByText("没有提到的")).toBeVisible();
});
