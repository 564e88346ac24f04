import { defineCheck } from "../../identity/define";
import { sameDn } from "../../identity/dn";
import { entraCsDn } from "../../identity/anchor";
import { ENGINE, eventsOf, seenEvent } from "../../identity/events";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { areFree, FREENESS_FACTS } from "../../identity/free";
import { addressesMissing, MASTERY_FACTS } from "../../identity/mastery";
import type { PersonOf } from "../../identity/person";
import { newestFirst, seenRun } from "../../identity/runs";
import { touchOf } from "../../identity/touch";
import { pii, valueOr, type Evidence, type Given } from "../../domain";

const NEEDS = ["ad.user", "entra.user", "entra.relatedUsers", "server.runHistory", "server.connectors"] as const;
const WANTS = [
  "now",
  "cs.chain",
  "server.events",
  ...FREENESS_FACTS.filter((key) => key !== "ad.user" && key !== "entra.user" && key !== "entra.relatedUsers"),
  ...MASTERY_FACTS.filter((key) => key !== "server.runHistory" && key !== "server.connectors"),
] as const;
type Facts = Given<(typeof NEEDS)[number], (typeof WANTS)[number]>;
type Person = PersonOf<(typeof NEEDS)[number] | (typeof WANTS)[number]>;

/**
 * An address that goes from one object to another within one cycle is refused to the second, and later exports are clean without it: nothing is wrong
 * any more, and nothing sends it again (adsync reference, addendum).
 */
export default defineCheck({
  id: "cloud-object.export-retried",
  title: {
    en: "An address that was refused once has been sent again",
    de: "Eine Adresse, die einmal abgelehnt wurde, ist erneut gesendet worden",
  },
  guide: "quarantine.identify",
  needs: NEEDS,
  wants: WANTS,
  messages: {
    noPair: {
      en: "The AD account has no synced cloud user, so no address of it can be forgotten.",
      de: "Das AD-Konto hat keinen synchronisierten Cloudbenutzer, es kann also keine Adresse liegen geblieben sein.",
    },
    none: {
      en: "No address of {target} was refused and forgotten.",
      de: "Keine Adresse von {target} wurde abgelehnt und blieb liegen.",
    },
    forgotten: {
      code: "address-moved-in-one-cycle",
      text: {
        en: "{values} of {target} is missing in the cloud: the export of {when} refused it, nobody holds it any more, and nothing has sent it again since.",
        de: "{values} von {target} fehlt in der Cloud: Der Export am {when} hat die Adresse abgelehnt, niemand hat sie mehr, und seither wurde sie nicht erneut gesendet.",
      },
      advice: [
        {
          en: "Touch the AD account (take the alias off and on again, or change a harmless attribute such as info), then run a delta cycle.",
          de: "Ändern Sie das AD-Konto (Alias entfernen und wieder eintragen oder ein harmloses Attribut wie info ändern) und starten Sie dann eine Deltasynchronisierung.",
        },
      ],
    },
  },
  evaluate(facts, person) {
    const { pair, errors } = person;
    if (pair === undefined) return { verdict: "skip", message: "noPair" };
    const { ad, user } = pair;
    const target = pii(user.userPrincipalName);
    const past = refusals(facts, person);
    const [newest] = past;
    // What is refused now has its cause in who holds it now.
    const stuck =
      errors.length > 0
        ? []
        : addressesMissing(person, facts).filter(
            (address) => past.some((r) => r.isAbout(address)) && areFree([address], person, facts, ad),
          );
    if (newest === undefined || stuck.length === 0) return { verdict: "pass", message: "none", data: { target } };
    return {
      verdict: "fail",
      message: "forgotten",
      proof: "measured",
      since: newest.at,
      data: { target, values: stuck.map((address) => pii(address)), when: newest.at },
      evidence: [seenInAd(ad, facts["ad.user"]), seenInCloud(user, facts), newest.evidence],
      suggests: ["set-attribute"],
      proposal: touchOf(ad, stuck, valueOr(facts.now, "")),
    };
  },
});

/** An earlier refusal of an address of this object, as a run or the event log keeps it. */
interface Refusal {
  readonly at: string;
  readonly evidence: Evidence;
  /** It names this address (bare), or none. */
  readonly isAbout: (address: string) => boolean;
}
const UNIQUE = /AttributeValueMustBeUnique/i;
/** A log is asked a month back at most, hours. */
const MONTH = 720;

/** Refusals in the whole history, newest first. */
function refusals(facts: Facts, { anchors }: Person): Refusal[] {
  const dns = anchors.map(entraCsDn);
  const about =
    (text: string) =>
    (address: string): boolean =>
      !text.includes("@") || text.toLowerCase().includes(address);
  const inRuns = newestFirst(valueOr(facts["server.runHistory"], [])).flatMap((run) =>
    run.Errors.filter(
      (e) =>
        dns.some((dn) => sameDn(dn, e.ObjectDn)) &&
        UNIQUE.test(`${e.ErrorType} ${e.ErrorCode ?? ""}`) &&
        /proxy/i.test(e.AttributeConflictName ?? e.ErrorLiteral ?? ""),
    ).map((e) => ({
      at: run.StartDate,
      evidence: seenRun(run, facts["server.runHistory"]),
      isAbout: about(e.ErrorLiteral ?? ""),
    })),
  );
  const inLog = eventsOf(valueOr(facts["server.events"], []), ENGINE, [6941], valueOr(facts.now, ""), MONTH)
    .filter(
      ({ Message }) =>
        UNIQUE.test(Message) &&
        dns.some((dn) => Message.toLowerCase().includes(dn.toLowerCase())) &&
        /proxy/i.test(Message),
    )
    .map((event) => ({
      at: event.TimeCreated,
      evidence: seenEvent(event, facts["server.events"]),
      isAbout: about(event.Message),
    }));
  return [...inRuns, ...inLog];
}
