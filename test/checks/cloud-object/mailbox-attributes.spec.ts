import { absent, unreadable } from "../../../src/domain";
import check from "../../../src/checks/cloud-object/mailbox-attributes";
import { testCheck } from "../../testers/check-tester";
import { GUID, OTHER, ad, domains, linked, otherAd, terms } from "../shared/people";

const NONE = absent({ system: "entra", via: "GET /users/{id}/mailboxSettings" });
const error = (over: { isResolved?: boolean; serviceInstance?: string } = {}) => ({
  serviceInstance: "exchange/eu-1",
  isResolved: false,
  createdDateTime: "2026-11-20T08:31:00Z",
  errorDetail: "ExchangeGuid",
  ...over,
});
const refused = { "ad.user": ad(), "entra.user": linked({ serviceProvisioningErrors: [error()] }) };
const withPlan = linked({ assignedPlans: [{ service: "exchange", capabilityStatus: "Enabled" }] });
const elsewhere = {
  "ad.user": ad({ msExchMailboxGuid: OTHER, msExchRecipientTypeDetails: 1 }),
  "entra.user": withPlan,
  "entra.mailboxSettings": NONE,
};
const remoteUser = {
  "ad.user": ad({ msExchRecipientTypeDetails: 2147483648, msExchRemoteRecipientType: 4 }),
  "entra.user": linked(),
};
const madeShared = {
  ...terms("ana.lima@contoso.com"),
  text: "we made it a shared mailbox, it is a user mailbox again",
};
const ofTheList = { ...terms("ana.lima@contoso.com"), topics: ["list" as const] };
const numbered = {
  "ad.user": ad(),
  "entra.user": linked({ proxyAddresses: ["smtp:ana.lima4711@contoso.onmicrosoft.com"] }),
  "entra.domains": domains,
};
const hidden = {
  "ad.user": ad({ mailNickname: "ana.lima", msExchHideFromAddressLists: true }),
  "entra.user": linked(),
};

testCheck(check, [
  { name: "not there", verdict: "skip", message: "noPair", facts: { "ad.user": ad() } },
  {
    name: "Exchange refuses",
    verdict: "fail",
    message: "refused",
    proof: "stated",
    since: "2026-11-20T08:31:00Z",
    suggests: [],
    facts: refused,
  },
  {
    name: "Exchange refused once, and that is over",
    verdict: "pass",
    message: "fine",
    not: ["refused"],
    facts: { ...refused, "entra.user": linked({ serviceProvisioningErrors: [error({ isResolved: true })] }) },
  },
  {
    name: "another service refuses",
    verdict: "pass",
    message: "fine",
    not: ["refused"],
    facts: {
      ...refused,
      "entra.user": linked({ serviceProvisioningErrors: [error({ serviceInstance: "SharePoint/eu-1" })] }),
    },
  },
  {
    name: "the mailbox is elsewhere",
    verdict: "fail",
    message: "elsewhere",
    proof: "measured",
    suggests: [],
    facts: elsewhere,
  },
  {
    name: "the mailbox is elsewhere, as AD alone says",
    verdict: "fail",
    message: "elsewhere",
    proof: "timed",
    settles: ["entra.mailboxSettings"],
    facts: { ...elsewhere, "entra.mailboxSettings": unreadable("denied", "403") },
  },
  {
    name: "the mailbox is in Exchange Online",
    verdict: "pass",
    message: "fine",
    not: ["elsewhere"],
    facts: { ...elsewhere, "entra.mailboxSettings": { timeZone: "UTC" } },
  },
  {
    name: "no mailbox, and AD names none either: it is on its way",
    verdict: "pass",
    message: "fine",
    not: ["elsewhere"],
    facts: { ...elsewhere, "ad.user": ad() },
  },
  {
    name: "no licence for Exchange",
    verdict: "pass",
    message: "fine",
    not: ["elsewhere"],
    facts: { ...elsewhere, "entra.user": linked() },
  },
  {
    name: "digits in the routing address",
    verdict: "fail",
    message: "numbered",
    proof: "timed",
    suggests: ["set-attribute"],
    proposal: {
      object: GUID,
      attribute: "mailNickname",
      value: "ana.lima",
      why: "the sign-in name's own alias",
    },
    facts: numbered,
  },
  {
    name: "the routing address got digits, and the account has an alias of its own",
    verdict: "fail",
    message: "numbered",
    suggests: [],
    facts: { ...numbered, "ad.user": ad({ mailNickname: "ana.lima" }) },
  },
  {
    name: "the routing address got digits, and somebody else has the sign-in name's alias",
    verdict: "fail",
    message: "numbered",
    suggests: [],
    facts: { ...numbered, "ad.related": [otherAd({ mailNickname: "Ana.Lima" })] },
  },
  {
    name: "the routing address is the alias",
    verdict: "pass",
    message: "fine",
    not: ["numbered"],
    facts: { ...numbered, "entra.user": linked({ proxyAddresses: ["smtp:ana.lima@contoso.onmicrosoft.com"] }) },
  },
  {
    name: "digits of the person's own, in the company's domain",
    verdict: "pass",
    message: "fine",
    not: ["numbered"],
    facts: { ...numbered, "entra.user": linked({ proxyAddresses: ["smtp:ana.lima4711@contoso.com"] }) },
  },
  {
    name: "hidden",
    verdict: "fail",
    message: "hidden",
    standing: "expected",
    suggests: ["set-attribute"],
    proposal: { object: GUID, attribute: "msExchHideFromAddressLists", value: null },
    facts: hidden,
  },
  {
    name: "hidden without an alias: no rule flows the attribute",
    verdict: "pass",
    message: "fine",
    not: ["hidden"],
    facts: { ...hidden, "ad.user": ad({ msExchHideFromAddressLists: true }) },
  },
  {
    name: "not hidden",
    verdict: "pass",
    message: "fine",
    not: ["hidden"],
    facts: { ...hidden, "ad.user": ad({ mailNickname: "ana.lima", msExchHideFromAddressLists: false }) },
  },
  {
    name: "AD says user, Exchange Online has it as shared",
    verdict: "fail",
    message: "typesDiffer",
    code: "mailbox-attributes-conflict",
    proof: "measured",
    suggests: [],
    data: { onPremises: "user", wanted: "shared", type: "Shared" },
    facts: { ...remoteUser, "entra.mailboxSettings": { userPurpose: "shared" } },
  },
  {
    name: "the two attributes of AD disagree",
    verdict: "fail",
    message: "typesDiffer",
    proof: "measured",
    data: { onPremises: "user", wanted: "room", type: "Room" },
    facts: { ...remoteUser, "ad.user": ad({ msExchRecipientTypeDetails: 2147483648, msExchRemoteRecipientType: 33 }) },
  },
  {
    name: "made shared in the cloud and turned back, the account already disabled",
    verdict: "fail",
    message: "typesDiffer",
    proof: "timed",
    data: { wanted: "shared", there: "it was made" },
    facts: {
      ...remoteUser,
      ask: madeShared,
      "entra.user": linked({ accountEnabled: false, assignedLicenses: [] }),
      "entra.mailboxSettings": { userPurpose: "user" },
    },
  },
  {
    name: "somebody who has access to a shared mailbox is none",
    verdict: "pass",
    message: "fine",
    not: ["typesDiffer"],
    facts: { ...remoteUser, ask: madeShared, "entra.mailboxSettings": { userPurpose: "user" } },
  },
  {
    name: "shared on both sides",
    verdict: "pass",
    message: "fine",
    not: ["typesDiffer"],
    facts: {
      ...remoteUser,
      "ad.user": ad({ msExchRecipientTypeDetails: 34359738368, msExchRemoteRecipientType: 100 }),
      "entra.mailboxSettings": { userPurpose: "shared" },
    },
  },
  {
    name: "to be hidden, without an alias: the flag stays on premises",
    verdict: "fail",
    message: "notHidden",
    proof: "measured",
    facts: { ...hidden, ask: ofTheList, "ad.user": ad({ msExchHideFromAddressLists: true }) },
  },
  {
    name: "to be hidden, with an alias",
    verdict: "fail",
    message: "hidden",
    not: ["notHidden"],
    facts: { ...hidden, ask: ofTheList },
  },
]);
