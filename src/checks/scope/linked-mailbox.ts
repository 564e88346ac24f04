import { defineCheck } from "../../identity/define";
import { isLinkedMailbox } from "../../identity/link";
import { nameOf } from "../../identity/naming";
import { EMPTY } from "../../identity/phrases";
import { cite, told, valueOr } from "../../domain";

/** A linked mailbox gets no sourceAnchor: it waits for its account's forest. */
export default defineCheck({
  id: "scope.linked-mailbox",
  title: {
    en: "The account is not a linked mailbox that waits for its own account",
    de: "Das Konto ist kein verknüpftes Postfach, das auf sein eigenes Konto wartet",
  },
  guide: "basics.scope",
  needs: ["ad.user"],
  wants: ["cs.chain", "entra.user", "server.globalSettings"],
  messages: {
    noUser: { en: "There is no AD account to look at.", de: "Es gibt kein AD-Konto, das sich prüfen ließe." },
    ordinary: {
      en: "{user} is not a linked mailbox without an account.",
      de: "{user} ist kein verknüpftes Postfach ohne Konto.",
    },
    linked: {
      code: "linked-mailbox-without-account",
      text: {
        en: "{user} is marked as a linked mailbox (msExchRecipientTypeDetails 2): the engine gives it no sourceAnchor until the account it belongs to is joined, so it stops in the metaverse.",
        de: "{user} ist als verknüpftes Postfach gekennzeichnet (msExchRecipientTypeDetails 2): Die Synchronisierungs-Engine gibt ihm keinen sourceAnchor, bis das zugehörige Konto verknüpft ist; deshalb bleibt es im metaverse stehen.",
      },
      advice: [
        {
          en: "If it is really linked: add the account's forest to Entra Connect; the two join by msExchMasterAccountSid.",
          de: "Ist es wirklich verknüpft: Fügen Sie Entra Connect die Gesamtstruktur des Kontos hinzu; die beiden werden über msExchMasterAccountSid verknüpft.",
        },
        {
          en: "If there is no such account (single forest): in the Exchange Management Shell run Set-User -Identity <user> -LinkedMasterAccount $null, which makes it a user mailbox (msExchRecipientTypeDetails 1), then run a delta cycle.",
          de: "Gibt es kein solches Konto (einzelne Gesamtstruktur): Führen Sie in der Exchange Management Shell Set-User -Identity <user> -LinkedMasterAccount $null aus; das macht daraus ein Benutzerpostfach (msExchRecipientTypeDetails 1). Starten Sie dann eine Deltasynchronisierung.",
        },
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
          told(
            {
              en: "msExchRecipientTypeDetails = 2, msExchMasterAccountSid = {sid}, userAccountControl = {control}",
              de: "msExchRecipientTypeDetails = 2, msExchMasterAccountSid = {sid}, userAccountControl = {control}",
            },
            {
              sid: ad["msExchMasterAccountSid"] === undefined ? EMPTY : String(ad["msExchMasterAccountSid"]),
              control: ad.userAccountControl ?? EMPTY,
            },
          ),
          facts["ad.user"],
        ),
        ...(chain?.mv == null
          ? []
          : [
              cite(
                {
                  en: "The metaverse object has no sourceAnchor and no Entra connector",
                  de: "Das Objekt im metaverse hat keinen sourceAnchor und keinen Entra-Connector",
                },
                facts["cs.chain"],
              ),
            ]),
      ],
    };
  },
});
