import { defineCheck } from "../../identity/define";
import { isLinkedMailbox } from "../../identity/link";
import { nameOf } from "../../identity/naming";
import { cite, valueOr } from "../../domain";

/** A linked mailbox gets no sourceAnchor: it waits for its account's forest. */
export default defineCheck({
  id: "scope.linked-mailbox",
  title: "The account is not a linked mailbox that waits for its own account",
  guide: "basics.scope",
  needs: ["ad.user"],
  wants: ["cs.chain", "entra.user", "server.globalSettings"],
  messages: {
    noUser: "There is no AD account to look at.",
    ordinary: "{user} is not a linked mailbox without an account.",
    linked: {
      code: "linked-mailbox-without-account",
      text: "{user} is marked as a linked mailbox (msExchRecipientTypeDetails 2): the engine gives it no sourceAnchor until the account it belongs to is joined, so it stops in the metaverse.",
      advice: [
        "If it is really linked: add the account's forest to Entra Connect; the two join by msExchMasterAccountSid.",
        "If there is no such account (single forest): in the Exchange Management Shell run Set-User -Identity <user> -LinkedMasterAccount $null, which makes it a user mailbox (msExchRecipientTypeDetails 1), then run a delta cycle.",
      ],
    },
  },
  evaluate(facts, { ad, isLinked }) {
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const data = { user: nameOf(ad) };
    const chain = valueOr(facts["cs.chain"], undefined);
    const anchored = chain?.entraCs != null || typeof chain?.mv?.Attributes["sourceAnchor"] === "string";
    if (!isLinkedMailbox(ad) || anchored || isLinked) return { verdict: "pass", message: "ordinary", data };
    return {
      verdict: "fail",
      message: "linked",
      proof: "measured",
      data,
      evidence: [
        cite(
          `msExchRecipientTypeDetails = 2, msExchMasterAccountSid = ${String(ad["msExchMasterAccountSid"] ?? "(empty)")}, userAccountControl = ${ad.userAccountControl ?? "(empty)"}`,
          facts["ad.user"],
        ),
        ...(chain?.mv == null
          ? []
          : [cite("The metaverse object has no sourceAnchor and no Entra connector", facts["cs.chain"])]),
      ],
    };
  },
});
