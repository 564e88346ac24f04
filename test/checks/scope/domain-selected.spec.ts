import check from "../../../src/checks/scope/domain-selected";
import { testCheck } from "../../testers/check-tester";
import { chain, connectors, leaving, linked, person } from "./world";

const inEmea = person({ dn: "CN=Ann Berg,OU=Staff,DC=emea,DC=contoso,DC=local" });
const emea = (Selected: boolean) => {
  const [ad, cloud] = connectors();
  const partition = {
    DN: "DC=emea,DC=contoso,DC=local",
    Selected,
    ContainerInclusionList: [],
    ContainerExclusionList: [],
  };
  return [{ ...ad!, Partitions: [...ad!.Partitions, partition] }, cloud!];
};

testCheck(check, [
  {
    name: "the child domain's partition is not selected",
    facts: { "ad.user": inEmea, "server.connectors": emea(false) },
    verdict: "fail",
    message: "notSelected",
    not: ["notKnown"],
    code: "domain-out-of-scope",
    proof: "measured",
    data: { domain: "emea.contoso.local", connector: "contoso.local" },
  },
  {
    name: "the child domain's partition is selected",
    facts: { "ad.user": inEmea, "server.connectors": emea(true) },
    verdict: "pass",
    message: "selected",
    not: ["notSelected", "notKnown"],
  },
  {
    name: "somebody of the parent domain, beside an unselected child domain",
    facts: { "ad.user": person(), "server.connectors": emea(false) },
    verdict: "pass",
    message: "selected",
    not: ["notSelected"],
  },
  {
    name: "a child domain is not in its parent's partition",
    facts: { "ad.user": inEmea, "server.connectors": connectors() },
    verdict: "fail",
    message: "notKnown",
    code: "domain-out-of-scope",
  },
  {
    name: "another forest that no connector reads",
    facts: {
      "ad.user": person({ dn: "CN=Ann Berg,DC=fabrikam,DC=local", forest: "fabrikam.local" }),
      "server.connectors": connectors(),
    },
    verdict: "fail",
    message: "notKnown",
    data: { connector: "(none)" },
  },
  {
    name: "a user who is in the cloud is not missing for the domain",
    facts: { "ad.user": inEmea, "server.connectors": emea(false), "entra.user": linked() },
    verdict: "pass",
    message: "selected",
    not: ["notSelected"],
  },
  {
    name: "the domain was unticked, and the deletion of the cloud user waits",
    facts: {
      "ad.user": inEmea,
      "server.connectors": emea(false),
      "entra.user": linked(),
      "cs.chain": chain({ entraCs: leaving }),
    },
    verdict: "fail",
    message: "notSelected",
  },
  { name: "Cloud Sync alone", facts: { "ad.user": person() }, verdict: "skip", message: "noEngine" },
  { name: "nobody", facts: { "server.connectors": connectors() }, verdict: "skip", message: "noUser" },
]);
