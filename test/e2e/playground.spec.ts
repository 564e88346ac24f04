import assert from "node:assert/strict";
import { join } from "node:path";
import { chromium, type Browser, type Locator, type Page } from "playwright-core";
import { startLab, type Lab } from "../../src/cli/lab";

const executablePath = process.env["CHROMIUM"];
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Whoever may approve in the default world signs in there. */
const APPROVER = "Piotr Nowak";

(executablePath === undefined ? describe.skip : describe)("in the Agents Playground", function () {
  this.timeout(120_000);
  let lab: Lab, browser: Browser, page: Page, cards: Locator;
  before(async () => {
    lab = await startLab({
      scenario: join("test", "scenarios", "default.json"),
      port: 0,
      playground: true,
      root: process.cwd(),
    });
    browser = await chromium.launch({ executablePath: executablePath!, args: FLAGS });
    page = await browser.newPage({ viewport: { width: 1280, height: 1400 } });
    await page.route("**/*", (route) =>
      /^(http|ws):\/\/(localhost|127\.0\.0\.1)[:/]/.test(route.request().url()) ? route.continue() : route.abort(),
    );
    await page.goto(lab.playground!);
    cards = page.locator(".ac-adaptiveCard");
    await cardThatSays("What Sync Triage does");
  });
  after(async () => {
    await browser?.close();
    await lab?.close();
  });
  const say = async (text: string): Promise<void> => {
    await page.locator("[role=textbox][contenteditable=true]").first().click();
    await page.keyboard.type(text);
    await page.keyboard.press("Enter");
  };
  /** The newest card that says all of it, once it is there. */
  const cardThatSays = async (...words: (string | RegExp)[]): Promise<Locator> => {
    const card = words.reduce((found: Locator, hasText) => found.filter({ hasText }), cards).last();
    await card.waitFor({ timeout: 30_000 });
    return card;
  };
  const press = (card: Locator, name: RegExp): Promise<void> => card.getByRole("button", { name }).first().click();
  const isSynced = async (name: string): Promise<boolean> => {
    const world = (await (await fetch(lab.world)).json()) as {
      cloud: { users: Record<string, { userPrincipalName: string; onPremisesSyncEnabled?: boolean }> };
    };
    const user = Object.values(world.cloud.users).find((u) => u.userPrincipalName === name);
    return user?.onPremisesSyncEnabled === true;
  };

  it("goes from the message over the guide to the confirmed repair and its report", async () => {
    await say("farah.siddiqui@contoso.com isn't in Microsoft 365");
    const cause = (): Promise<Locator> => cardThatSays("The user's OU is not selected", "Farah Siddiqui", "Re-check");
    assert.match(await (await cause()).innerText(), /Not in order/, "the state is a word, not a colour alone");
    await press(await cause(), /Way to the cloud/);
    await cardThatSays(/AD connector space\s*stops here/);
    await press(await cause(), /Walk the guide/);
    await press(await cardThatSays("chapter by chapter"), /Next problem/);
    await press(
      await cardThatSays("The object is in scope and the engine has read it", "See it yourself"),
      /Back to the cause/,
    );
    await press(await cause(), /Move Farah Siddiqui/);
    await press(await cardThatSays("Which OU shall it move to?", /recommended/i), /recommended/i);
    const plan = await cardThatSays("Waiting for a decision", "Farah Siddiqui", "Reason");
    assert.equal(await isSynced("farah.siddiqui@contoso.com"), false, "nothing is changed before the approval");
    await plan.getByRole("textbox").first().fill("She belongs to Staff");
    await press(plan, /^Approve/);
    const resolved = await cardThatSays("✓ Resolved", "I look again");
    assert.equal(await isSynced("farah.siddiqui@contoso.com"), true);
    assert.match(
      await (await cardThatSays("✓ Done", "She belongs to Staff")).innerText(),
      new RegExp(`${APPROVER}.*She belongs to Staff`, "s"),
    );
    await press(resolved, /^Report/);
    assert.match(await (await cardThatSays("Incident report")).innerText(), new RegExp(`approved by ${APPROVER}`));
  });
  it("says of whoever is not found how they were named, and where it looked", async () => {
    await say("nobody.there@contoso.com is missing");
    const card = await cardThatSays("Nobody by that name", "nobody.there@contoso.com");
    await press(card, /Where I looked/);
    await cardThatSays("nobody.there@contoso.com", "Active Directory", "Microsoft Entra ID");
  });
  it("drops nobody of several people in one message", async () => {
    await say("ravi.kapoor@contoso.com and minh.tran@contoso.com are missing");
    await cardThatSays("2 people", "ravi.kapoor@contoso.com", "minh.tran@contoso.com");
  });
  it("no card is wider than its place", async () => {
    const wide = await cards.evaluateAll((all) =>
      (all as { scrollWidth: number; clientWidth: number; innerText: string }[])
        .filter((card) => card.scrollWidth > card.clientWidth + 1)
        .map((card) => card.innerText.slice(0, 60)),
    );
    assert.deepEqual(wide, []);
  });
});
