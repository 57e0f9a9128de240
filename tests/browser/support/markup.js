// What valid markup is: the recommended rules of html-validate, but for those named here.

import { HtmlValidate, StaticConfigLoader } from "html-validate";

const RULES = {
  // askama leaves empty lines and blanks where a condition or a loop stood.
  "no-trailing-whitespace": "off",
  // Written in lower case, as the standard's own examples are.
  "doctype-style": ["error", { style: "lowercase" }],
  // Headings are as long as the titles of notices, and those are as long as they are.
  "long-title": "off",
  // Void elements stand in HTML without a slash, but shapes inside SVG with one.
  "void-style": "off",
  // What scrolls sideways is a named region around a table, not a part of the text as sections are.
  "prefer-native-element": ["error", { exclude: ["region"] }],
  // Lists of chips are named, as WAI-ARIA allows for any list; screen readers say their names.
  "aria-label-misuse": ["error", { allowAnyNamable: true }],
  // What is chosen among many is sent under one name, once for each.
  "form-dup-name": ["error", { shared: ["radio", "checkbox", "button", "reset", "submit"] }],
};

const validator = new HtmlValidate(
  new StaticConfigLoader({ extends: ["html-validate:recommended"], rules: RULES }),
);

/** Returns what is wrong in the text of a page, each with its line. */
export async function faults(html) {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${line}: ${message} (${ruleId})`),
  );
}
