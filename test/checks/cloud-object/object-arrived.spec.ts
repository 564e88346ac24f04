import check from "../../../src/checks/cloud-object/object-arrived";
import { immutableIdOf } from "../../../src/identity/anchor";
import { testCheck } from "../../testers/check-tester";
import { connectors } from "../scope/world";
import { cloudContact, cloudGroup, computer, contact, device, group } from "../shared/objects";
import { ad, exportError } from "../shared/people";

const whole = { "ad.user": group(), "entra.object": cloudGroup(), "server.connectors": connectors() };
testCheck(check, [
  {
    name: "a group by its SID",
    verdict: "warn",
    message: "arrived",
    code: "already-synced",
    standing: "benign",
    data: { kind: "group" },
    facts: whole,
  },
  {
    name: "a device by its computer's objectGUID",
    verdict: "warn",
    message: "arrived",
    data: { kind: "device" },
    facts: { "ad.user": computer(), "entra.object": device() },
  },
  {
    name: "a contact by its address",
    verdict: "warn",
    message: "arrived",
    data: { kind: "contact" },
    facts: { "ad.user": contact(), "entra.object": cloudContact() },
  },
  { name: "a person", verdict: "skip", message: "notWhole", not: ["arrived"], facts: { "ad.user": ad() } },
  {
    name: "a group of the same name that was never synced",
    verdict: "skip",
    message: "notWhole",
    not: ["arrived"],
    facts: { ...whole, "entra.object": cloudGroup({ onPremisesSyncEnabled: null }) },
  },
  {
    name: "another group's SID",
    verdict: "skip",
    message: "notWhole",
    not: ["arrived"],
    facts: { ...whole, "entra.object": cloudGroup({ onPremisesSecurityIdentifier: "S-1-5-21-1-2-3-2009" }) },
  },
  {
    name: "a value of it is withheld",
    verdict: "skip",
    message: "notWhole",
    not: ["arrived"],
    facts: {
      ...whole,
      "entra.object": cloudGroup({
        onPremisesProvisioningErrors: [
          { category: "PropertyConflict", propertyCausingError: "ProxyAddresses", value: "SMTP:s@contoso.com" },
        ],
      }),
    },
  },
  {
    name: "its export fails",
    verdict: "skip",
    message: "notWhole",
    not: ["arrived"],
    facts: {
      ...whole,
      "server.runHistory": exportError("LargeObject", undefined, "member", immutableIdOf(group().objectGUID)!),
    },
  },
]);
