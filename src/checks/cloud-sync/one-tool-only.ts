import { writesTo, type Write } from "../../identity/audits";
import { defineCheck } from "../../identity/define";
import { truthy, type ExprValue } from "../../identity/expression";
import { inboundOf } from "../../identity/flow";
import { jobFor, scopeOf, standingIn, userJobs } from "../../identity/jobs";
import { nameOf } from "../../identity/naming";
import type { PersonOf } from "../../identity/person";
import { rulesInForce } from "../../identity/sync-rules";
import { unreadOf } from "../../identity/unread";
import { cite, valueOr, type AdObject, type Claim, type Evidence, type Given, type SyncJob } from "../../domain";

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
  title: "Only one of the two tools writes the user",
  guide: "server.software",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/cloud-sync/tutorial-pilot-aadc-aadccp"],
  needs: NEEDS,
  wants: WANTS,
  messages: {
    noUser: "There is no AD account that a tool could write.",
    one: "Only one tool has {user} in its scope.",
    turns: {
      code: "in-both-tools-scope",
      text: "Entra Connect and Cloud Sync both have {user} in scope and overwrite each other: {property} was written by {first} and {second} in turn, lastly {value}.",
      advice: [
        "Decide which tool is to write {user}. Leave it to Cloud Sync: in the Synchronization Rules Editor an inbound rule for the OU that sets cloudNoFlow = True, and an outbound rule with link type JoinNoFlow scoped to cloudNoFlow EQUAL True.",
        "Leave it to Entra Connect: Entra admin center > Entra Connect > Cloud sync > {job} > Scoping filters: take the OU or group of {user} out.",
        "Then set the right value once in Active Directory and see whether it stays for two cycles.",
      ],
    },
    overlap: {
      code: "in-both-tools-scope",
      text: "Entra Connect and the Cloud Sync job {job} both have {user} in scope. That they overwrite each other does not show yet.",
      advice: [
        "Take {user} out of one of the two scopes: cloudNoFlow in Entra Connect, or the scoping filters of {job} in Cloud sync.",
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
    cite(`${ad.dn} is selected in the connector ${place?.connector.Name ?? "?"}`, facts["server.connectors"]),
    cite(`Job ${job.id} takes ${scopeOf(job).containers.join("; ") || "all containers"}`, facts["entra.syncJobs"]),
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
        ...turns
          .slice(0, TURNS)
          .map((w) => cite(`${w.at}: ${w.by} wrote ${w.property} = ${w.after.join("; ")}`, facts["entra.audits"])),
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
