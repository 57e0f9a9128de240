// The ways in which a reader can have pages shown: colours, sizes and settings of the device.

import { SITE } from "../addresses.js";

/** Sizes of type that the care edition (关怀版) has, in pixels. */
export const SIZES = [18, 21, 24, 27, 30];

/** Every mode: the cookie that keeps the reader's choice, and what the device asks for. */
export const MODES = [
  { name: "light", media: { colorScheme: "light" } },
  { name: "dark", media: { colorScheme: "dark" } },
  { name: "care", display: "care.21.device", media: { colorScheme: "light" } },
  { name: "care in the dark", display: "care.30.dark", media: { colorScheme: "light" } },
  { name: "high contrast", display: "21.high", media: {} },
  { name: "yellow", display: "21.yellow", media: {} },
  { name: "forced colours", media: { forcedColors: "active" } },
  { name: "spaced text", media: {}, spaced: true },
  { name: "reduced motion", media: { reducedMotion: "reduce" } },
];

/** Gives a page a mode; call it before going to an address. */
export async function enter(page, mode) {
  await page.emulateMedia({ colorScheme: null, forcedColors: null, reducedMotion: null, ...mode.media });
  await page.context().clearCookies();
  if (mode.display) await choose(page, mode.display);
}

/** Sets the cookie that the page of preferences sets. */
export async function choose(page, display) {
  await page.context().addCookies([{ name: "display", value: display, url: SITE }]);
}

/** The spacing that readers must be able to force (WCAG 1.4.12). */
const SPACING =
  "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }";

/** Spreads the text of the page that is shown, as a reader's own style sheet does. */
export function spread(page) {
  return page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets.push(sheet);
  }, SPACING);
}
