// How the suite runs: the real program over a fresh index of the sample library, Debian's Chromium.

import { defineConfig } from "@playwright/test";

import { CHROMIUM, CLUSTER, PORTAL, SITE } from "./addresses.js";

/** Building the index of the sample library takes some seconds on a busy machine, on a cluster more. */
const STARTING = CLUSTER ? 180_000 : 60_000;

function server(script, url) {
  const gracefulShutdown = { signal: "SIGTERM", timeout: 5_000 };
  return { command: `node ${script}`, url, timeout: STARTING, gracefulShutdown, stdout: "ignore" };
}

export default defineConfig({
  testDir: "specs",
  outputDir: "results",
  reporter: [["list"]],
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  timeout: 45_000,
  use: {
    baseURL: SITE,
    locale: "zh-CN",
    viewport: { width: 1280, height: 800 },
    launchOptions: { executablePath: CHROMIUM },
    screenshot: "only-on-failure",
  },
  webServer: [
    server("servers/library.js", `${SITE}/readyz`),
    server("servers/portal.js", `${PORTAL}/`),
  ],
});
