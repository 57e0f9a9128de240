// Input methods: letters being composed bring suggestions, and their keys are never taken away.

import { expect, test } from "../support/test.js";

/** The code that a browser reports for a key that belongs to an input method. */
const PROCESSED = 229;

/** Keys with which people work in the window of an input method. */
const KEYS = ["Enter", "ArrowDown", "ArrowUp", "Escape", "Home", "End", " "];

const suggestions = (page) => page.getByRole("listbox", { name: "检索建议" });

/** Returns a session that composes as Chromium's input methods do. */
async function inputMethod(page) {
  const session = await page.context().newCDPSession(page);
  return {
    /** Composes: shows letters under which a candidate has yet to be chosen. */
    compose: (text, more = {}) =>
      session.send("Input.imeSetComposition", {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
        ...more,
      }),
    /** Commits: the letters become the text. */
    commit: (text) => session.send("Input.insertText", { text }),
    /** Presses a key that the input method takes. */
    press: async (key) => {
      const code = key === " " ? "Space" : key;
      const event = { key, code, windowsVirtualKeyCode: PROCESSED };
      await session.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...event });
      await session.send("Input.dispatchKeyEvent", { type: "keyUp", ...event });
    },
  };
}

/** Listens to what the field hears. */
function listen(page) {
  return page.locator("#q").evaluate((field) => {
    window.heard = [];
    for (const name of ["compositionstart", "compositionend", "keydown", "input"]) {
      field.addEventListener(name, (event) =>
        window.heard.push({ name, composing: event.isComposing ?? false, code: event.keyCode }),
      );
    }
  });
}

test.beforeEach(async ({ page }) => {
  await page.goto("/");
  await page.locator("#q").focus();
});

test("letters being composed already bring suggestions in 汉字", async ({ page }) => {
  const method = await inputMethod(page);
  for (const letters of ["z", "zh", "zhe", "zhen", "zheng", "zheng'w", "zheng'wu"]) {
    await method.compose(letters);
  }
  await expect(page.locator("#q")).toHaveValue("zheng'wu");
  await expect(page.getByRole("option").first()).toContainText("政务");
});

test("keys of a composition neither submit, choose nor close", async ({ page }) => {
  const method = await inputMethod(page);
  await listen(page);
  await method.compose("zheng'wu");
  await expect(suggestions(page)).toBeVisible();
  for (const key of KEYS) {
    await method.press(key);
    await expect(page, `${key} submits nothing`).toHaveURL("/");
    await expect(suggestions(page), `${key} closes nothing`).toBeVisible();
    await expect(page.locator('[aria-selected="true"]'), `${key} chooses nothing`).toHaveCount(0);
  }
  const keys = await page.evaluate(() => window.heard.filter(({ name }) => name === "keydown"));
  expect(keys.map(({ code }) => code)).toEqual(KEYS.map(() => PROCESSED));
  expect(keys.every(({ composing }) => composing)).toBe(true);
  await expect(page.locator("#q")).toHaveValue("zheng'wu");
});

// Browsers differ in what they report of the key that ends a composition: Safari sends it after
// the end, by the code alone; Firefox and Chromium send it before, marked as composing.
for (const [browser, event] of [
  ["marked as composing", { key: "Enter", keyCode: 13, isComposing: true }],
  ["known by its code alone", { key: "Enter", keyCode: PROCESSED, isComposing: false }],
  ["without a name", { key: "Process", keyCode: PROCESSED, isComposing: true }],
  ["an arrow, marked as composing", { key: "ArrowDown", keyCode: 40, isComposing: true }],
]) {
  test(`a key that ends a composition is left alone: ${browser}`, async ({ page }) => {
    const method = await inputMethod(page);
    await method.compose("zheng'wu");
    await expect(suggestions(page)).toBeVisible();
    const untouched = await page.locator("#q").evaluate((field, init) =>
      field.dispatchEvent(new KeyboardEvent("keydown", { ...init, bubbles: true, cancelable: true })), event);
    expect(untouched).toBe(true);
    await expect(page).toHaveURL("/");
    await expect(page.locator('[aria-selected="true"]')).toHaveCount(0);
    await expect(suggestions(page)).toBeVisible();
  });
}

test("after the commit the field holds the 汉字, and nothing was lost", async ({ page }) => {
  const method = await inputMethod(page);
  await listen(page);
  await method.compose("zheng'wu");
  await method.commit("政务");
  await expect(page.locator("#q")).toHaveValue("政务");
  for (const letters of ["g", "gong", "gong'kai"]) await method.compose(letters);
  await expect(page.locator("#q")).toHaveValue("政务gong'kai");
  await method.commit("公开");
  await expect(page.locator("#q")).toHaveValue("政务公开");
  const ends = await page.evaluate(() => window.heard.filter(({ name }) => name === "compositionend"));
  expect(ends.length).toBeGreaterThanOrEqual(1);
  await expect(page.getByRole("option").first()).toContainText("政务公开");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/search\?q=/);
  await expect(page.locator("#q")).toHaveValue("政务公开");
});

test("suggestions are chosen by arrow keys once the composition has ended", async ({ page }) => {
  const method = await inputMethod(page);
  await method.compose("zheng'wu");
  await method.commit("政务");
  await expect(page.getByRole("option").first()).toContainText("政务");
  await page.keyboard.press("ArrowDown");
  await expect(page.locator('[aria-selected="true"]')).toHaveCount(1);
});

test("a composition that is given up leaves the words as they were", async ({ page }) => {
  const method = await inputMethod(page);
  await method.compose("zheng'wu");
  await method.commit("政务");
  await method.compose("gong");
  await method.compose("");
  await expect(page.locator("#q")).toHaveValue("政务");
  await expect(page).toHaveURL("/");
});

test("a predictive keyboard writes and replaces without keys", async ({ page }) => {
  const method = await inputMethod(page);
  await listen(page);
  await method.commit("政务工开");
  await expect(page.locator("#q")).toHaveValue("政务工开");
  await method.compose("公开", { replacementStart: 2, replacementEnd: 4 });
  await method.commit("公开");
  await expect(page.locator("#q")).toHaveValue("政务公开");
  await expect(page.getByRole("option").first()).toContainText("政务公开");
  const keys = await page.evaluate(() => window.heard.filter(({ name }) => name === "keydown"));
  expect(keys).toEqual([]);
});

test("words put in place of selected ones bring their own suggestions", async ({ page }) => {
  const method = await inputMethod(page);
  await method.commit("政务");
  await expect(page.getByRole("option").first()).toContainText("政务");
  await page.locator("#q").selectText();
  await method.commit("公积金");
  await expect(page.locator("#q")).toHaveValue("公积金");
  await expect(page.getByRole("option").first()).toContainText("公积金");
});

test("a slow answer to earlier letters does not replace a later one", async ({ page }) => {
  const method = await inputMethod(page);
  await page.route(/suggest\?q=zhengwu&/, async (route) => {
    await new Promise((later) => setTimeout(later, 600));
    await route.continue().catch(() => {});
  });
  await method.compose("zheng'wu");
  await page.waitForTimeout(150);
  await method.commit("养老");
  await expect(page.getByRole("option").first()).toContainText("养老");
  await page.waitForTimeout(800);
  await expect(page.getByRole("option").first()).toContainText("养老");
});
