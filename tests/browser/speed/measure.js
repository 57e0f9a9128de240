// Reports how soon a page is seen on an emulated slow phone, and the marks that Lighthouse gives.
// Nothing is asserted: figures depend on the machine.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { chromium } from "@playwright/test";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

import { CHROMIUM, SITE } from "../addresses.js";
import { NOTICE, WORDS, search } from "../support/pages.js";

const PAGES = [
  ["home", "/"],
  ["results", search(WORDS)],
  ["reading", NOTICE],
];

/** Slow 4G, as the acceptance list means it: 400 ms there and back, 400 kb/s down. */
const NETWORK = {
  offline: false,
  latency: 400,
  downloadThroughput: (400 * 1000) / 8,
  uploadThroughput: (400 * 1000) / 8,
};

/** How many times slower the processor of a cheap phone is. */
const PROCESSOR = 4;

/** How often each page is opened with an empty cache; the middle figure is reported. */
const ROUNDS = 5;

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

async function serve() {
  const script = fileURLToPath(new URL("../servers/library.js", import.meta.url));
  const server = spawn(process.execPath, [script], { stdio: "inherit" });
  for (let tries = 0; tries < 120; tries += 1) {
    const answer = await fetch(`${SITE}/readyz`).catch(() => null);
    if (answer?.ok) return server;
    if (server.exitCode !== null) break;
    await pause(500);
  }
  throw new Error("the site does not answer");
}

const middle = (figures) => figures.sort((one, other) => one - other)[Math.floor(figures.length / 2)];

async function firstView(browser, path) {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
  });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", NETWORK);
  await session.send("Emulation.setCPUThrottlingRate", { rate: PROCESSOR });
  await page.goto(SITE + path);
  const seen = await page.evaluate(
    () =>
      new Promise((resolve) => {
        new PerformanceObserver((list) => {
          const first = performance.getEntriesByName("first-contentful-paint")[0].startTime;
          resolve({ first, largest: list.getEntries().at(-1).startTime });
        }).observe({ type: "largest-contentful-paint", buffered: true });
      }),
  );
  const bytes = await page.evaluate(() =>
    ["navigation", "resource"]
      .flatMap((kind) => performance.getEntriesByType(kind))
      .reduce((sum, { transferSize }) => sum + transferSize, 0),
  );
  await context.close();
  return { ...seen, bytes };
}

async function reportFirstViews() {
  console.log(`first view, ${NETWORK.latency} ms, 400 kb/s, processor ${PROCESSOR} times slower (middle of ${ROUNDS})`);
  const browser = await chromium.launch({ executablePath: CHROMIUM });
  for (const [name, path] of PAGES) {
    const rounds = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await firstView(browser, path));
    const figure = (kind) => Math.round(middle(rounds.map((round) => round[kind])));
    console.log(`  ${name}: first ${figure("first")} ms, largest ${figure("largest")} ms, ${figure("bytes")} bytes`);
  }
  await browser.close();
}

/**
 * Pages of results are kept from search engines on purpose: sitemaps lead those to the notices. The
 * audit that finds fault with that is left out there.
 */
async function reportLighthouse() {
  console.log("Lighthouse, a phone on slow 4G as it simulates one");
  const chrome = await launch({
    chromePath: CHROMIUM,
    chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"],
  });
  for (const [name, path] of PAGES) {
    const { lhr } = await lighthouse(SITE + path, {
      port: chrome.port,
      onlyCategories: CATEGORIES,
      locale: "zh",
      skipAudits: path.startsWith("/search") ? ["is-crawlable"] : [],
      logLevel: "error",
    });
    const marks = CATEGORIES.map((id) => `${id} ${Math.round(lhr.categories[id].score * 100)}`);
    console.log(`  ${name}: ${marks.join(", ")}`);
    for (const [id, { score, scoreDisplayMode, title, displayValue }] of Object.entries(lhr.audits)) {
      if (scoreDisplayMode === "binary" && score === 0) console.log(`    ${id}: ${title} ${displayValue ?? ""}`);
    }
  }
  await chrome.kill();
}

const server = await serve();
try {
  await reportFirstViews();
  await reportLighthouse();
} finally {
  server.kill("SIGTERM");
  await once(server, "close");
}
