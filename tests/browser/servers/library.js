// Serves the sample library from an index that is built for this run and thrown away after it.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { PROGRAM, ROOT, SITE } from "../addresses.js";

const index = mkdtempSync(join(tmpdir(), "zhengsou-browser-"));
const places = ["--corpus", `${ROOT}corpus`, "--index", index];
const listen = ["--listen", new URL(SITE).host];
const program = spawn(PROGRAM, ["serve", ...places, ...listen, "--no-usage", "--log", "warn"], {
  stdio: "inherit",
});

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => program.kill(signal));
}
program.on("error", (error) => {
  console.error(`${PROGRAM}: ${error.message}`);
  process.exitCode = 1;
});
program.on("close", (code) => {
  rmSync(index, { recursive: true, force: true });
  process.exitCode = code ?? 0;
});
