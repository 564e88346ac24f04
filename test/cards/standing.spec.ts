/** How a case stands, for every state of its last request, in both languages. Expected: what the state means (the approval's table), and nothing more. */
import assert from "node:assert/strict";
import { standingLines } from "../../src/cards/standing";
import { plainText } from "../../src/cards/text";
import type { Approval, Language, TriageCase } from "../../src/domain";
import { approval, AT, person, triageCase } from "../support/cases";

const by = (id: string, verdict: "approved" | "declined" = "approved") => ({
  by: person(id, `${id} Name`),
  at: AT,
  verdict,
  reason: "",
});
const said = (a: Approval | undefined, c: Partial<TriageCase> = {}, language: Language = "en"): string =>
  standingLines(triageCase(c), a, language)
    .map((l) => plainText(l.text))
    .join("\n");

describe("how a case stands", () => {
  it("nothing where no repair was asked for", () => assert.equal(said(undefined), ""));
  it("who asked, until when it waits, and who was asked", () => {
    const asked = [person("g", "Grace"), person("p", "Piotr")];
    assert.match(
      said(approval({ asked })),
      /Ada Admin asked for it on 2 Mar 2026, 09:00 UTC\. It waits for a decision until 2 Mar 2026, 09:15 UTC; asked: Grace and Piotr\.$/,
    );
    assert.match(
      said(approval({ asked }), {}, "de"),
      /Wartet bis .* auf eine Entscheidung; gefragt: Grace und Piotr\.$/,
    );
  });
  it("where nobody is known, who it cannot be; where the requester may, nothing is claimed", () => {
    assert.match(said(approval()), /; it takes somebody other than Ada Admin with the right to decide it\.$/);
    assert.match(said(approval({ requesterMayApprove: true })), /until 2 Mar 2026, 09:15 UTC\.$/);
  });
  it("how many approvals are missing, and who has not answered", () => {
    const asked = [person("g", "Grace"), person("second", "second Name")],
      a = approval({ needed: 2, decisions: [by("second")], asked });
    assert.match(said(a), /approved by second Name\. It waits for one more approval until .*; asked: Grace\.$/);
    assert.match(said({ ...a, needed: 3 }, {}, "de"), /auf 2 weitere Genehmigungen; gefragt: Grace\.$/);
  });
  for (const [state, en, de] of [
    ["approved", /approved by second Name; it is about to run/, /wird gleich ausgeführt/],
    ["dispatched", /approved by second Name; it is running/, /läuft/],
    ["running", /approved by second Name; it is running/, /läuft/],
    ["done", /carried out on/, /ausgeführt, /],
    ["failed", /failed on .*, after 0 of 1 steps/, /fehlgeschlagen, .* nach 0 von 1 Schritten/],
    ["unknown", /its outcome is not known since/, /ist ihr Ausgang nicht bekannt/],
    ["declined", /second Name declined it on .*; nothing was changed/, /abgelehnt von second Name/],
    [
      "expired",
      /expired on .* without enough approvals; nothing was changed/,
      /ohne genügend Genehmigungen abgelaufen/,
    ],
    ["stale", /called off on .* before anything was run/, /bevor etwas ausgeführt wurde/],
  ] as const)
    it(`a request that is ${state}`, () => {
      const decisions =
          state === "expired" || state === "stale"
            ? []
            : [by("second", state === "declined" ? "declined" : "approved")],
        a = approval({ state, decisions, endedAt: AT });
      assert.match(said(a), en);
      assert.match(said(a, {}, "de"), de);
      assert.equal(/waits/.test(said(a)), false);
    });
  it("when it was looked at again, and when it will be", () => {
    const confirmation = { at: AT, state: "partly" as const, better: [], left: [], notes: [] };
    const lines = said(approval({ state: "done", endedAt: AT }), { state: "partly", confirmation, followUpAt: AT });
    assert.match(lines, /Looked at again on 2 Mar.*\nI look again by myself on 2 Mar/);
    assert.match(
      said(approval({ state: "done", endedAt: AT }), { state: "confirming" }),
      /Both sides are being looked at/,
    );
  });
});
