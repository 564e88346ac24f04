import assert from "node:assert/strict";
import type { Quoted } from "../../src/domain";
import { quotedIn } from "../../src/triage/quoted";

const DN = "CN=Sato\\, Hana,OU=Staff,DC=contoso,DC=local";
const ROWS: readonly (readonly [text: string, quoted: Partial<Quoted>])[] = [
  ["fails every run with InvalidSoftMatch on his SMTP address", { errors: ["InvalidSoftMatch"] }],
  ["fails with ObjectTypeMismatch since her first sync", { errors: ["ObjectTypeMismatch"] }],
  [
    "Portal zeigt Quarantäne (HybridIdentityServiceNoActiveAgents)",
    { errors: ["HybridIdentityServiceNoActiveAgents"] },
  ],
  ["Error 8344 permission-issue Insufficient access rights", { errors: ["permission-issue", "8344"] }],
  ["8344 permission-issue on one admin", { errors: ["permission-issue", "8344"] }],
  ['the log says "Entra ID is currently busy, error 81"', { errors: ["81"] }],
  ["service-specific error -2145188795", { errors: ["-2145188795"] }],
  ["dsregcmd ends with 0x801c03f2.", { errors: ["0x801c03f2"] }],
  ["AADSTS50053 when signing in", { errors: ["AADSTS50053"] }],
  ["it says SSPR_0029", { errors: ["SSPR_0029"] }],
  ["the Entra connector shows no-start-ma", { errors: ["no-start-ma"] }],
  ["deltas fail, event 6020. New joiner", { events: [6020] }],
  ["a row of events on the sync server, 6126, 109, 6801 and 6110, and no changes", { events: [6126, 109, 6801, 6110] }],
  ["Ereignis 611 seit gestern", { events: [611] }],
  [`permission-issue on ${DN} again`, { errors: ["permission-issue"], dns: [DN] }],
  ["CN={6D3456} is refused", { dns: ["CN={6D3456}"] }],
  ["the event says the disk is full, but the server has 60 GB free", {}],
  ["PowerShell, IdFix, OneDrive and SharePoint, ImmutableId and ExchangeGuid", {}],
  ["Get-KdsRootKey and Start-ADSyncSyncCycle ran", {}],
  ["minh.tran5083@contoso.com since 2024, 3 users, 100% CPU", {}],
  ["DeAndre McKenzie has no error at all", {}],
];

describe("what an ask quotes", () => {
  for (const [text, quoted] of ROWS)
    it(text, () => assert.deepEqual(quotedIn(text), { errors: [], events: [], dns: [], ...quoted }));
});
