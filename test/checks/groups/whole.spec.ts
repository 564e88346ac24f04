import check from "../../../src/checks/groups/whole";
import { testCheck } from "../../testers/check-tester";
import { connectors, run } from "../scope/world";
import { cloudContact, cloudGroup, contact, device, computer, group } from "../shared/objects";
import { ad, otherAd, linked, terms } from "../shared/people";

const STAFF = "OU=Staff,DC=contoso,DC=local",
  AWAY = "CN=Bo Ek,OU=Away,DC=contoso,DC=local";
const ask = (text: string, ...topics: ("list" | "group")[]) => ({ ...terms("Surveyors"), text, topics });
const ofMembers = ask("members of the group Surveyors are missing in the cloud", "group"),
  ofLists = ask("Surveyors isn't in the address list", "list");
const here = { dn: `CN=Surveyors,${STAFF}` };
const tied = {
  "ad.user": group(here),
  "entra.object": cloudGroup(),
  "entra.membership": { members: 1, groups: 0 },
  "server.connectors": connectors(),
  "server.runHistory": [run({ ConnectorName: "contoso.local", StartDate: "2026-11-23T08:46:12Z" })],
};
const short = {
  ...tied,
  ask: ofMembers,
  "ad.user": group({ ...here, member: [ad().dn, otherAd().dn] }),
};
const quarantined = {
  ...tied,
  "entra.object": cloudGroup({
    onPremisesProvisioningErrors: [
      {
        category: "PropertyConflict",
        occurredDateTime: "2026-11-20T08:30:00Z",
        propertyCausingError: "ProxyAddresses",
        value: "SMTP:ana.lima@contoso.com",
      },
    ],
  }),
  "entra.relatedUsers": [linked()],
};
const list = group({ ...here, groupType: 2, member: [ad().dn] });

testCheck(check, [
  { name: "a person", verdict: "skip", message: "notThere", facts: { "ad.user": ad() } },
  {
    name: "a device has none of these",
    verdict: "skip",
    message: "notThere",
    facts: { "ad.user": computer(), "entra.object": device() },
  },
  { name: "a group with all its members", verdict: "pass", message: "whole", facts: { ...tied, ask: ofMembers } },
  {
    name: "a value of it is withheld",
    verdict: "fail",
    message: "withheld",
    code: "quarantined-attribute",
    proof: "stated",
    since: "2026-11-20T08:30:00Z",
    suggests: [],
    facts: quarantined,
  },
  {
    name: "nothing is withheld any more",
    verdict: "pass",
    message: "whole",
    not: ["withheld"],
    facts: { ...quarantined, "entra.object": cloudGroup() },
  },
  {
    name: "hidden, and missed in the address list",
    verdict: "fail",
    message: "hidden",
    code: "mailbox-attributes-conflict",
    facts: {
      ask: ofLists,
      "ad.user": contact({ msExchHideFromAddressLists: true }),
      "entra.object": cloudContact(),
    },
  },
  {
    name: "hidden, and nobody misses it there",
    verdict: "pass",
    message: "whole",
    not: ["hidden"],
    facts: {
      ask: ofMembers,
      "ad.user": contact({ msExchHideFromAddressLists: true }),
      "entra.object": cloudContact(),
    },
  },
  {
    name: "a distribution group without an address",
    verdict: "fail",
    message: "noAddress",
    code: "required-attribute-missing",
    facts: { ...tied, ask: ofLists, "ad.user": list },
  },
  {
    name: "one with an address",
    verdict: "pass",
    message: "whole",
    not: ["noAddress"],
    facts: { ...tied, ask: ofLists, "ad.user": { ...list, mail: "surveyors@contoso.com" } },
  },
  {
    name: "a member that stands outside",
    verdict: "fail",
    message: "membersOutside",
    code: "referenced-object-missing",
    proof: "measured",
    data: { count: 1 },
    facts: { ...short, "ad.user": group({ ...here, member: [ad().dn, AWAY] }) },
  },
  {
    name: "fewer members in the cloud, all of selected places",
    verdict: "fail",
    message: "membersMissing",
    not: ["membersOutside"],
    code: "referenced-object-missing",
    proof: "timed",
    data: { there: 1, count: 2 },
    facts: short,
  },
  {
    name: "the group changed after the newest import",
    verdict: "pass",
    message: "whole",
    not: ["membersMissing", "membersOutside"],
    facts: {
      ...short,
      "ad.user": group({ ...here, member: [ad().dn, AWAY], whenChanged: "2026-11-23T08:55:00Z" }),
    },
  },
]);
