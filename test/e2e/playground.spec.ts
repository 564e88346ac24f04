import assert from "node:assert/strict";
import { join } from "node:path";
import { chromium, type Browser } from "playwright-core";
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

(executablePath === undefined ? describe.skip : describe)("in the Agents Playground", function () {
  this.timeout(120_000);
  let lab: Lab, browser: Browser;
  before(async () => {
    lab = await startLab({
      scenario: join("test", "scenarios", "default.json"),
      port: 0,
      playground: true,
      root: process.cwd(),
    });
    browser = await chromium.launch({ executablePath: executablePath!, args: FLAGS });
  });
  after(async () => {
    await browser?.close();
    await lab?.close();
  });

  it("goes from the message to the confirmed repair", async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 1400 } });
    await page.route("**/*", (route) =>
      /^(http|ws):\/\/(localhost|127\.0\.0\.1)[:/]/.test(route.request().url()) ? route.continue() : route.abort(),
    );
    await page.goto(lab.playground!);
    const cards = page.locator(".ac-adaptiveCard");
    await cards.filter({ hasText: "What Sync Triage does" }).first().waitFor();
    const box = page.locator("[role=textbox][contenteditable=true]").first();
    await box.click();
    await page.keyboard.type("farah.siddiqui@contoso.com isn't in Microsoft 365");
    await page.keyboard.press("Enter");
    const cause = cards.filter({ hasText: "The user's OU is not selected" }).last();
    await cause.waitFor();
    assert.match(await cause.innerText(), /stops here\s+Import: not in the AD connector space/);
    await cause.getByRole("button", { name: "Walk through the guide" }).click();
    await cards.filter({ hasText: "chapter by chapter" }).last().getByRole("button", { name: "Next problem" }).click();
    const step = cards.filter({ hasText: "The object is in scope and the engine has read it" }).last();
    await step.getByRole("button", { name: "Back to the cause" }).click();
    await cards
      .filter({ hasText: "The user's OU is not selected" })
      .last()
      .getByRole("button", { name: /Move the account/ })
      .click();
    await cards
      .filter({ hasText: "One thing to decide first" })
      .last()
      .getByRole("button", { name: /recommended/ })
      .click();
    const plan = cards.filter({ hasText: "Waiting for a decision" }).last();
    await plan.getByRole("textbox").fill("She belongs to Staff");
    await plan.getByRole("button", { name: "Approve" }).click();
    await cards.filter({ hasText: "✓ Resolved" }).filter({ hasText: "look again" }).last().waitFor({ timeout: 30_000 });
    const done = await cards.filter({ hasText: "Before → after" }).last().innerText();
    assert.match(done, /✓ Done/);
    assert.match(done, /Approved by: Piotr Nowak.*She belongs to Staff/s);
    const world = (await (await fetch(lab.world)).json()) as {
      cloud: { users: Record<string, { userPrincipalName: string; onPremisesSyncEnabled?: boolean }> };
    };
    assert.equal(
      Object.values(world.cloud.users).find((u) => u.userPrincipalName === "farah.siddiqui@contoso.com")
        ?.onPremisesSyncEnabled,
      true,
    );
  });
});
