import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AdObject, PremisesCommand } from "../../src/domain";
import { loadPolicy, refusalOf } from "../../src/agent/policy";

const object: AdObject = {
  dn: "CN=Ann,OU=Staff,DC=contoso,DC=local",
  forest: "contoso.local",
  objectClass: ["user"],
  objectGUID: "g",
};
const move = (targetOu: string): PremisesCommand => ({
  system: "premises",
  kind: "move-ad-object",
  objectGUID: "g",
  targetOu,
});

describe("agent/policy", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "policy-"));
  });
  afterEach(() => rm(folder, { recursive: true }));
  it("only reads where there is no file", async () => {
    assert.deepEqual((await loadPolicy(undefined)).allow, []);
    assert.deepEqual((await loadPolicy(join(folder, "missing.json"))).allow, []);
  });
  for (const [what, text] of [
    ["no JSON", "{"],
    ["an unknown command", '{"schema":"policy/1","allow":["run-script"]}'],
    ["an unknown name", '{"schema":"policy/1","allow":[],"alow":["enable-tls12"]}'],
    ["no schema", '{"allow":[]}'],
  ] as const)
    it(`stops at a file with ${what}`, async () => {
      const path = join(folder, "p.json");
      await writeFile(path, text);
      await assert.rejects(loadPolicy(path), /policy file/);
    });
  it("keeps writes, and moves on both ends, inside the scopes", () => {
    const policy = {
      schema: "policy/1" as const,
      allow: ["move-ad-object" as const],
      scopes: ["ou=staff,dc=contoso,dc=local"],
    };
    assert.equal(refusalOf(policy, move("OU=Sales,OU=Staff,DC=contoso,DC=local"), object), undefined);
    assert.match(refusalOf(policy, move("OU=Other,DC=contoso,DC=local"), object) ?? "", /scopes/);
    assert.match(
      refusalOf(policy, move("OU=Staff,DC=contoso,DC=local"), {
        ...object,
        dn: "CN=Ann,OU=Other,DC=contoso,DC=local",
      }) ?? "",
      /scopes/,
    );
  });
});
