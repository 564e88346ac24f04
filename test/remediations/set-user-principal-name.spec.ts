import remedy from "../../src/remediations/set-user-principal-name";
import { testRemediation } from "../testers/remediation-tester";
import {
  adIs,
  ana,
  ANCHOR,
  anchoredOn,
  bo,
  cloudAna,
  DELTA,
  GUID,
  hybrid,
  idle,
  linkedBy,
  noCycle,
  OTHER,
  write,
} from "./world";

const UPN = "userPrincipalName";
const local = ana({ userPrincipalName: "ana.lima@contoso.local" });
const proposal = (value: string, object = GUID) => ({ proposal: { object, attribute: UPN, value } });
const twice = { "ad.related": [bo({ userPrincipalName: "ana.lima@contoso.com" })] };

testRemediation(remedy, {
  world: { ...hybrid, "ad.user": local },
  plans: [
    {
      name: "the primary address, which is the same name in a verified domain",
      commands: [write(UPN, "ana.lima@contoso.com"), DELTA],
      expects: [
        adIs(UPN, "ana.lima@contoso.local"),
        { system: "both", free: "ana.lima@contoso.com", except: [GUID] },
        ...idle,
      ],
      undo: [write(UPN, "ana.lima@contoso.local")],
      verify: linkedBy([ANCHOR], { userPrincipalName: "ana.lima@contoso.com" }),
    },
    {
      name: "what the check proposes",
      finding: proposal("ana@contoso.com"),
      commands: [write(UPN, "ana@contoso.com"), DELTA],
      verify: linkedBy([ANCHOR], { userPrincipalName: "ana@contoso.com" }),
    },
    {
      name: "of the object that is proposed",
      facts: { "ad.related": [bo()] },
      finding: proposal("bo@contoso.com", OTHER),
      commands: [write(UPN, "bo@contoso.com", OTHER), DELTA],
      verify: linkedBy([ANCHOR]),
    },
    {
      name: "the same name without the period before the @ (adsync reference §7.1)",
      facts: { "ad.user": ana({ userPrincipalName: "ana.@contoso.com" }) },
      commands: [write(UPN, "ana@contoso.com"), DELTA],
      verify: linkedBy([ANCHOR], { userPrincipalName: "ana@contoso.com" }),
    },
    {
      name: "a name that the person's cloud-only user holds: it is tied afterwards",
      facts: { "entra.user": cloudAna() },
      commands: [write(UPN, "ana.lima@contoso.com"), DELTA],
      expects: [
        adIs(UPN, "ana.lima@contoso.local"),
        { system: "both", free: "ana.lima@contoso.com", except: [GUID, "cloud-ana"] },
        ...idle,
      ],
      verify: { kind: "ad-value", objectGUID: GUID, attribute: UPN, equals: "ana.lima@contoso.com" },
    },
    {
      name: "judged by the anchor that the account has afterwards, in a tenant anchored on the sign-in name",
      facts: { "server.globalSettings": anchoredOn("userPrincipalName") },
      commands: [write(UPN, "ana.lima@contoso.com"), DELTA],
      verify: linkedBy(["ana.lima@contoso.com"], { userPrincipalName: "ana.lima@contoso.com" }),
    },
  ],
  chooses: [
    {
      name: "two accounts hold one name: the one that came later first",
      facts: {
        "ad.user": ana({ whenCreated: "2026-01-01T00:00:00Z" }),
        "ad.related": [bo({ userPrincipalName: "ana.lima@contoso.com", whenCreated: "2026-11-01T00:00:00Z" })],
      },
      ids: [
        `${OTHER}|bo.ek@contoso.com`,
        `${OTHER}|ana.lima.contoso@contoso.com`,
        `${OTHER}|ana.lima2@contoso.com`,
        `${GUID}|ana.lima.contoso@contoso.com`,
        `${GUID}|ana.lima2@contoso.com`,
      ],
    },
  ],
  refuses: [
    ...noCycle,
    { name: "no account", facts: { "ad.user": null }, says: /no AD account/ },
    { name: "M8: a protected account", facts: { "ad.user": { ...local, adminCount: 1 } }, says: /protected account/ },
    { name: "the name is in order", facts: { "ad.user": ana() }, says: /No new sign-in name/ },
    {
      name: "another account holds every name",
      facts: { "ad.related": [bo({ userPrincipalName: "ana.lima@contoso.com" })] },
      says: /No new sign-in name/,
    },
    {
      name: "a group holds the name",
      facts: { "entra.otherHolders": [{ id: "group", kind: "group", mail: "ana.lima@contoso.com" }] },
      says: /No new sign-in name/,
    },
    { name: "no domain is verified", facts: { "entra.domains": [] }, says: /No new sign-in name/ },
    { name: "a proposal that is malformed", finding: proposal("ana lima@contoso.com"), says: /No new sign-in name/ },
    {
      name: "a proposal in a domain that is not verified",
      finding: proposal("ana@fabrikam.com"),
      says: /No new sign-in/,
    },
    {
      name: "a proposal for an object that nobody read",
      finding: proposal("bo@contoso.com", OTHER),
      says: /No new sign-in/,
    },
    {
      name: "M8: both holders of the name are protected",
      facts: {
        ...twice,
        "ad.user": ana({ adminCount: 1 }),
        "ad.related": [bo({ userPrincipalName: "ana.lima@contoso.com", adminCount: 1 })],
      },
      says: /protected account/,
    },
  ],
});
