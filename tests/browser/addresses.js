// Says where the servers of a run listen, and which programs are run.

import { fileURLToPath } from "node:url";

const port = Number(process.env.ZHENGSOU_BROWSER_PORT ?? 18080);

/** The folder of the project. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The site, over the sample library. */
export const SITE = `http://127.0.0.1:${port}`;

/** A portal of somebody else: another port is another origin. */
export const PORTAL = `http://127.0.0.1:${port + 1}`;

/** The program that is tested. */
export const PROGRAM =
  process.env.ZHENGSOU_PROGRAM ??
  `${process.env.CARGO_TARGET_DIR ?? `${ROOT}target`}/debug/zhengsou`;

/** The nodes of the cluster that answers, parted by commas; the embedded engine does without one. */
export const CLUSTER =
  process.env.ZHENGSOU_TEST_ENGINE === "opensearch" ? (process.env.ZHENGSOU_OPENSEARCH_URL ?? "") : "";

/** The browser. */
export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
