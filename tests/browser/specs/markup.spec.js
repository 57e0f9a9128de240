// Pages are valid HTML, in both editions.

import { faults } from "../support/markup.js";
import { PAGES } from "../support/pages.js";
import { expect, test } from "../support/test.js";

for (const display of ["21.device", "care.24.yellow"]) {
  test(`every page is valid HTML: ${display}`, async ({ request }) => {
    const found = {};
    for (const { name, path, status } of PAGES) {
      const answer = await request.get(path, { headers: { cookie: `display=${display}` } });
      expect(answer.status(), name).toBe(status ?? 200);
      const complaints = await faults(await answer.text());
      if (complaints.length) found[name] = complaints;
    }
    expect(found).toEqual({});
  });
}
