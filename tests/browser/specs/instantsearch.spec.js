// A page made of InstantSearch, unchanged from npm, over the adapter: it shows what our own API says.

import { readFile } from "node:fs/promises";

import { ROOT, SITE } from "../addresses.js";
import { WORDS } from "../support/pages.js";
import { expect as base, test } from "../support/test.js";

/** Each letter that is typed asks, and some pages ask several times. */
const expect = base.configure({ timeout: 15_000 });

const PAGE = `${SITE}/instantsearch/`;
const OWN = `${ROOT}tests/browser/instantsearch/`;
const PACKAGES = `${ROOT}tests/browser/node_modules/`;

/** What the page is made of. */
const FILES = {
  "": [`${OWN}index.html`, "text/html; charset=utf-8"],
  "page.js": [`${OWN}page.js`, "text/javascript; charset=utf-8"],
  "page.css": [`${OWN}page.css`, "text/css; charset=utf-8"],
  "algoliasearch.js": [`${PACKAGES}algoliasearch/dist/lite/builds/browser.umd.js`, "text/javascript; charset=utf-8"],
  "instantsearch.js": [
    `${PACKAGES}instantsearch.js/dist/instantsearch.production.min.js`,
    "text/javascript; charset=utf-8",
  ],
};

test.beforeEach(async ({ page }) => {
  await page.route(`${PAGE}**`, async (route) => {
    const [path, contentType] = FILES[new URL(route.request().url()).pathname.slice("/instantsearch/".length)];
    await route.fulfill({ body: await readFile(path), contentType });
  });
});

const titles = (page) => page.locator("article h2");
const total = (page) => page.locator(".ais-Stats-text");
const values = (page, list) => page.locator(`#${list} li`);
const ids = (page) => page.locator("article").evaluateAll((hits) => hits.map((hit) => hit.dataset.id));

/** Asks our own API. */
async function ask(request, parameters) {
  const query = new URLSearchParams({ per_page: "5", ...parameters });
  const answer = await request.get(`${SITE}/api/v1/search?${query}`);
  expect(answer.status()).toBe(200);
  return answer.json();
}

/** Waits until the page shows what an answer of our own API says. */
async function shows(page, answer) {
  await expect(total(page)).toHaveText(`共 ${answer.total} 件`);
  await expect.poll(() => ids(page)).toEqual(answer.results.map(({ id }) => id));
}

/**
 * Asks for words and waits for their answer: one that came later would start the page anew, with the
 * values and the page of before.
 */
async function search(page, request, text) {
  await page.goto(PAGE);
  await page.locator("#words input").fill(text);
  const answer = await ask(request, { q: text });
  await shows(page, answer);
  return answer;
}

/** Checks the counts of a list of values. */
async function counts(page, list, entries) {
  const shown = await values(page, list).evaluateAll((items) =>
    items.map((item) => [
      item.querySelector("[class$=-labelText], [class$=-label]:not(label)").textContent.trim(),
      Number(item.querySelector("[class$=-count]").textContent),
    ]),
  );
  expect(shown.length).toBeGreaterThan(0);
  const known = new Map(entries.map(({ value, count }) => [value, count]));
  for (const [value, count] of shown) expect(known.get(value), `${list}: ${value}`).toBe(count);
}

test("typing shows hits with marks", async ({ page, request }) => {
  await page.goto(PAGE);
  await page.locator("#words input").pressSequentially(WORDS);
  await shows(page, await ask(request, { q: WORDS }));
  await expect(titles(page).locator("mark").first()).toHaveText(WORDS);
  await expect(page.locator("article p mark").first()).toBeVisible();
  await page.locator("#words input").fill('"没有这样的词语组合啊"');
  await expect(page.locator("#hits")).toHaveText("没有找到");
});

test("values narrow, and their counts are those of our own API", async ({ page, request }) => {
  await search(page, request, WORDS);
  const facets = "kind:1000,department:1000,year:1000";
  const first = await ask(request, { q: WORDS, facets });
  await shows(page, first);
  await counts(page, "kinds", first.facets.kind);
  await counts(page, "departments", first.facets.department);
  await counts(page, "years", first.facets.year);

  const [one, two] = first.facets.kind.map(({ value }) => value);
  const kind = (value) => values(page, "kinds").getByRole("checkbox", { name: value }).first();
  await kind(one).check();
  await shows(page, await ask(request, { q: WORDS, kind: one }));
  await kind(two).check();
  const both = await (await request.get(`${SITE}/api/v1/search?${new URLSearchParams([["q", WORDS], ["kind", one], ["kind", two], ["facets", facets], ["per_page", "5"]])}`)).json();
  await shows(page, both);
  await counts(page, "kinds", both.facets.kind);
  await counts(page, "departments", both.facets.department);
  await expect(page.locator(".ais-CurrentRefinements-category")).toHaveCount(2);

  await page.locator(".ais-CurrentRefinements-delete").first().click();
  await page.locator(".ais-CurrentRefinements-delete").first().click();
  await shows(page, first);
});

test("places lead down level by level", async ({ page, request }) => {
  await page.goto(PAGE);
  const { facets, total: all } = await ask(request, { facets: "region:1000" });
  await expect(total(page)).toHaveText(`共 ${all} 件`);
  const [province] = facets.region;
  const place = (name) => page.locator("#places").getByRole("link", { name: new RegExp(`^${name}`) });
  await place(province.label).click();
  await expect(total(page)).toHaveText(`共 ${province.count} 件`);
  const [city] = province.children;
  await expect(place(city.label)).toContainText(String(city.count));
  await place(city.label).click();
  await shows(page, await ask(request, { region: city.value }));
  await expect(place(province.label), "what holds the place keeps its count").toContainText(String(province.count));
  for (const { label, count } of city.children) await expect(place(label)).toContainText(String(count));
  await place(province.label).click();
  await expect(total(page)).toHaveText(`共 ${all} 件`);
});

test("values are searched, and one year is chosen", async ({ page, request }) => {
  await search(page, request, WORDS);
  await page.locator("#departments input").first().fill("教育");
  await expect(values(page, "departments")).toHaveCount(1);
  await values(page, "departments").getByRole("checkbox").click();
  await shows(page, await ask(request, { q: WORDS, department: "教育" }));
  await page.locator("#years").getByRole("link", { name: /^2023/ }).click();
  await shows(page, await ask(request, { q: WORDS, department: "教育", year: "2023" }));
  await page.screenshot({ path: "pictures/instantsearch.png", fullPage: true });
});

test("pages and orders are those of our own API, and the address keeps them", async ({ page, request }) => {
  await search(page, request, WORDS);
  await page.getByRole("link", { name: "Page 2", exact: true }).click();
  await shows(page, await ask(request, { q: WORDS, page: "2" }));
  await page.locator("#order select").selectOption("notices_newest");
  await shows(page, await ask(request, { q: WORDS, sort: "newest" }));
  await page.getByRole("link", { name: "Page 2", exact: true }).click();
  const second = await ask(request, { q: WORDS, sort: "newest", page: "2" });
  await shows(page, second);
  await expect(page).toHaveURL(/page/);
  await page.reload();
  await shows(page, second);
});
