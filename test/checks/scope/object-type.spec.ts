import check from "../../../src/checks/scope/object-type";
import { testCheck } from "../../testers/check-tester";
import { event } from "../shared/engine-world";
import { AAD, connectors, person, run } from "./world";
import { computer, contact } from "../shared/objects";
import { terms } from "../shared/people";

const inetOrgPerson = person({ objectClass: ["top", "person", "organizationalPerson", "user", "inetOrgPerson"] });
const ask = (text: string) => ({ ...terms("vendor"), text });
const gmsa = ["top", "person", "user", "computer", "msDS-GroupManagedServiceAccount"];
const cloudTypes = (...ObjectTypes: string[]) => connectors().map((c) => (c.Name === AAD ? { ...c, ObjectTypes } : c));
const imports = (Result: string) => [run({ ConnectorName: AAD, Result })];
const threw = event("ADSync", 6801, "2026-11-23T08:46:15Z");
const stopped = {
  "ad.user": person(),
  "server.connectors": cloudTypes("user", "group", "contact", "publicFolder"),
  "server.runHistory": imports("stopped-extension-dll-exception"),
  "server.events": [threw],
};

testCheck(check, [
  {
    name: "a group managed service account",
    facts: { "ad.user": person({ objectClass: gmsa }) },
    verdict: "fail",
    message: "unsupported",
    code: "unsupported-object-type",
    proof: "measured",
    suggests: [],
    data: { class: "msDS-GroupManagedServiceAccount" },
  },
  {
    name: "an ordinary user",
    facts: { "ad.user": person(), "server.connectors": connectors({ ObjectTypes: ["user", "group"] }) },
    verdict: "pass",
    message: "supported",
    not: ["unsupported", "notSelected"],
    data: { class: "user" },
  },
  {
    name: "the class is not ticked",
    facts: { "ad.user": inetOrgPerson, "server.connectors": connectors({ ObjectTypes: ["user", "group"] }) },
    verdict: "fail",
    message: "notSelected",
    code: "object-type-not-selected",
    data: { class: "inetOrgPerson", connector: "contoso.local" },
  },
  {
    name: "the class is ticked, in other letter case",
    facts: { "ad.user": inetOrgPerson, "server.connectors": connectors({ ObjectTypes: ["User", "INETORGPERSON"] }) },
    verdict: "pass",
    message: "supported",
    not: ["notSelected"],
  },
  {
    name: "the cloud connector lacks a type, and its import threw",
    facts: stopped,
    verdict: "fail",
    message: "cloudLacks",
    code: "object-type-not-selected",
    standing: "blocking",
    data: { class: "device", connector: AAD, result: "stopped-extension-dll-exception" },
  },
  {
    name: "it has every type: its import threw for something else",
    facts: { ...stopped, "server.connectors": cloudTypes("user", "group", "contact", "device", "publicFolder") },
    verdict: "pass",
    message: "supported",
    not: ["cloudLacks"],
  },
  {
    name: "it lacks a type, and a later import went well",
    facts: {
      ...stopped,
      "server.runHistory": [
        run({ ConnectorName: AAD, StartDate: "2026-11-23T07:46:12Z", Result: "stopped-extension-dll-exception" }),
        run({ ConnectorName: AAD }),
      ],
    },
    verdict: "pass",
    message: "supported",
    not: ["cloudLacks"],
  },
  { name: "nobody", facts: {}, verdict: "skip", message: "noUser" },
  {
    name: "a contact of whom somebody expects an account",
    facts: { "ad.user": contact(), ask: ask("vendor isn't in Microsoft 365") },
    verdict: "fail",
    message: "unsupported",
    code: "unsupported-object-type",
    data: { class: "contact" },
  },
  {
    name: "a contact that is asked about as one",
    facts: {
      "ad.user": contact(),
      ask: ask("the contact vendor isn't in Exchange Online"),
      "server.connectors": connectors({ ObjectTypes: ["user", "group", "contact"] }),
    },
    verdict: "pass",
    message: "supported",
    not: ["unsupported", "notSelected"],
  },
  {
    name: "a computer syncs as a device, where its class is ticked",
    facts: { "ad.user": computer(), "server.connectors": connectors({ ObjectTypes: ["user", "computer"] }) },
    verdict: "pass",
    message: "supported",
    not: ["unsupported", "notSelected"],
  },
  {
    name: "a computer, and its class is not ticked",
    facts: { "ad.user": computer(), "server.connectors": connectors({ ObjectTypes: ["user", "group"] }) },
    verdict: "fail",
    message: "notSelected",
    data: { class: "computer" },
  },
]);
