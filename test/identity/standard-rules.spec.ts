/** Every expression of a standard rule, of the baseline and of the model's own list, is understood. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Connector } from "../../src/domain";
import { evaluateExpression, parseExpression, RuleError } from "../../src/identity/expression";
import { rulesInForce } from "../../src/identity/sync-rules";

interface Flow {
  readonly rule: string;
  readonly target: string;
  readonly source: string;
}
const world = (
  JSON.parse(readFileSync(join(__dirname, "..", "scenarios", "baseline.json"), "utf8")) as {
    world: {
      premises: { syncRules: { Name: string; Transforms?: { Source: string; Target: string; FlowType: string }[] }[] };
    };
  }
).world;
const baseline: Flow[] = world.premises.syncRules.flatMap((r) =>
  (r.Transforms ?? [])
    .filter((t) => t.FlowType === "Expression")
    .map((t) => ({ rule: r.Name, target: t.Target, source: t.Source })),
);
const connectors: Connector[] = [
  { Name: "contoso.local", Type: "AD", Partitions: [] },
  { Name: "contoso.onmicrosoft.com - AAD", Type: "Extensible2", Partitions: [] },
];
const standard: Flow[] = rulesInForce([], connectors).flatMap((r) =>
  r.AttributeFlowMappings.filter((m) => m.FlowType === "Expression").map((m) => ({
    rule: r.Name,
    target: m.Destination,
    source: m.Source,
  })),
);

const PLAIN = {
  sAMAccountName: "ada",
  mailNickname: "ada",
  userPrincipalName: "ada@contoso.com",
  objectGUID: "468e5bdd-50fb-59fd-b06a-739b0363c682",
  userAccountControl: 512,
  msExchRecipientTypeDetails: 1,
};

describe("expressions of the standard rules", () => {
  it("are there, on both sides", () => {
    assert.ok(baseline.length >= 5, `${baseline.length}`);
    assert.ok(standard.length >= 5, `${standard.length}`);
  });
  for (const [from, flows] of [
    ["the baseline", baseline],
    ["the model", standard],
  ] as const)
    for (const f of flows)
      it(`${from}: ${f.rule} → ${f.target}`, () => {
        assert.doesNotThrow(() => parseExpression(f.source));
        // A plain account, so that every part of a condition is reached, and an object without any attribute: a rule may fail only by its own Error().
        for (const attributes of [PLAIN, {}] as Record<string, string | number>[])
          try {
            evaluateExpression(f.source, {
              attribute: (n) => attributes[n] ?? null,
              dn: "CN=Ada,OU=Staff,DC=contoso,DC=local",
            });
          } catch (error) {
            assert.ok(error instanceof RuleError, String(error));
          }
      });
});
