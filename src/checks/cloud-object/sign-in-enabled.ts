import { defineCheck } from "../../identity/define";
import { seenInCloud } from "../../identity/evidence";
import { soundPair } from "../../identity/legacy";
import { cite, pii } from "../../domain";

/** A disabled account syncs, and cannot sign in. */
export default defineCheck({
  id: "cloud-object.sign-in-enabled",
  title: "The synced person may sign in",
  guide: "confirm.signIn",
  needs: ["ad.user", "entra.user", "entra.relatedUsers"],
  wants: ["cs.chain", "server.globalSettings", "server.runHistory"],
  messages: {
    noPair: "The person is not in the cloud whole, so sign-in is not the question.",
    enabled: "{target} is enabled.",
    blocked: {
      code: "sign-in-blocked",
      text: "{target} is synced, and its sign-in is blocked ({where}).",
      advice: [
        "Ask why it was disabled before it is enabled.",
        "Disabled in Active Directory: Enable-ADAccount, then a delta cycle. Blocked in the cloud only: Entra admin center › Users › {target} › Account status.",
      ],
    },
  },
  evaluate(facts) {
    const pair = soundPair(facts);
    if (pair === undefined) return { verdict: "skip", message: "noPair" };
    const target = pii(pair.user.userPrincipalName);
    if (pair.user.accountEnabled !== false) return { verdict: "pass", message: "enabled", data: { target } };
    const off = ((pair.ad.userAccountControl ?? 0) & 2) === 2,
      where = off ? "the AD account is disabled" : "in the cloud only";
    return {
      verdict: "fail",
      message: "blocked",
      standing: "expected",
      data: { target, where },
      evidence: [
        seenInCloud(pair.user, facts),
        cite("accountEnabled is false", facts["entra.user"]),
        cite(`userAccountControl ${pair.ad.userAccountControl ?? "?"}`, facts["ad.user"]),
      ],
      suggests: [],
    };
  },
});
