// The first page: what is asked often, pictures whose links are called what they show.

import { AxeBuilder } from "@axe-core/playwright";

import { POPULAR } from "../support/pages.js";
import { expect, test } from "../support/test.js";

test("what several readers asked is popular, and leads to its results", async ({ page }) => {
  await page.goto("/");
  const popular = page.getByRole("navigation", { name: "热门检索" });
  await popular.getByRole("link", { name: POPULAR }).click();
  await expect(page.locator("#q")).toHaveValue(POPULAR);
  await expect(page.locator(".hit").first()).toBeVisible();
});

test("links of the pictures are called by the words in them", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("link", { name: /^\d{4} \d+ 件$/ }).first()).toBeVisible();
  const axe = new AxeBuilder({ page }).setLegacyMode().withRules(["label-content-name-mismatch"]);
  const { violations, passes } = await axe.analyze();
  expect(violations).toEqual([]);
  expect(passes.length).toBeGreaterThan(0);
});
