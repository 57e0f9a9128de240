// The test function of the suite: every test also watches that no page asks other sites for
// anything, breaks the content policy or has an error in a script.

import { test as base } from "@playwright/test";

import { PORTAL, SITE } from "../addresses.js";

const OURS = new Set([SITE, PORTAL]);

/** Watches everything that a context does; returns what it complains of. */
function watch(context) {
  const complaints = [];
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol !== "data:" && !OURS.has(url.origin)) complaints.push(`asked for ${url}`);
  });
  context.on("console", (message) => {
    const text = message.text();
    if (/content security policy|violates the following/i.test(text)) complaints.push(text);
  });
  context.on("weberror", (error) => complaints.push(String(error.error())));
  return complaints;
}

export const test = base.extend({
  guard: [
    async ({ context }, use) => {
      const complaints = watch(context);
      await use(complaints);
      base.expect(complaints, "other sites, content policy and scripts").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect } from "@playwright/test";
