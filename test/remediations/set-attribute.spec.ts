import remedy from "../../src/remediations/set-attribute";
import { testRemediation } from "../testers/remediation-tester";
import { adIs, ana, ANCHOR, anchoredOn, bo, DELTA, GUID, hybrid, idle, linkedBy, noCycle, OTHER, write } from "./world";

const proposal = (attribute: string, value: string | readonly string[] | null, object = GUID) => ({
  proposal: { object, attribute, value },
});
const named = proposal("displayName", "Ana Lima-Berg");
const wanted = ["SMTP:ana.lima@contoso.com", "smtp:ana@contoso.com"];
const free = (name: string, except = [GUID]) => ({ system: "both", free: name, except }) as const;

testRemediation(remedy, {
  world: hybrid,
  plans: [
    {
      name: "the proposed value, then a delta",
      finding: named,
      commands: [write("displayName", "Ana Lima-Berg"), DELTA],
      expects: [adIs("displayName", "Ana Lima"), ...idle],
      undo: [write("displayName", "Ana Lima")],
      verify: linkedBy([ANCHOR]),
    },
    {
      name: "the whole proposed list; a new address must be free",
      finding: proposal("proxyAddresses", wanted),
      commands: [write("proxyAddresses", wanted), DELTA],
      expects: [adIs("proxyAddresses", ["SMTP:ana.lima@contoso.com"]), free("ana@contoso.com"), ...idle],
      undo: [write("proxyAddresses", ["SMTP:ana.lima@contoso.com"])],
      verify: linkedBy([ANCHOR]),
    },
    {
      name: "of the object that is proposed",
      facts: { "ad.related": [bo()] },
      finding: proposal("displayName", "Bo Ek-Lund", OTHER),
      commands: [write("displayName", "Bo Ek-Lund", OTHER), DELTA],
      verify: linkedBy([ANCHOR]),
    },
    {
      name: "an emptied attribute",
      facts: { "ad.user": ana({ info: "x" }) },
      finding: proposal("info", null),
      commands: [write("info", null), DELTA],
      undo: [write("info", "x")],
      verify: linkedBy([ANCHOR]),
    },
    {
      name: "judged by the anchor that the account has afterwards, in a tenant anchored on mail",
      facts: { "server.globalSettings": anchoredOn("mail") },
      finding: proposal("mail", "ana@contoso.com"),
      commands: [write("mail", "ana@contoso.com"), DELTA],
      verify: linkedBy(["ana@contoso.com"]),
    },
    {
      name: "a missing value is verified in Active Directory: no cloud user may exist yet",
      facts: { "ad.user": { ...ana(), mail: "", proxyAddresses: [] } },
      finding: { code: "required-attribute-missing", ...proposal("mail", "ana@contoso.com") },
      commands: [write("mail", "ana@contoso.com"), DELTA],
      expects: [adIs("mail", ""), free("ana@contoso.com"), ...idle],
      verify: { kind: "ad-value", objectGUID: GUID, attribute: "mail", equals: "ana@contoso.com" },
    },
    {
      name: "a touch: the stuck address off and on again (adsync reference, addendum)",
      facts: { "ad.user": ana({ proxyAddresses: wanted }) },
      finding: {
        proposal: {
          object: GUID,
          attribute: "proxyAddresses",
          value: ["SMTP:ana.lima@contoso.com"],
          back: wanted,
        },
      },
      commands: [write("proxyAddresses", ["SMTP:ana.lima@contoso.com"]), DELTA, write("proxyAddresses", wanted), DELTA],
      verify: linkedBy([ANCHOR]),
    },
  ],
  chooses: [
    {
      name: "two values that would do, the proposed one first",
      finding: {
        ...proposal("mailNickname", "ana"),
        alternatives: [{ object: GUID, attribute: "mailNickname", value: "alima" }],
      },
      ids: ["mailNickname=ana", "mailNickname=alima"],
    },
  ],
  refuses: [
    ...noCycle.map((c) => ({ ...c, finding: named })),
    { name: "no account", facts: { "ad.user": null }, says: /no AD account/ },
    {
      name: "M8: a protected account",
      facts: { "ad.user": ana({ adminCount: 1 }) },
      finding: named,
      says: /protected account/,
    },
    {
      name: "M8: the object that is proposed is protected",
      facts: { "ad.related": [bo({ adminCount: 1 })] },
      finding: proposal("displayName", "Bo Ek-Lund", OTHER),
      says: /protected account/,
    },
    {
      name: "an object that nobody read",
      finding: proposal("displayName", "Bo", OTHER),
      says: /No single known value/,
    },
    {
      name: "an attribute that is not to be written",
      finding: proposal("adminCount", "0"),
      says: /No single known value/,
    },
    { name: "no value is known", finding: { code: "attribute-too-large" }, says: /No single known value/ },
    {
      name: "a value in the words of the finding is no proposal",
      finding: { code: "attribute-too-large", data: { attribute: "displayName", proposed: "X" } },
      says: /No single known value/,
    },
    {
      name: "a proposed address that a group holds",
      facts: { "entra.otherHolders": [{ id: "group", kind: "group", mail: "ana@contoso.com" }] },
      finding: proposal("proxyAddresses", wanted),
      says: /No single known value/,
    },
    {
      name: "a code alone tells no value",
      facts: { "ad.user": ana({ mailNickname: ".ana lima" }) },
      finding: { code: "invalid-attribute-value" },
      says: /No single known value/,
    },
    {
      name: "a proposed mail that another account holds",
      facts: { "ad.related": [bo({ mail: "ana@contoso.com" })] },
      finding: proposal("mail", "ana@contoso.com"),
      says: /No single known value/,
    },
  ],
});
