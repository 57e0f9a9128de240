// Everything by keyboard alone: skip link, order of focus, suggestions, filters, preferences.

import { WORDS, search } from "../support/pages.js";
import { expect, test } from "../support/test.js";

const focused = (page) => page.locator(":focus");
const suggestions = (page) => page.getByRole("listbox", { name: "检索建议" });

/** Presses Tab until an element has the focus; fails after a number of presses. */
async function tabTo(page, target, most = 60) {
  for (let pressed = 0; pressed < most; pressed += 1) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`not reached by ${most} presses of Tab: ${target}`);
}

/** Types words into the box and waits for what is suggested. */
async function type(page, words) {
  await page.goto("/");
  // On a busy machine the words typed so far are asked for, too; their answer is not meant.
  const isWhole = (response) => new URL(response.url()).searchParams.get("q") === words;
  const answered = page.waitForResponse(isWhole);
  await page.locator("#q").pressSequentially(words);
  await (await answered).finished();
  await page.evaluate(() => new Promise((shown) => setTimeout(shown)));
  await expect(page.getByRole("option").first()).toBeVisible();
}

test("the first Tab offers the way past the head of the page", async ({ page }) => {
  await page.goto(search(WORDS));
  await page.keyboard.press("Tab");
  await expect(focused(page)).toHaveText("跳到正文");
  await expect(focused(page)).toBeInViewport();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const inside = await focused(page).evaluate((element) => Boolean(element.closest("main")));
  expect(inside).toBe(true);
});

test("focus goes through the head in the order of reading, and is seen", async ({ page }) => {
  await page.goto(search(WORDS));
  const names = [];
  for (let at = 0; at < 8; at += 1) {
    await page.keyboard.press("Tab");
    names.push(
      await focused(page).evaluate((element) => element.ariaLabel || element.id || element.textContent.trim()),
    );
    // The box draws the ring of its field around itself.
    const outline = await focused(page).evaluate((element) =>
      [element, element.closest(".box-row")].some((one) => one && getComputedStyle(one).outlineStyle !== "none"),
    );
    expect(outline, `a ring around ${names.at(-1)}`).toBe(true);
  }
  expect(names).toEqual(["跳到正文", "政搜", "q", "清除检索词", "检索", "全部文件", "显示设置", "关怀版"]);
});

test("every focusable thing on the way through results is in view when it has the focus", async ({ page }) => {
  await page.goto(search(WORDS, { per_page: "10" }));
  for (let pressed = 0; pressed < 40; pressed += 1) {
    await page.keyboard.press("Tab");
    await expect(focused(page)).toBeInViewport();
  }
});

test("a search by keyboard alone: words, result, clause", async ({ page }) => {
  await page.goto("/");
  await expect(page.locator("#q"), "the box has the focus on the first page").toBeFocused();
  await page.keyboard.type(WORDS);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/q=/);
  await tabTo(page, page.locator(".hit h2 a").first());
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/notices\/.*#c-/);
});

test("the box is a combobox", async ({ page }) => {
  await page.goto("/");
  const box = page.getByRole("combobox", { name: /检索词/ });
  await expect(box).toHaveAttribute("aria-autocomplete", "list");
  await expect(box).toHaveAttribute("aria-expanded", "false");
  await box.pressSequentially("政务");
  await expect(box).toHaveAttribute("aria-expanded", "true");
  await expect(suggestions(page)).toBeVisible();
  const list = await suggestions(page).getAttribute("id");
  await expect(box).toHaveAttribute("aria-controls", list);
  await expect(page.getByRole("status")).toHaveText(/^\d+ 条建议，用上下键选择$/);
  const offered = await page.getByRole("option").count();
  await expect(page.getByRole("status")).toContainText(String(offered));
});

test("suggestions say what they are", async ({ page }) => {
  await type(page, "政务");
  const kinds = await page.locator('[role="option"] .sort').allTextContents();
  const known = ["词语", "标题", "文号", "机关", "地区", "部门", "俗称", "文种", "章节", "职能部门"];
  for (const kind of kinds) expect(known).toContain(kind);
  await expect(page.getByRole("option").first()).toContainText(/\d+ 件/);
  await expect(page.getByRole("option").first().locator("b")).toHaveText("政务");
});

test("Down and Up move through the suggestions and around", async ({ page }) => {
  await type(page, "政务");
  const box = page.locator("#q");
  const options = page.getByRole("option");
  const last = (await options.count()) - 1;
  const isActive = async (at) => {
    await expect(options.nth(at)).toHaveAttribute("aria-selected", "true");
    await expect(page.locator('[role="option"][aria-selected="true"]')).toHaveCount(1);
    await expect(box).toHaveAttribute("aria-activedescendant", await options.nth(at).getAttribute("id"));
  };
  await page.keyboard.press("ArrowDown");
  await isActive(0);
  await page.keyboard.press("ArrowDown");
  await isActive(1);
  await page.keyboard.press("ArrowUp");
  await isActive(0);
  await page.keyboard.press("ArrowUp");
  await expect(box).not.toHaveAttribute("aria-activedescendant");
  await page.keyboard.press("ArrowUp");
  await isActive(last);
  await page.keyboard.press("ArrowDown");
  await expect(box).not.toHaveAttribute("aria-activedescendant");
  await expect(box, "the focus never leaves the field").toBeFocused();
  await expect(box, "looking at suggestions changes no word").toHaveValue("政务");
});

test("Enter takes the suggestion that is chosen, or the words as they stand", async ({ page }) => {
  await type(page, "政务");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const chosen = await page.locator('[aria-selected="true"] > span:nth-child(2)').textContent();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/search/);
  await expect(page.locator("#q")).toHaveValue(chosen);
  await type(page, "政务");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/search/);
  await expect(page.locator("#q")).toHaveValue("政务");
});

test("Escape closes the suggestions and keeps the words; Down opens them again", async ({ page }) => {
  await type(page, "政务");
  const box = page.locator("#q");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Escape");
  await expect(suggestions(page)).toBeHidden();
  await expect(box).toHaveAttribute("aria-expanded", "false");
  await expect(box).not.toHaveAttribute("aria-activedescendant");
  await expect(box).toHaveValue("政务");
  await page.keyboard.press("ArrowDown");
  await expect(suggestions(page)).toBeVisible();
});

test("Home and End move in the words, not in the suggestions", async ({ page }) => {
  await type(page, "政务");
  const caret = () => page.locator("#q").evaluate((field) => field.selectionStart);
  await page.keyboard.press("Home");
  expect(await caret()).toBe(0);
  await expect(suggestions(page)).toBeVisible();
  await page.keyboard.press("End");
  expect(await caret()).toBe(2);
});

test("leaving the box closes the suggestions", async ({ page }) => {
  await type(page, "政务");
  await page.keyboard.press("Tab");
  await expect(focused(page)).toHaveAccessibleName("清除检索词");
  await page.keyboard.press("Enter");
  await expect(page.locator("#q")).toHaveValue("");
  await expect(page.locator("#q")).toBeFocused();
  await expect(suggestions(page)).toBeHidden();
});

test("a long paste offers to look for clauses like it", async ({ page }) => {
  await page.goto("/");
  await page.locator("#q").fill("编制市级免申即享政策清单，依靠数据比对直接认定资格，企业不用填表。".repeat(8));
  const offer = page.getByRole("option");
  await expect(offer).toContainText("按段落查找相似的条款");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/precedents\?text=/);
  await expect(page.locator(".precedent").first()).toContainText("免申即享");
});

test("filters open, are chosen and taken back by keyboard", async ({ page }) => {
  await page.goto(search(WORDS));
  const topics = page.locator("summary", { hasText: "主题" });
  await tabTo(page, topics, 200);
  await page.keyboard.press("Enter");
  const first = page.locator("details", { has: topics }).getByRole("link").first();
  await expect(first).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(first).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/topic=/);
  await tabTo(page, page.getByRole("link", { name: /移除/ }));
  await page.keyboard.press("Enter");
  await expect(page).not.toHaveURL(/topic=/);
});

test("preferences are set by keyboard and lead back", async ({ page }) => {
  await page.goto(search(WORDS));
  await tabTo(page, page.getByRole("link", { name: "显示设置" }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("radio", { name: "标准版" }));
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio", { name: /关怀版/ })).toBeChecked();
  await tabTo(page, page.getByRole("radio", { name: "21" }));
  await page.keyboard.press("ArrowDown");
  await tabTo(page, page.getByRole("button", { name: "保存并返回" }));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(search(WORDS));
  await expect(page.locator("html")).toHaveClass(/care size-24/);
});
