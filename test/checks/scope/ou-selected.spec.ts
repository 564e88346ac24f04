import check from "../../../src/checks/scope/ou-selected";
import { testCheck } from "../../testers/check-tester";
import { chain, connectors, leaving, linked, person } from "./world";

const at = (dn: string) => ({ "ad.user": person({ dn }), "server.connectors": connectors() });
const NO_SYNC = "CN=Ann Berg,OU=NoSync,OU=Staff,DC=contoso,DC=local";
const employee = { "Microsoft.SynchronizationOption.AnchorAttribute": "employeeID" };

testCheck(check, [
  {
    name: "the longer exclusion wins",
    facts: at(NO_SYNC),
    verdict: "fail",
    message: "excluded",
    not: ["notListed"],
    code: "ou-out-of-scope",
    proof: "measured",
    standing: "shown",
    suggests: ["move-to-synced-ou"],
    data: { ou: "OU=NoSync,OU=Staff,DC=contoso,DC=local", decider: "OU=NoSync,OU=Staff,DC=contoso,DC=local" },
  },
  {
    name: "an OU in neither list is out where inclusions are listed",
    facts: at("CN=Ann Berg,OU=New,DC=contoso,DC=local"),
    verdict: "fail",
    message: "notListed",
    not: ["excluded"],
    code: "ou-out-of-scope",
  },
  {
    name: "a name that merely ends alike is not within",
    facts: at("CN=Ann Berg,OU=XStaff,DC=contoso,DC=local"),
    verdict: "fail",
    message: "notListed",
  },
  {
    name: "within the inclusion, in other letter case",
    facts: at("cn=Ann Berg,ou=STAFF,dc=contoso,dc=local"),
    verdict: "pass",
    message: "selected",
    not: ["excluded", "notListed"],
  },
  {
    name: "neither list names anything: the whole domain is read",
    facts: {
      "ad.user": person({ dn: "CN=Ann Berg,OU=New,DC=contoso,DC=local" }),
      "server.connectors": connectors({
        Partitions: [
          { DN: "DC=contoso,DC=local", Selected: true, ContainerInclusionList: [], ContainerExclusionList: [] },
        ],
      }),
    },
    verdict: "pass",
    message: "selected",
    not: ["notListed"],
  },
  {
    name: "a user who is in the cloud is not missing for the OU",
    facts: { ...at(NO_SYNC), "entra.user": linked() },
    verdict: "pass",
    message: "selected",
    not: ["excluded"],
  },
  {
    name: "the same in a tenant that is anchored on employeeID",
    facts: {
      ...at(NO_SYNC),
      "ad.user": person({ dn: NO_SYNC, employeeID: "E-4711" }),
      "entra.user": linked({ onPremisesImmutableId: "E-4711" }),
      "server.globalSettings": employee,
    },
    verdict: "pass",
    message: "selected",
    not: ["excluded"],
  },
  {
    name: "there, the objectGUID links nobody",
    facts: {
      ...at(NO_SYNC),
      "ad.user": person({ dn: NO_SYNC, employeeID: "E-4711" }),
      "entra.user": linked(),
      "server.globalSettings": employee,
    },
    verdict: "fail",
    message: "excluded",
  },
  {
    name: "moved out, and the deletion of the cloud user waits",
    facts: { ...at(NO_SYNC), "entra.user": linked(), "cs.chain": chain({ entraCs: leaving }) },
    verdict: "fail",
    message: "excluded",
    standing: "expected",
  },
  {
    name: "the domain is not selected: that is told before",
    facts: { "ad.user": person({ dn: "CN=Ann Berg,DC=emea,DC=contoso,DC=local" }), "server.connectors": connectors() },
    verdict: "skip",
    message: "notApplicable",
  },
  { name: "nobody", facts: { "server.connectors": connectors() }, verdict: "skip", message: "noUser" },
]);
