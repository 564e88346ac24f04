import { adviceOf, textOf } from "../../../src/triage/words";
import assert from "node:assert/strict";
import { checks } from "../../../src/checks/passwords";
import type { AnyCheck, Facts } from "../../../src/domain";
import { judgeOne, linked, messagesOf, NOW, person, scheduler } from "../scope/world";

const check = (id: string): AnyCheck => checks.find((c) => c.id === id)!;
const event = (Id: number, TimeCreated: string) => ({
  LogName: "Application",
  ProviderName: "Directory Synchronization",
  Id,
  TimeCreated,
  Message: "",
});
const stalled: Partial<Facts> = {
  now: NOW,
  "ad.user": person({ pwdLastSet: "2026-11-23T07:20:00Z" }),
  "entra.user": linked({ lastPasswordChangeDateTime: "2026-08-27T06:12:00Z" }),
  "server.scheduler": scheduler,
  "server.services": [{ Name: "ADSync", DisplayName: "Azure AD Sync", Status: "Running", StartType: "Automatic" }],
  "server.events": [event(655, "2026-11-23T08:50:11Z"), event(654, "2026-11-20T08:20:00Z")],
};
const rights = [{ Account: "C\\MSOL_1", DN: "DC=contoso,DC=local", Missing: ["replicate-changes"] }];
const rows: { id: string; name: string; facts: Partial<Facts>; message: string; code?: string; suggests?: string[] }[] =
  [
    {
      id: "passwords.synced",
      name: "temporary password",
      facts: { "ad.user": person({ pwdLastSet: 0 }), "entra.user": linked() },
      message: "temporary",
      code: "password-change-required",
      suggests: [],
    },
    {
      id: "passwords.synced",
      name: "a user who is not linked lacks more than a password",
      facts: { "ad.user": person({ pwdLastSet: 0 }) },
      message: "notApplicable",
    },
    {
      id: "passwords.synced",
      name: "the channel fails",
      facts: stalled,
      message: "stalled",
      code: "password-sync-stalled",
      suggests: ["restart-password-sync", "restart-sync-service"],
    },
    {
      id: "passwords.synced",
      name: "a heartbeat after the error",
      facts: { ...stalled, "server.events": [event(654, "2026-11-23T08:55:00Z"), event(655, "2026-11-23T08:50:11Z")] },
      message: "followed",
    },
    {
      id: "passwords.synced",
      name: "staging sends no hashes",
      facts: { ...stalled, "server.scheduler": { ...scheduler, StagingModeEnabled: true } },
      message: "other",
    },
    {
      id: "passwords.synced",
      name: "FIPS is the cause, not the channel",
      facts: { ...stalled, "server.host": { FipsAlgorithmPolicyEnabled: 1 } },
      message: "other",
    },
    {
      id: "passwords.rights",
      name: "no replication right",
      facts: {
        "ad.user": person(),
        "server.missingRights": rights,
        "server.events": [event(611, "2026-11-23T08:50:11Z")],
      },
      message: "missing",
      code: "password-hash-rights-missing",
      suggests: ["grant-connector-permission"],
    },
    {
      id: "passwords.rights",
      name: "read is missing too: that is upstream",
      facts: {
        "ad.user": person(),
        "server.missingRights": [
          ...rights,
          { Account: "C\\MSOL_1", DN: "OU=Staff,DC=contoso,DC=local", Missing: ["read"] },
        ],
      },
      message: "held",
    },
  ];
describe("checks/passwords", () => {
  for (const r of rows)
    it(`${r.id}: ${r.name}`, () => {
      assert.deepEqual(messagesOf(check(r.id), r.facts), [r.message]);
      const [finding] = judgeOne(check(r.id), r.facts);
      assert.equal(finding!.code, r.code ?? finding!.code);
      if (r.suggests !== undefined) assert.deepEqual(finding!.suggests, r.suggests);
      assert.doesNotMatch(textOf(finding!) + adviceOf(finding!).join(), /\{\w+\}/);
    });
});
