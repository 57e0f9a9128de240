// A search from the first words to a clause and back, with scripts and without.

import { NOTICE, WORDS, search } from "../support/pages.js";
import { expect, test } from "../support/test.js";

/** Returns how many results the heading of a page of results states. */
async function total(page) {
  const heading = await page.getByRole("heading", { level: 1 }).textContent();
  return Number(heading.match(/(\d+) (?:件|条|项)/)[1]);
}

const titles = (page) => page.locator(".hit h2");
const facets = (page) => page.getByRole("complementary", { name: "筛选" });
const facet = (page, name) => facets(page).locator("details", { hasText: name }).first();

for (const scripts of [true, false]) {
  test.describe(scripts ? "with scripts" : "without scripts", () => {
    test.use({ javaScriptEnabled: scripts });

    test("words typed on the first page lead to results", async ({ page }) => {
      await page.goto("/");
      await page.getByRole("searchbox").or(page.getByRole("combobox")).fill(WORDS);
      await page.getByRole("button", { name: "检索", exact: true }).click();
      await expect(page).toHaveURL(/\/search\?q=/);
      await expect(page).toHaveTitle(`${WORDS} · 政搜`);
      await expect(page.locator("#q")).toHaveValue(WORDS);
      expect(await total(page)).toBeGreaterThan(20);
      await expect(titles(page).first().locator("mark").first()).toHaveText(WORDS);
    });

    test("a filter narrows and its chip widens again", async ({ page }) => {
      await page.goto(search(WORDS));
      const all = await total(page);
      const year = facet(page, "年份").getByRole("link", { name: /2023年/ });
      const promised = Number(await year.locator(".count").textContent());
      await year.click();
      expect(await total(page)).toBe(promised);
      expect(promised).toBeLessThan(all);
      const chips = page.getByRole("list", { name: "已选条件" });
      await chips.getByRole("link", { name: /2023年.*移除/ }).click();
      await expect(chips).toHaveCount(0);
      expect(await total(page)).toBe(all);
    });

    test("two filters are taken away at once", async ({ page }) => {
      await page.goto(search(WORDS, { year: "2024", kind: "通知" }));
      await page.getByRole("link", { name: "清除全部" }).click();
      await expect(page).toHaveURL(search(WORDS));
      await expect(page.locator(".chips")).toHaveCount(0);
    });

    test("dates narrow, one end is enough", async ({ page }) => {
      await page.goto(search(WORDS));
      await facets(page).locator("summary", { hasText: "日期" }).click();
      await page.getByLabel("从").fill("2024-06-01");
      await page.getByRole("button", { name: "按日期筛选" }).click();
      await expect(page).toHaveURL(/date_from=2024-06-01/);
      const days = await page.locator(".hit > .facts").allTextContents();
      for (const facts of days) expect(facts.match(/\d{4}-\d\d-\d\d/)[0] >= "2024-06-01").toBe(true);
    });

    test("results are sorted and keep words and filters", async ({ page }) => {
      await page.goto(search(WORDS, { kind: "通知" }));
      await page.getByRole("link", { name: "最新", exact: true }).click();
      await expect(page).toHaveURL(/kind=.*sort=newest/);
      await expect(page.getByRole("link", { name: "最新", exact: true })).toHaveAttribute("aria-current");
      const facts = await page.locator(".hit > .facts").allTextContents();
      const days = facts.map((text) => text.match(/\d{4}-\d\d-\d\d/)?.[0]).filter(Boolean);
      expect(days.length).toBeGreaterThan(5);
      expect(days).toEqual([...days].sort().reverse());
    });

    test("pages follow one another without repeating a notice", async ({ page }) => {
      await page.goto(search(WORDS));
      const first = await titles(page).allTextContents();
      await page.getByRole("link", { name: "下一页" }).click();
      await expect(page).toHaveURL(/page=2/);
      const second = await titles(page).allTextContents();
      expect(second.filter((title) => first.includes(title))).toEqual([]);
      await expect(page.locator("ol.found")).toHaveAttribute("start", String(first.length + 1));
      await page.getByRole("link", { name: "上一页" }).click();
      expect(await titles(page).allTextContents()).toEqual(first);
    });

    test("another scope shows clauses, then tasks, of the same words", async ({ page }) => {
      await page.goto(search(WORDS));
      const scopes = page.getByRole("navigation", { name: "检索范围" });
      const current = scopes.locator('[aria-current="page"]');
      const notices = await total(page);
      await scopes.getByRole("link", { name: "条款" }).click();
      await expect(current).toHaveText("条款");
      expect(await total(page)).toBeGreaterThan(notices);
      await scopes.getByRole("link", { name: "任务" }).click();
      await expect(current).toHaveText("任务");
      await expect(page.locator("#q")).toHaveValue(WORDS);
      await expect(page.getByText("时限").first()).toBeVisible();
    });

    test("results are grouped by place and year, and a group opens", async ({ page }) => {
      await page.goto(search(WORDS));
      await page.getByRole("link", { name: "按年份", exact: true }).click();
      const group = page.getByRole("heading", { level: 2, name: /^2023年/ });
      const promised = Number((await group.textContent()).match(/(\d+) 件/)[1]);
      await group.getByRole("link", { name: "全部" }).click();
      expect(await total(page)).toBe(promised);
      await page.goto(search(WORDS));
      await page.getByRole("link", { name: "按地区", exact: true }).click();
      await expect(page.getByRole("heading", { level: 2, name: /清泽市/ }).first()).toBeVisible();
    });

    test("a result says why it is shown", async ({ page }) => {
      await page.goto(search(WORDS));
      const first = page.locator(".hit").first();
      const reason = first.locator(".why li").first();
      await expect(reason).toBeHidden();
      await first.getByText("为何显示").click();
      await expect(reason).toBeVisible();
      await expect(reason).not.toBeEmpty();
    });

    test("a clause opens at its place, and back keeps place and words", async ({ page }) => {
      await page.goto(search(WORDS));
      const clause = page.locator(".hit a.address").nth(8);
      await clause.scrollIntoViewIfNeeded();
      const place = await page.evaluate(() => scrollY);
      expect(place).toBeGreaterThan(500);
      await clause.click();
      await expect(page).toHaveURL(/\/notices\/.*#c-/);
      const anchor = new URL(page.url()).hash;
      await expect(page.locator(`[id="${anchor.slice(1)}"]`)).toBeInViewport();
      await expect(page.locator("mark").first()).toBeVisible();
      await page.goBack();
      await expect(page.locator("#q")).toHaveValue(WORDS);
      await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(place - 60);
      expect(await page.evaluate(() => scrollY)).toBeLessThan(place + 60);
      await page.goForward();
      await expect(page).toHaveURL(/\/notices\//);
    });

    test("a notice shows its elements, outline and clauses", async ({ page }) => {
      await page.goto(NOTICE);
      await expect(page.getByRole("heading", { level: 1 })).toContainText("2024年政务公开工作要点");
      await expect(page.getByText("泽政办函〔2024〕27号").first()).toBeVisible();
      await expect(page.getByText("有效", { exact: true }).first()).toBeVisible();
      await expect(page.getByRole("heading", { level: 2, name: /以公开助企利企/ })).toBeVisible();
    });

    test("what was understood can be undone", async ({ page }) => {
      await page.goto(search("zhufanggongjijin"));
      const understood = page.getByRole("list", { name: "对检索词的理解" });
      await expect(understood).toContainText("住房公积金");
      await understood.getByRole("link", { name: /撤销：拼音/ }).click();
      await expect(page).toHaveURL(/without=pinyin/);
      await expect(understood.getByText("拼音")).toHaveCount(0);
      await expect(page.locator("#q"), "the letters are looked for as they are").toHaveValue("zhufanggongjijin");
    });

    test("colloquial words say which terms were added, and can be meant literally", async ({ page }) => {
      await page.goto(search("政务透明"));
      const understood = page.getByRole("list", { name: "对检索词的理解" });
      await expect(understood).toContainText("政务透明 → ");
      await understood.getByRole("link", { name: /撤销/ }).first().click();
      await expect(page.locator("#q")).toHaveValue('"政务透明"');
    });

    test("an answer leads to the clause that it is taken from", async ({ page }) => {
      await page.goto(search("公积金贷款最高多少"));
      const answer = page.getByRole("region", { name: "直接回答" }).getByRole("article").first();
      const value = await answer.locator("strong").first().textContent();
      await answer.locator("a.address").click();
      const clause = page.locator(`[id="${new URL(page.url()).hash.slice(1)}"]`);
      await expect(clause).toContainText(value);
    });

    test("no result is no dead end", async ({ page }) => {
      await page.goto(search(WORDS, { year: "2009" }));
      expect(await total(page)).toBe(0);
      const relief = page.locator(".relief").getByRole("link").first();
      const promised = Number((await relief.textContent()).match(/(\d+) 条结果/)[1]);
      expect(promised).toBeGreaterThan(20);
      await relief.click();
      expect(await total(page)).toBe(promised);
      await page.goto(search('"蓝鲸火箭"'));
      await expect(page.getByText(/没有/).first()).toBeVisible();
      await expect(page.getByText("换一种说法")).toBeVisible();
    });

    test("an unknown address shows a page that leads on", async ({ page }) => {
      for (const path of ["/nowhere", "/notices/nobody~nothing"]) {
        const answer = await page.goto(path);
        expect(answer.status()).toBe(404);
        await expect(page.getByRole("heading", { level: 1 })).toHaveText("没有找到这一页");
        await page.getByRole("link", { name: "回到首页" }).click();
        await expect(page).toHaveURL("/");
      }
    });

    test("wrong parameters are named, and the words can be asked again", async ({ page }) => {
      const answer = await page.goto("/search?q=养老&page=first&sort=up");
      expect(answer.status()).toBe(422);
      const main = page.getByRole("main");
      await expect(main).toContainText("page");
      await expect(main).toContainText("sort");
      expect(await main.textContent(), "readers are told in their language").not.toMatch(/expected/);
    });
  });
}

test("a copied link shows the same to somebody else", async ({ page, browser }) => {
  await page.goto(search(WORDS));
  await facet(page, "年份").getByRole("link", { name: /2024年/ }).click();
  await page.getByRole("link", { name: "最早", exact: true }).click();
  await page.getByRole("link", { name: "2", exact: true }).click();
  const shown = await titles(page).allTextContents();
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto(page.url());
  expect(await titles(other).allTextContents()).toEqual(shown);
  await expect(other.locator(".chips")).toContainText("2024年");
  await elsewhere.close();
});

test("a long list of values is sifted by what is typed", async ({ page }) => {
  await page.goto(search(WORDS));
  const regions = facet(page, "地区");
  await regions.getByRole("searchbox").fill("麓原");
  await expect(regions.getByRole("link", { name: /麓原县/ })).toBeVisible();
  await expect(regions.getByRole("link", { name: /桐陵市/ })).toBeVisible();
  await expect(regions.getByRole("link", { name: /清泽市/ })).toBeHidden();
});
