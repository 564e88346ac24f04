import check from "../../../src/checks/scope/linked-mailbox";
import { testCheck } from "../../testers/check-tester";
import { chain, linked, person } from "./world";

const mailbox = person({ msExchRecipientTypeDetails: 2 });
const anchored = chain({ mv: { ObjectId: "m", Lineage: [], Attributes: { sourceAnchor: "x" } } });

testCheck(check, [
  {
    name: "it stops in the metaverse without an anchor",
    facts: { "ad.user": mailbox, "cs.chain": chain({ mv: { ObjectId: "m", Lineage: [], Attributes: {} } }) },
    verdict: "fail",
    message: "linked",
    code: "linked-mailbox-without-account",
    proof: "measured",
    suggests: [],
  },
  {
    name: "anchored by its account's forest",
    facts: { "ad.user": mailbox, "cs.chain": anchored },
    verdict: "pass",
    message: "ordinary",
    not: ["linked"],
  },
  {
    name: "an ordinary user mailbox",
    facts: { "ad.user": person({ msExchRecipientTypeDetails: 1 }), "cs.chain": chain() },
    verdict: "pass",
    message: "ordinary",
    not: ["linked"],
  },
  {
    name: "a linked mailbox contributes no anchor: a cloud user with its GUID is not synced from it",
    facts: { "ad.user": mailbox, "cs.chain": chain(), "entra.user": linked() },
    verdict: "fail",
    message: "linked",
  },
  { name: "nobody", facts: {}, verdict: "skip", message: "noUser" },
]);
