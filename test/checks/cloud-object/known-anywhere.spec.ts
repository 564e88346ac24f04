import check from "../../../src/checks/cloud-object/known-anywhere";
import { testCheck } from "../../testers/check-tester";
import { ad, linked, terms } from "../shared/people";

const ask = terms("ana.lima@contoso.com");
const known = { verdict: "pass", message: "known", not: ["nobody"] } as const;

testCheck(check, [
  { name: "nowhere", verdict: "warn", message: "nobody", standing: "benign", facts: { ask } },
  { name: "a live AD account", ...known, facts: { ask, "ad.user": ad() } },
  { name: "a live cloud user", ...known, facts: { ask, "entra.user": linked() } },
  { name: "a deleted AD account", ...known, facts: { ask, "ad.deleted": [ad()] } },
  { name: "a deleted cloud user", ...known, facts: { ask, "entra.deletedUsers": [linked()] } },
]);
