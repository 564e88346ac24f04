/** Events, audits and policies by which the tables of password writeback are written. */
import type { AdObject, DirectoryAudit, EventRecord } from "../../../src/domain";
import { ad, ANCHOR, linked } from "../shared/people";

export const WHEN = "2026-11-23T08:31:20Z";
const OF = `Context: cloudAnchor: User_${linked().id}, SourceAnchorValue: ${ANCHOR}, UserPrincipalName: ana.lima@contoso.com, unblockUser: True`;
export const event = (
  Id: number,
  Message = `TrackingId: 3f4f, ${OF}`,
  over: Partial<EventRecord> = {},
): EventRecord => ({
  LogName: "Application",
  ProviderName: "PasswordResetService",
  Id,
  LevelDisplayName: "Error",
  TimeCreated: WHEN,
  Message,
  ...over,
});
export const reason = (what: string) =>
  `TrackingId: 3f4f, Reason: Synchronization Engine returned an error ${what}, ${OF}`;
export const engine = (Message: string): EventRecord =>
  event(6329, Message, { ProviderName: "ADSync", TimeCreated: "2026-11-23T08:31:19Z" });
export const audit = (resultReason: string, over: Partial<DirectoryAudit> = {}): DirectoryAudit => ({
  activityDateTime: WHEN,
  activityDisplayName: "Reset password (self-service)",
  result: "failure",
  resultReason,
  initiatedBy: { user: { userPrincipalName: "ana.lima@contoso.com" } },
  targetResources: [{ id: linked().id }],
  ...over,
});
export const domain = (over: Partial<AdObject> = {}): AdObject => ({
  dn: "DC=contoso,DC=local",
  forest: "contoso.local",
  objectClass: ["top", "domain", "domainDNS"],
  objectGUID: "8d3c6a51-7f2e-4b90-a6c1-0e5f92d4b7ab",
  minPwdAge: "1.00:00:00",
  pwdHistoryLength: 24,
  minPwdLength: 12,
  ...over,
});
export const people = { now: "2026-11-23T09:00:00Z", "ad.user": ad(), "entra.user": linked() };
