import { isDisabled } from "../../identity/account";
import { defineCheck } from "../../identity/define";
import { seenInCloud } from "../../identity/evidence";
import { aloneInCloud } from "../../identity/holders";
import { isDisabledOnPurpose } from "../../identity/recipient";
import { cite, pii } from "../../domain";

/** A disabled account syncs, and cannot sign in. */
export default defineCheck({
  id: "cloud-object.sign-in-enabled",
  title: "The synced person may sign in",
  guide: "confirm.signIn",
  needs: ["entra.user", "entra.relatedUsers"],
  wants: ["ad.user", "cs.chain", "server.globalSettings", "server.runHistory", "server.connectors"],
  messages: {
    noPair: "The person is not in the cloud whole, so sign-in is not the question.",
    enabled: "{target} is enabled.",
    onPurpose: "{target} is a shared, room or equipment mailbox: its account is disabled on purpose.",
    blocked: {
      code: "sign-in-blocked",
      text: "{target} is synced, and its sign-in is blocked ({where}).",
      advice: [
        "Ask why it was disabled before it is enabled.",
        "Disabled in Active Directory: Enable-ADAccount, then a delta cycle. Blocked in the cloud only: Entra admin center › Users › {target} › Account status.",
      ],
    },
  },
  evaluate(facts, { soundPair, cloud }) {
    const user = aloneInCloud(facts["ad.user"], cloud) ?? soundPair?.user;
    if (user === undefined) return { verdict: "skip", message: "noPair" };
    const ad = soundPair?.ad;
    const target = pii(user.userPrincipalName);
    if (user.accountEnabled !== false) return { verdict: "pass", message: "enabled", data: { target } };
    if (ad !== undefined && isDisabledOnPurpose(ad)) return { verdict: "pass", message: "onPurpose", data: { target } };
    return {
      verdict: "fail",
      message: "blocked",
      standing: "expected",
      proof: "measured",
      data: {
        target,
        where:
          ad === undefined
            ? "in the cloud; Active Directory was not read"
            : isDisabled(ad)
              ? "the AD account is disabled"
              : "in the cloud only",
      },
      evidence: [
        seenInCloud(user, facts),
        cite("accountEnabled is false", facts["entra.user"]),
        ...(ad === undefined ? [] : [cite(`userAccountControl ${ad.userAccountControl ?? "?"}`, facts["ad.user"])]),
      ],
    };
  },
});
