// Serves the sample library from an index that is built for this run and thrown away after it, and
// that some readers have asked before.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { CLUSTER, PROGRAM, ROOT, SITE } from "../addresses.js";
import { POPULAR, search } from "../support/pages.js";

/** How many readers of one day make a search popular (docs/usage.md). */
const READERS = 5;

const index = mkdtempSync(join(tmpdir(), "zhengsou-browser-"));

/** The index on a cluster, where one is to answer, and the options that name it. */
const name = `browser-${process.pid}`;
const onCluster = ["--engine", "opensearch", "--opensearch-url", CLUSTER, "--opensearch-index", name, "--opensearch-replicas", "0"];
const engine = CLUSTER ? onCluster : [];

/** Nobody is refused for others who ask at the same time: all tests are one reader, and what they ask is slow. */
const patience = ["--at-once", "16", "--time-limit", "60s"];

/** Starts the program; readers are told apart by a header. */
function start(host) {
  const places = ["--corpus", `${ROOT}corpus`, "--index", index];
  const options = ["--listen", host, "--trusted-proxy", "127.0.0.1", "--address-header", "x-real-ip", "--log", "warn"];
  const program = spawn(PROGRAM, ["serve", ...places, ...engine, ...options, ...patience], { stdio: ["ignore", "pipe", "inherit"] });
  program.stdout.pipe(process.stdout);
  return program;
}

/** Returns where a program that was started says that it serves. */
function address(program) {
  let said = "";
  return new Promise((resolve) => {
    program.stdout.on("data", (text) => {
      said += text;
      const served = /serving on (\S+)/.exec(said);
      if (served) resolve(served[1]);
    });
  });
}

/** Asks as several readers do; the program writes what was asked when it is told to end. */
async function askBefore() {
  const program = start("127.0.0.1:0");
  const site = await address(program);
  for (let reader = 1; reader <= READERS; reader += 1) {
    const headers = { "x-real-ip": `192.0.2.${reader}`, "user-agent": "Mozilla/5.0" };
    await (await fetch(new URL(search(POPULAR), site), { headers })).text();
  }
  program.kill("SIGTERM");
  await once(program, "close");
}

await askBefore();
const program = start(new URL(SITE).host);

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => program.kill(signal));
}
program.on("error", (error) => {
  console.error(`${PROGRAM}: ${error.message}`);
  process.exitCode = 1;
});
program.on("close", async (code) => {
  rmSync(index, { recursive: true, force: true });
  if (CLUSTER) await fetch(`${CLUSTER.split(",")[0]}/${name}-*`, { method: "DELETE" });
  process.exitCode = code ?? 0;
});
