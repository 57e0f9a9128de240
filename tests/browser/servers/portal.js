// Serves the demonstration of docs/embed as a portal: another origin than the site that it asks.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";

import { PORTAL, ROOT, SITE } from "../addresses.js";

/** Where the demonstration expects the site. */
const EXPECTED = "http://127.0.0.1:8080";

const FILES = {
  "/": ["index.html", "text/html; charset=utf-8"],
  "/portal.css": ["portal.css", "text/css; charset=utf-8"],
};

createServer(async (request, response) => {
  const [name, kind] = FILES[new URL(request.url, PORTAL).pathname] ?? [];
  if (!name) {
    response.writeHead(404).end();
    return;
  }
  const text = await readFile(`${ROOT}docs/embed/${name}`, "utf8");
  response.writeHead(200, { "content-type": kind }).end(text.replaceAll(EXPECTED, SITE));
}).listen(Number(new URL(PORTAL).port), "127.0.0.1");
