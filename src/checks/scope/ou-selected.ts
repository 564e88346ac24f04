import { isLeaving } from "../../identity/chain";
import { defineCheck } from "../../identity/define";
import { parentDn } from "../../identity/dn";
import { sameSid } from "../../identity/link";
import { nameOf } from "../../identity/naming";
import { containerVerdict } from "../../identity/place";
import { EMPTY } from "../../identity/phrases";
import { cite, told, type CloudUser, type Partition, type InEvery } from "../../domain";

/** Container lists decide by the longest entry that is an ancestor of the object. */
export default defineCheck({
  id: "scope.ou-selected",
  title: {
    en: "The user's OU is selected in the AD connector",
    de: "Die OU des Benutzers ist im AD-Connector ausgewählt",
  },
  guide: "basics.scope",
  docs: [
    "https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-sync-configure-filtering#organizational-unitbased-filtering",
  ],
  needs: ["ad.user", "server.connectors"],
  wants: ["entra.user", "entra.object", "entra.deletedUsers", "server.globalSettings", "cs.chain"],
  messages: {
    selected: { en: "{ou} is within the selected containers.", de: "{ou} liegt in den ausgewählten Containern." },
    noUser: {
      en: "There is no AD account whose OU could be compared.",
      de: "Es gibt kein AD-Konto, dessen OU sich vergleichen ließe.",
    },
    notApplicable: {
      en: "The domain itself is not selected, or this server has no AD connector.",
      de: "Die Domäne selbst ist nicht ausgewählt, oder dieser Server hat keinen AD-Connector.",
    },
    excluded: {
      code: "ou-out-of-scope",
      text: {
        en: "{user} is in {ou}, which is left out by the exclusion {decider}.",
        de: "{user} liegt in {ou}; diese OU ist durch den Ausschluss {decider} ausgenommen.",
      },
      advice: [
        {
          en: "If the account is in the wrong place, move it into an OU that syncs (offered here).",
          de: "Liegt das Konto an der falschen Stelle, verschieben Sie es in eine OU, die synchronisiert wird (wird hier angeboten).",
        },
        {
          en: "If {ou} is meant to be synced: Connect wizard > Customize synchronization options > Domain and OU filtering, tick it, finish, then run Start-ADSyncSyncCycle -PolicyType Initial (a delta does not see a newly ticked OU).",
          de: "Soll {ou} synchronisiert werden: Connect-Assistent > Customize synchronization options > Domain and OU filtering, wählen Sie sie aus, schließen Sie ab und führen Sie dann Start-ADSyncSyncCycle -PolicyType Initial aus (ein Deltazyklus sieht eine neu ausgewählte OU nicht).",
        },
      ],
    },
    notListed: {
      code: "ou-out-of-scope",
      text: {
        en: "{user} is in {ou}, and none of the selected containers contains it.",
        de: "{user} liegt in {ou}, und keiner der ausgewählten Container enthält diese OU.",
      },
      advice: [
        {
          en: "If {ou} is meant to be synced (a new or renamed OU): Connect wizard > Customize synchronization options > Domain and OU filtering, tick it, finish, then run Start-ADSyncSyncCycle -PolicyType Initial (a delta does not see a newly ticked OU).",
          de: "Soll {ou} synchronisiert werden (eine neue oder umbenannte OU): Connect-Assistent > Customize synchronization options > Domain and OU filtering, wählen Sie sie aus, schließen Sie ab und führen Sie dann Start-ADSyncSyncCycle -PolicyType Initial aus (ein Deltazyklus sieht eine neu ausgewählte OU nicht).",
        },
        {
          en: "Otherwise move the account into an OU that syncs (offered here).",
          de: "Andernfalls verschieben Sie das Konto in eine OU, die synchronisiert wird (wird hier angeboten).",
        },
      ],
    },
  },
  evaluate(facts, { ad, place, deleted, hasArrived }) {
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const partition = place?.partition;
    if (partition === undefined || !partition.Selected) return { verdict: "skip", message: "notApplicable" };
    const { inScope, decidedBy } = containerVerdict(ad.dn, partition);
    const data = { user: nameOf(ad), ou: parentDn(ad.dn), decider: decidedBy?.container ?? "" };
    if (inScope || (hasArrived && !isLeaving(facts["cs.chain"]))) return { verdict: "pass", message: "selected", data };
    const gone = deleted.find((user) => sameSid(ad, user));
    return {
      verdict: "fail",
      message: decidedBy === null ? "notListed" : "excluded",
      proof: "measured",
      standing: hasArrived ? "expected" : "shown",
      data,
      evidence: [
        cite(
          told({ en: "The account's DN is {dn}", de: "Der DN des Kontos ist {dn}" }, { dn: ad.dn }),
          facts["ad.user"],
        ),
        ...listsOf(partition).map((list) => cite(list, facts["server.connectors"])),
        ...(gone === undefined ? [] : [cite(sayGone(gone), facts["entra.deletedUsers"])]),
        ...(hasArrived
          ? [
              cite(
                {
                  en: "A deletion of the cloud user is pending in the Entra connector space",
                  de: "Im Entra-connector space steht eine Löschung des Cloudbenutzers aus",
                },
                facts["cs.chain"],
              ),
            ]
          : []),
      ],
      suggests: ["move-to-synced-ou"],
    };
  },
});

const listsOf = (partition: Partition): InEvery[] => [
  told("Partition {dn}: ContainerInclusionList = {list}", {
    dn: partition.DN,
    list: partition.ContainerInclusionList.join("; ") || EMPTY,
  }),
  told("ContainerExclusionList = {list}", { list: partition.ContainerExclusionList.join("; ") || EMPTY }),
];
const sayGone = (user: CloudUser): InEvery =>
  told(
    {
      en: "The cloud user was soft-deleted at {when}; its last known place was {dn}",
      de: "Der Cloudbenutzer wurde am {when} vorläufig gelöscht; sein letzter bekannter Ort war {dn}",
    },
    { when: user.deletedDateTime ?? "?", dn: user.onPremisesDistinguishedName ?? "?" },
  );
