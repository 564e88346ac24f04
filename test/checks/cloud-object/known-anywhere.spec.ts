import check from "../../../src/checks/cloud-object/known-anywhere";
import { testCheck } from "../../testers/check-tester";
import { ad, linked, terms } from "../shared/people";

const ask = terms("ana.lima@contoso.com");
const known = { verdict: "pass", message: "known", not: ["nobody"] } as const;

testCheck(check, [
  { name: "nowhere", verdict: "warn", message: "nobody", standing: "benign", facts: { ask } },
  {
    name: "a sentence without a name",
    verdict: "skip",
    message: "unnamed",
    not: ["nobody"],
    facts: { ask: { ...ask, terms: { ...ask.terms, upns: [], sams: ["everything", "came", "broken"] } } },
  },
  {
    name: "an account name that is no plain word",
    verdict: "warn",
    message: "nobody",
    facts: { ask: { ...ask, terms: { ...ask.terms, upns: [], sams: ["a.lima2"] } } },
  },
  { name: "a live AD account", ...known, facts: { ask, "ad.user": ad() } },
  { name: "a live cloud user", ...known, facts: { ask, "entra.user": linked() } },
  { name: "a deleted AD account", ...known, facts: { ask, "ad.deleted": [ad()] } },
  { name: "a deleted cloud user", ...known, facts: { ask, "entra.deletedUsers": [linked()] } },
]);
