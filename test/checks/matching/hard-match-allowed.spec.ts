import check from "../../../src/checks/matching/hard-match-allowed";
import { testCheck } from "../../testers/check-tester";
import { GUID, OTHER, ad, exportError, features, linked, roleOf } from "../shared/people";

const blocks = features({ blockCloudObjectTakeoverThroughHardMatchEnabled: true });
const unsynced = linked({ onPremisesSyncEnabled: false });
const mapped = {
  "ad.user": ad(),
  "entra.user": linked({ onPremisesObjectIdentifier: OTHER }),
  "server.runHistory": exportError("InvalidHardMatch", linked().id),
};
const refused = { "ad.user": ad(), "entra.user": linked(), "server.runHistory": exportError("103") };

testCheck(check, [
  { name: "no account", verdict: "skip", message: "noUser", facts: {} },
  {
    name: "mapped to another AD object",
    verdict: "fail",
    message: "mapped",
    proof: "stated",
    effectOf: [],
    suggests: [],
    facts: mapped,
  },
  {
    name: "mapped to this very account",
    verdict: "fail",
    message: "refused",
    not: ["mapped"],
    facts: { ...mapped, "entra.user": linked({ onPremisesObjectIdentifier: GUID }) },
  },
  {
    name: "mapped to another AD object, and no error: matched before the mapping counted",
    verdict: "pass",
    message: "allowed",
    not: ["mapped"],
    facts: { ...mapped, "server.runHistory": [] },
  },
  {
    name: "the tenant blocks take-over",
    verdict: "fail",
    message: "tenant",
    standing: "expected",
    proof: "measured",
    facts: { "ad.user": ad(), "entra.user": unsynced, "entra.synchronization": blocks },
  },
  {
    name: "matched long ago, although the tenant blocks",
    verdict: "pass",
    message: "allowed",
    not: ["tenant"],
    facts: { "ad.user": ad(), "entra.user": linked(), "entra.synchronization": blocks },
  },
  {
    name: "the tenant does not block",
    verdict: "pass",
    message: "allowed",
    not: ["tenant"],
    facts: { "ad.user": ad(), "entra.user": unsynced, "entra.synchronization": features({}) },
  },
  {
    name: "refused, and no reason can be read",
    verdict: "fail",
    message: "refused",
    standing: "shown",
    proof: "stated",
    effectOf: ["match-blocked-by-admin-role", "soft-deleted-conflict"],
    facts: refused,
  },
  {
    name: "refused for the role of the cloud user, which the role check says",
    verdict: "pass",
    message: "allowed",
    not: ["refused"],
    facts: {
      ...refused,
      "server.runHistory": exportError("InvalidHardMatch", linked().id),
      "entra.roles": [roleOf(linked())],
    },
  },
  {
    name: "the error is of the matching by name",
    verdict: "pass",
    message: "allowed",
    not: ["refused"],
    facts: { ...refused, "server.runHistory": exportError("InvalidSoftMatch") },
  },
]);
