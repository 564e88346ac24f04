import check from "../../../src/checks/matching/soft-match-allowed";
import { testCheck } from "../../testers/check-tester";
import { OLD, ad, cloudOnly, duplicate, features, roleOf } from "../shared/people";

const blocked = {
  "ad.user": ad(),
  "entra.user": cloudOnly(),
  "entra.synchronization": features({ blockSoftMatchEnabled: true }),
};

testCheck(check, [
  { name: "no account", verdict: "skip", message: "noUser", facts: { "entra.synchronization": features({}) } },
  {
    name: "soft match is blocked",
    verdict: "fail",
    message: "blocked",
    standing: "expected",
    suggests: ["hard-match"],
    facts: blocked,
  },
  {
    name: "soft match is blocked, and sync made a second account",
    verdict: "fail",
    message: "blocked",
    standing: "shown",
    facts: { ...blocked, "entra.user": duplicate(), "entra.relatedUsers": [cloudOnly()] },
  },
  {
    name: "soft match is on",
    verdict: "pass",
    message: "allowed",
    not: ["blocked"],
    facts: { ...blocked, "entra.synchronization": features({ blockSoftMatchEnabled: false }) },
  },
  {
    name: "the cloud account has an anchor, so it is never soft matched",
    verdict: "pass",
    message: "allowed",
    not: ["blocked"],
    facts: { ...blocked, "entra.user": cloudOnly({ onPremisesImmutableId: OLD }) },
  },
  {
    name: "only an alias is shared, which does not match",
    verdict: "pass",
    message: "allowed",
    not: ["blocked"],
    facts: {
      ...blocked,
      "entra.user": cloudOnly({
        userPrincipalName: "desk@contoso.com",
        mail: "desk@contoso.com",
        proxyAddresses: ["SMTP:desk@contoso.com", "smtp:ana.lima@contoso.com"],
      }),
    },
  },
  {
    name: "an administrator is never soft matched anyway",
    verdict: "pass",
    message: "allowed",
    not: ["blocked"],
    facts: { ...blocked, "entra.roles": [roleOf(cloudOnly())] },
  },
]);
