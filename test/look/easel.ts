/** Draws cards as Teams does, in Chromium, without a network, and measures what was drawn. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import type { Card } from "../../src/cards/render";
import { cssOf, hostConfigOf, type Theme } from "./themes";

/** Widths of a card, in pixels: in a conversation on a desk, and on a phone. */
export const WIDTHS = { desktop: 600, phone: 320 } as const;
export type Width = keyof typeof WIDTHS;
/** Of a card as it can be seen; a fault names the element by its words. */
export interface Measures {
  /** Pixels. */
  readonly height: number;
  /** Rows of words, those of buttons among them. */
  readonly lines: number;
  /** Wider than the room that it has. */
  readonly overflow: readonly string[];
  /** Neighbours that lie one over the other. */
  readonly overlap: readonly string[];
  /** Buttons whose label is cut off. */
  readonly clipped: readonly string[];
}
/** As it arrives, and with everything unfolded at once. */
export interface Drawn {
  readonly folded: Measures;
  readonly unfolded: Measures;
  /** What axe-core finds in either form. */
  readonly access: readonly string[];
}
const PAGE = `<!doctype html><html lang="en"><head><title>A card</title><style></style></head><body><main><div id="card"></div></main></body></html>`;
const FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"];
const SCRIPTS = [
  "adaptivecards/dist/adaptivecards.min.js",
  "axe-core/axe.min.js",
  "markdown-it/dist/markdown-it.min.js",
  join(__dirname, "in-page.js"),
];

/** The card with all that its buttons can show, shown at once: drawn so, since the renderer marks what a press shows with `aria-expanded` where ARIA has none. */
const unfolded = (card: Card): Card =>
  JSON.parse(JSON.stringify(card, (key, value: unknown) => (key === "isVisible" ? undefined : value))) as Card;

/** One page that cards are drawn on, one after the other. */
export class Easel {
  private constructor(
    private readonly browser: Browser,
    private readonly page: Page,
  ) {}
  /** `executablePath`: of Chromium. */
  static async open(executablePath: string): Promise<Easel> {
    const browser = await chromium.launch({ executablePath, args: FLAGS }),
      page = await browser.newPage();
    await page.route("**/*", (route) => route.abort());
    await page.setContent(PAGE);
    for (const script of SCRIPTS) await page.addScriptTag({ content: readFileSync(require.resolve(script), "utf8") });
    return new Easel(browser, page);
  }
  close(): Promise<void> {
    return this.browser.close();
  }
  /** Draws it as it arrives; what was there before goes. */
  async draw(card: Card, theme: Theme, width: Width): Promise<void> {
    await this.page.setViewportSize({ width: WIDTHS[width] + 32, height: 800 });
    const given = { card, config: hostConfigOf(theme), css: cssOf(theme), width: WIDTHS[width] };
    await this.page.evaluate(`easel.draw(${JSON.stringify(given)})`);
  }
  async look(card: Card, theme: Theme, width: Width): Promise<Drawn> {
    await this.draw(card, theme, width);
    const folded = await this.measures(),
      access = await this.faultsOfAccess();
    await this.draw(unfolded(card), theme, width);
    return {
      folded,
      unfolded: await this.measures(),
      access: [...new Set([...access, ...(await this.faultsOfAccess())])],
    };
  }
  /** Presses what shows or hides a part of the card, by its label. */
  async press(label: string): Promise<void> {
    await this.page.locator("#card").getByRole("button", { name: label }).first().click({ timeout: 5_000 });
  }
  /** A picture of the card as it is drawn now. */
  async picture(path: string): Promise<void> {
    await this.page.locator("#card").screenshot({ path });
  }
  private faultsOfAccess(): Promise<string[]> {
    return this.page.evaluate("easel.access()");
  }
  private measures(): Promise<Measures> {
    return this.page.evaluate("easel.measure()");
  }
}
