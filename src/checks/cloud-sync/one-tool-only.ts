import { writesTo, type Write } from "../../identity/audits";
import { defineCheck } from "../../identity/define";
import { truthy, type ExprValue } from "../../identity/expression";
import { inboundOf } from "../../identity/flow";
import { jobFor, scopeOf, standingIn, userJobs } from "../../identity/jobs";
import { nameOf } from "../../identity/naming";
import type { PersonOf } from "../../identity/person";
import { rulesInForce } from "../../identity/sync-rules";
import { unreadOf } from "../../identity/unread";
import { cite, told, valueOr, type AdObject, type Claim, type Evidence, type Given, type SyncJob } from "../../domain";

const NEEDS = ["ad.user", "entra.syncJobs", "server.connectors"] as const;
const WANTS = [
  "ad.related",
  "entra.user",
  "entra.relatedUsers",
  "entra.audits",
  "server.scheduler",
  "server.syncRules",
  "server.globalSettings",
] as const;
type Facts = Given<(typeof NEEDS)[number], (typeof WANTS)[number]>;
type Person = PersonOf<(typeof NEEDS)[number] | (typeof WANTS)[number]>;

/** Changes of hand that no chance makes: one tool, the other, the first again. */
const TURNS = 3;

/** An object that both tools write changes with every cycle of either (adsync reference §6.4). */
export default defineCheck({
  id: "cloud-sync.one-tool-only",
  title: {
    en: "Only one of the two tools writes the user",
    de: "Nur eines der beiden Werkzeuge schreibt den Benutzer",
  },
  guide: "server.software",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/cloud-sync/tutorial-pilot-aadc-aadccp"],
  needs: NEEDS,
  wants: WANTS,
  messages: {
    noUser: {
      en: "There is no AD account that a tool could write.",
      de: "Es gibt kein AD-Konto, das ein Werkzeug schreiben könnte.",
    },
    one: { en: "Only one tool has {user} in its scope.", de: "Nur ein Werkzeug hat {user} in seinem Bereich." },
    turns: {
      code: "in-both-tools-scope",
      text: {
        en: "Entra Connect and Cloud Sync both have {user} in scope and overwrite each other: {property} was written by {first} and {second} in turn, lastly {value}.",
        de: "Entra Connect und Cloud Sync haben beide {user} im Bereich und überschreiben sich gegenseitig: {property} wurde abwechselnd von {first} und {second} geschrieben, zuletzt {value}.",
      },
      advice: [
        {
          en: "Decide which tool is to write {user}. Leave it to Cloud Sync: in the Synchronization Rules Editor an inbound rule for the OU that sets cloudNoFlow = True, and an outbound rule with link type JoinNoFlow scoped to cloudNoFlow EQUAL True.",
          de: "Entscheiden Sie, welches Werkzeug {user} schreiben soll. Überlassen Sie es Cloud Sync: im Synchronization Rules Editor eine eingehende Regel für die OU, die cloudNoFlow = True setzt, und eine ausgehende Regel mit dem Verknüpfungstyp JoinNoFlow und dem Bereichsfilter cloudNoFlow EQUAL True.",
        },
        {
          en: "Leave it to Entra Connect: Entra admin center > Entra Connect > Cloud sync > {job} > Scoping filters: take the OU or group of {user} out.",
          de: "Überlassen Sie es Entra Connect: Entra admin center > Entra Connect > Cloud sync > {job} > Scoping filters: Nehmen Sie die OU oder Gruppe von {user} heraus.",
        },
        {
          en: "Then set the right value once in Active Directory and see whether it stays for two cycles.",
          de: "Setzen Sie danach den richtigen Wert einmal in Active Directory und sehen Sie, ob er zwei Zyklen lang bleibt.",
        },
      ],
    },
    overlap: {
      code: "in-both-tools-scope",
      text: {
        en: "Entra Connect and the Cloud Sync job {job} both have {user} in scope. That they overwrite each other does not show yet.",
        de: "Entra Connect und der Cloud-Sync-Auftrag {job} haben beide {user} im Bereich. Dass sie sich gegenseitig überschreiben, zeigt sich noch nicht.",
      },
      advice: [
        {
          en: "Take {user} out of one of the two scopes: cloudNoFlow in Entra Connect, or the scoping filters of {job} in Cloud sync.",
          de: "Nehmen Sie {user} aus einem der beiden Bereiche: cloudNoFlow in Entra Connect oder die Bereichsfilter von {job} in Cloud sync.",
        },
      ],
    },
  },
  evaluate(facts, person) {
    const { ad } = person;
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const data = { user: nameOf(ad) };
    const job = jobWith(facts, person, ad);
    if (job === undefined || !person.isSelected || isLeftAlone(facts, person, ad))
      return { verdict: "pass", message: "one", data };
    return claim(facts, person, ad, job);
  },
});

/** The running job that takes the account: one that names a container above it, whatever it is called, else that of its domain. */
function jobWith(facts: Facts, { others }: Person, ad: AdObject): SyncJob | undefined {
  const jobs = userJobs(facts["entra.syncJobs"]).filter(isRunning);
  const takes = (job: SyncJob | undefined): boolean =>
    job !== undefined && standingIn(scopeOf(job), ad, others) === "inside";
  const own = jobFor(ad, jobs, valueOr(facts["server.connectors"], []).length > 0);
  return jobs.find((job) => scopeOf(job).containers.length > 0 && takes(job)) ?? (takes(own) ? own : undefined);
}
/** A job that is paused or was never started writes nobody. */
const isRunning = ({ schedule, status }: SyncJob): boolean =>
  !/^(Disabled|Paused)$/i.test(schedule?.state ?? "") && !/^(Paused|NotConfigured|NotRun)$/i.test(status.code ?? "");
/** A rule of Entra Connect leaves the object to the other tool. */
function isLeftAlone(facts: Facts, { place, settings }: Person, ad: AdObject): boolean {
  const rules = rulesInForce(valueOr(facts["server.syncRules"], []), valueOr(facts["server.connectors"], []));
  const flows = inboundOf(ad, rules, place?.connector.Name ?? "", settings).attributes;
  return truthy((flows["cloudNoFlow"] ?? null) as ExprValue);
}

function claim(facts: Facts, { cloud, place }: Person, ad: AdObject, job: SyncJob): Claim<"turns" | "overlap" | "one"> {
  const data = { user: nameOf(ad), job: job.servicePrincipalName };
  const scopes: Evidence[] = [
    cite(
      told(
        { en: "{dn} is selected in the connector {connector}", de: "{dn} ist im Connector {connector} ausgewählt" },
        { dn: ad.dn, connector: place?.connector.Name ?? "?" },
      ),
      facts["server.connectors"],
    ),
    cite(
      told(
        { en: "Job {job} takes {containers}", de: "Auftrag {job} umfasst {containers}" },
        {
          job: job.id,
          containers: scopeOf(job).containers.join("; ") || { en: "all containers", de: "alle Container" },
        },
      ),
      facts["entra.syncJobs"],
    ),
  ];
  const turns = turnsOf(cloud === undefined ? [] : writesTo(valueOr(facts["entra.audits"], []), cloud.id));
  const [last, before] = turns;
  if (last !== undefined && before !== undefined)
    return {
      verdict: "fail",
      message: "turns",
      proof: "measured",
      since: turns.at(-1)?.at ?? last.at,
      data: { ...data, property: last.property, first: before.by, second: last.by, value: last.after.join("; ") },
      evidence: [
        ...scopes,
        ...turns.slice(0, TURNS).map((w) =>
          cite(
            told(
              {
                en: "{when}: {by} wrote {property} = {value}",
                de: "{when}: {by} hat {property} = {value} geschrieben",
              },
              { when: w.at, by: w.by, property: w.property, value: w.after.join("; ") },
            ),
            facts["entra.audits"],
          ),
        ),
      ],
    };
  // A Connect server that does not export, by its own scheduler, writes nobody either.
  const scheduler = valueOr(facts["server.scheduler"], undefined);
  if (scheduler?.StagingModeEnabled === true || scheduler?.SyncCycleEnabled === false)
    return { verdict: "pass", message: "one", data };
  return {
    verdict: "fail",
    message: "overlap",
    standing: "degrading",
    proof: "timed",
    settles: unreadOf(facts, "entra.audits"),
    data,
    evidence: scopes,
  };
}
/** The writes of the property that changed hands between the two tools most often, one a turn, newest first; empty where none did so thrice. */
function turnsOf(writes: readonly Write[]): Write[] {
  const byTools = writes.filter((w) => w.writer === "connect" || w.writer === "cloud-sync");
  const properties = [...new Set(byTools.map((w) => w.property))];
  const turns = properties.map((property) =>
    byTools.filter((w) => w.property === property).filter((w, i, all) => i === 0 || all[i - 1]?.writer !== w.writer),
  );
  return turns.sort((a, b) => b.length - a.length).find((t) => t.length >= TURNS) ?? [];
}
