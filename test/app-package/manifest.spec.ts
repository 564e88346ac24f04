import assert from "node:assert/strict";
import { readMessage } from "../../src/intents/intent";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inflateSync } from "node:zlib";
import { AppManifestUtils } from "@microsoft/app-manifest";

const folder = join(__dirname, "..", "..", "appPackage"),
  read = (name: string): Buffer => readFileSync(join(folder, name));
const VALUES: Record<string, string> = {
  TEAMS_APP_ID: "22222222-2222-4222-8222-222222222222",
  BOT_ID: "33333333-3333-4333-8333-333333333333",
  BOT_DOMAIN: "bot.example.com",
  SIGN_IN_APP_ID: "44444444-4444-4444-8444-444444444444",
};
const filled = (): any =>
  JSON.parse(
    read("manifest.json")
      .toString("utf8")
      .replace(/\$\{\{(\w+)\}\}/g, (whole, key: string) => VALUES[key] ?? whole),
  );

describe("the app package", () => {
  it("has a manifest that its schema accepts", async () => {
    assert.deepEqual(await AppManifestUtils.validateAgainstSchema(filled()), []);
    assert.notDeepEqual(
      await AppManifestUtils.validateAgainstSchema({ ...filled(), name: { short: "x".repeat(31), full: "x" } }),
      [],
    );
  });
  it("names the three places and only words that the bot knows", () => {
    const [bot] = filled().bots;
    assert.deepEqual(bot.scopes, ["personal", "team", "groupChat"]);
    assert.deepEqual(
      bot.commandLists[0].commands.map((c: any) => readMessage(c.title).intent),
      ["help", "health", "errors", "explain", "status", "cases", "recheck", "report", "sync-now", "approvers"],
    );
    assert.equal(bot.supportsFiles, true);
  });
  it("A15: names the app for which approvers sign in again, on the bot's own domain", () => {
    const { webApplicationInfo, validDomains } = filled();
    assert.deepEqual(webApplicationInfo, {
      id: VALUES["SIGN_IN_APP_ID"],
      resource: `api://${VALUES["BOT_DOMAIN"]}/${VALUES["SIGN_IN_APP_ID"]}`,
    });
    assert.deepEqual(validDomains, [VALUES["BOT_DOMAIN"]]);
  });
  it("leaves no placeholder open", () => assert.doesNotMatch(JSON.stringify(filled()), /\$\{\{/));
  for (const [name, size] of [
    ["color.png", 192],
    ["outline.png", 32],
  ] as const)
    it(`${name} is ${size} by ${size} and as the script draws it`, async () => {
      const file = read(name),
        icons = (await import(pathToFileURL(join(folder, "..", "scripts", "icons.mjs")).href)) as {
          color(): Buffer;
          outline(): Buffer;
        };
      assert.deepEqual([file.readUInt32BE(16), file.readUInt32BE(20)], [size, size]);
      // The pixels, since compression differs from one Node to the next.
      const pixels = (png: Buffer): Buffer => inflateSync(png.subarray(41, 41 + png.readUInt32BE(33)));
      assert.ok(pixels(file).equals(pixels(name === "color.png" ? icons.color() : icons.outline())));
    });
});
