/** Where an object stands on its way: each stage is shown well, broken or unknown, from positive traces of this very object. Pure. */
import {
  cite,
  STAGES,
  valueOr,
  type CloudObjectKind,
  type Evidence,
  type FactSet,
  type Stage,
  type StageState,
  type Symptom,
} from "../domain";
import { isLeaving } from "../identity/chain";
import { personOf, type Person } from "../identity/person";
import { namesSomebody } from "../identity/naming";
import { cloudConnectors } from "../identity/place";
import { newestFirst, wentThrough, type RunKind, kindOf } from "../identity/runs";
import { masteryOf, seenDifference, valueDifferences } from "../identity/mastery";
import { signInTraceOf } from "../identity/sign-in-trace";
import { at } from "../identity/time";
import { cloudKindOf } from "../identity/twin";

type State = Omit<StageState, "stage">;
const well = (...evidence: Evidence[]): State => ({ state: "well", evidence });
const broken = (since: string | undefined, ...evidence: Evidence[]): State => ({
  state: "broken",
  ...(since === undefined ? {} : { since }),
  evidence,
});
/** Broken since the object was due there, or not due yet. */
const late = (due: Due, ...evidence: Evidence[]): State => ({
  state: "broken",
  ...(due === "not-yet" ? { isNotDue: true } : due === undefined ? {} : { since: due }),
  evidence,
});
const unknown = (...evidence: Evidence[]): State => ({ state: "unknown", evidence });

/** Every stage of the way, in its order. */
export function stagesOf(facts: FactSet, person: Person = personOf(facts)): StageState[] {
  const make: Readonly<Record<Stage, (f: FactSet, p: Person) => State>> = {
    ad: inAd,
    import: imported,
    join: joined,
    export: exported,
    "cloud-object": arrived,
    values: sameValues,
    services: served,
    "sign-in": signsIn,
    lists: listed,
  };
  return STAGES.map((stage) => ({ stage, ...make[stage](facts, person) }));
}

/** The first stage that is broken; undefined where none is. */
export const firstBroken = (stages: readonly StageState[]): StageState | undefined =>
  stages.find((s) => s.state === "broken");
/** The stages that lie on the way to this one: licence and mailbox, sign-in and lists each come of the values, not of one another. */
export const wayTo = (stages: readonly StageState[], last: Stage): StageState[] =>
  stages.filter(
    ({ stage }, i) =>
      stage === last || (i <= STAGES.indexOf("values") && STAGES.indexOf(stage) <= STAGES.indexOf(last)),
  );
/** True where every stage up to this one is shown well. */
export const isWellUpTo = (stages: readonly StageState[], last: Stage): boolean =>
  wayTo(stages, last).every((s) => s.state === "well");

/** The ask is about somebody, not about everybody. */
const isNamed = ({ ask }: FactSet): boolean => ask.state !== "seen" || namesSomebody(ask.value.terms);

function inAd(facts: FactSet, { ad, cloud, deleted }: Person): State {
  const fact = facts["ad.user"];
  if (ad !== undefined) return well(cite(ad.dn, fact));
  if (fact.state === "unreadable") return unknown(cite("Active Directory could not be read", fact));
  if (cloud?.onPremisesSyncEnabled === true || deleted.length > 0 || valueOr(facts["ad.deleted"], []).length > 0)
    return broken(undefined, cite("no live account in Active Directory", fact));
  if (cloud === undefined && !isNamed(facts)) return unknown(cite("the message names nobody", facts.ask));
  return cloud === undefined
    ? broken(undefined, cite("nobody by that name in Active Directory", fact))
    : unknown(cite("no account in Active Directory; the cloud account was not made by synchronization", fact));
}

/** Entra Connect is installed here, so an object that it does not know was not imported. */
const hasEngine = (facts: FactSet): boolean => valueOr(facts["server.connectors"], []).length > 0;
/** Where the links of the engine cannot be seen one by one, an object that synchronization ties to this account proves them all. */
const byTheLink = (facts: FactSet, { pair, object, hasArrived }: Person, otherwise: State): State =>
  pair !== undefined
    ? well(cite(`${pair.user.userPrincipalName} is synced from this account`, facts["entra.user"]))
    : hasArrived && object !== undefined
      ? well(cite(`the ${object.kind} ${object.id} is synced from this object`, facts["entra.object"]))
      : otherwise;

/** ISO 8601; undefined where the history does not reach back to the object's last change. */
type Due = string | "not-yet" | undefined;
/** What has to have run, one after the other, before an object has had its chance. */
const BEFORE: Readonly<Record<RunKind, RunKind | undefined>> = {
  Import: undefined,
  Synchronization: "Import",
  Export: "Synchronization",
};
/** When the object should have gone on: the end of the first good run of this kind after the one before it, counted from its last change. */
function dueSince(facts: FactSet, person: Person, kind: RunKind): Due {
  const { ad, place } = person;
  const before = BEFORE[kind];
  const from = before === undefined ? (ad?.whenChanged ?? ad?.whenCreated) : dueSince(facts, person, before);
  if (from === undefined || from === "not-yet") return from;
  const names =
    kind === "Export"
      ? cloudConnectors(valueOr(facts["server.connectors"], [])).map((c) => c.Name)
      : place === undefined
        ? []
        : [place.connector.Name];
  const own = newestFirst(valueOr(facts["server.runHistory"], [])).filter((r) => names.includes(r.ConnectorName));
  const first = own
    .filter((r) => kindOf(r) === kind && wentThrough(r) && at(r.StartDate) >= at(from) && r.EndDate !== null)
    .at(-1);
  if (first !== undefined) return first.EndDate ?? undefined;
  return own.some((r) => at(r.StartDate) < at(from)) ? "not-yet" : undefined;
}

/** When a whole cycle had carried the object's last change as far as the export, ISO 8601 UTC; undefined where none was seen to. */
export function carriedSince(facts: FactSet, person: Person): string | undefined {
  const due = dueSince(facts, person, "Export");
  return due === "not-yet" ? undefined : due;
}

function imported(facts: FactSet, person: Person): State {
  const chain = facts["cs.chain"];
  if (person.ad === undefined) return unknown();
  if (chain.state === "unreadable" || (chain.state === "absent" && !hasEngine(facts)))
    return byTheLink(facts, person, unknown());
  const cs = valueOr(chain, undefined)?.adCs;
  if (cs != null) return well(cite(`in the connector space of ${cs.ConnectorName}`, chain));
  return byTheLink(
    facts,
    person,
    late(dueSince(facts, person, "Import"), cite("not in the AD connector space", chain)),
  );
}
function joined(facts: FactSet, person: Person): State {
  const chain = facts["cs.chain"];
  if (person.ad === undefined) return unknown();
  if (chain.state === "unreadable" || (chain.state === "absent" && !hasEngine(facts)))
    return byTheLink(facts, person, unknown());
  const known = valueOr(chain, undefined);
  if (known?.adCs?.HasSyncError === true)
    return late(dueSince(facts, person, "Synchronization"), cite("a synchronization error on the object", chain));
  if (known?.mv != null) return well(cite("joined or projected into the metaverse", chain));
  if (known?.adCs == null) return byTheLink(facts, person, unknown());
  return late(dueSince(facts, person, "Synchronization"), cite("not in the metaverse", chain));
}
function exported(facts: FactSet, person: Person): State {
  const chain = facts["cs.chain"];
  if (person.ad === undefined) return unknown();
  const [error] = person.errors.filter((e) => e.side === "entra");
  if (error !== undefined) return broken(undefined, error.evidence);
  if (chain.state === "unreadable" || (chain.state === "absent" && !hasEngine(facts)))
    return byTheLink(facts, person, unknown());
  const { mv, entraCs } = valueOr(chain, undefined) ?? { mv: null, entraCs: null };
  if (mv === null) return byTheLink(facts, person, unknown());
  if (entraCs === null) return late(dueSince(facts, person, "Export"), cite("not in the Entra connector space", chain));
  if (entraCs.PendingExport !== undefined)
    return late(dueSince(facts, person, "Export"), cite(`export pending: ${entraCs.PendingExport}`, chain));
  return entraCs.IsConnector ? well(cite("in the Entra connector space, joined, without error", chain)) : unknown();
}
function arrived(facts: FactSet, person: Person): State {
  const kind = person.object?.kind ?? (person.ad === undefined ? undefined : cloudKindOf(person.ad));
  if (kind !== undefined) return objectArrived(facts, person, kind);
  const cloud = facts["entra.user"];
  const { ad, pair, rivals, cloud: found } = person;
  if (cloud.state === "unreadable") return unknown(cite("the cloud user could not be read", cloud));
  if (isLeaving(facts["cs.chain"])) return broken(undefined, cite("about to be deleted", facts["cs.chain"]));
  if (pair !== undefined) {
    const here = cite(`${pair.user.userPrincipalName} carries its anchor`, cloud);
    return rivals.length === 0
      ? well(here)
      : unknown(here, ...rivals.slice(0, 2).map((r) => cite(`${r.userPrincipalName} shares a name with it`, cloud)));
  }
  if (ad === undefined && found !== undefined) return unknown(cite(found.userPrincipalName, cloud));
  if (ad === undefined && !isNamed(facts)) return unknown();
  return late(
    dueSince(facts, person, "Export"),
    found === undefined
      ? cite("no such user in the cloud", cloud)
      : cite(`${found.userPrincipalName} is there, not linked to this account`, cloud),
  );
}
/** A group, contact or device. */
function objectArrived(facts: FactSet, person: Person, kind: CloudObjectKind): State {
  const fact = facts["entra.object"];
  const { ad, object, hasArrived } = person;
  if (fact.state === "unreadable") return unknown(cite(`the cloud's ${kind} could not be read`, fact));
  if (isLeaving(facts["cs.chain"])) return broken(undefined, cite("about to be deleted", facts["cs.chain"]));
  if (object !== undefined && (hasArrived || ad === undefined))
    return (hasArrived ? well : unknown)(cite(`${kind} ${object.displayName ?? object.id}`, fact));
  return late(
    dueSince(facts, person, "Export"),
    object === undefined
      ? cite(`no such ${kind} in the cloud`, fact)
      : cite(`${object.displayName ?? object.id} is there, not synced from this object`, fact),
  );
}
function sameValues(facts: FactSet, person: Person): State {
  const { soundPair, pair } = person;
  const cloud = facts["entra.user"];
  const withheld = pair?.user.onPremisesProvisioningErrors ?? [];
  if (withheld.length > 0)
    return broken(
      withheld[0]?.occurredDateTime ?? undefined,
      ...withheld.map((e) => cite(`${e.propertyCausingError ?? "a value"} is withheld`, cloud)),
    );
  const [first, ...more] = valueDifferences(person, facts);
  if (first !== undefined) return broken(first.since, ...[first, ...more].map((d) => seenDifference(d, facts)));
  if (soundPair === undefined) return unknown();
  const rows = masteryOf(person, facts),
    same = rows.filter((row) => row.equal),
    coming = rows.filter((row) => !row.equal && row.because === undefined && row.flows);
  const isDated = pair?.ad.whenChanged !== undefined && facts["server.runHistory"].state === "seen";
  if (coming.length > 0 && isDated)
    return late("not-yet", cite(`no cycle has had time for ${coming.map((row) => row.attribute).join(", ")}`, cloud));
  return same.length === 0
    ? unknown()
    : well(cite(`the same on both sides: ${same.map((row) => row.attribute).join(", ")}`, cloud));
}
function served(facts: FactSet, { pair }: Person): State {
  const user = pair?.user;
  if (user?.assignedLicenses === undefined) return unknown();
  const cloud = facts["entra.user"];
  if (user.assignedLicenses.length === 0) return broken(undefined, cite("no licence", cloud));
  const mailbox = facts["entra.mailboxSettings"];
  if ((user.serviceProvisioningErrors ?? []).length > 0)
    return broken(undefined, cite("a service refuses the user", cloud));
  return mailbox.state === "seen"
    ? well(cite("licensed", cloud), cite("its mailbox answers", mailbox))
    : unknown(cite("licensed", cloud));
}
function signsIn(facts: FactSet, { pair }: Person): State {
  if (pair === undefined) return unknown();
  if (pair.user.accountEnabled === false)
    return broken(undefined, cite("the account is disabled", facts["entra.user"]));
  const { state, since, evidence } = signInTraceOf(facts, valueOr(facts.ask, undefined)?.topics ?? []);
  return state === "broken" ? broken(since, ...evidence) : state === "well" ? well(...evidence) : unknown(...evidence);
}
function listed(facts: FactSet, { ad }: Person): State {
  const membership = facts["entra.membership"];
  if (valueOr(membership, undefined)?.isMember === true) return well(cite("a direct member of the group", membership));
  return ad?.["msExchHideFromAddressLists"] === true
    ? broken(undefined, cite("msExchHideFromAddressLists = TRUE", facts["ad.user"]))
    : unknown();
}

/** The furthest stage that is asked about: the complaints' own. */
export const lastAsked = (ledger: readonly Symptom[]): Stage =>
  ledger
    .filter((s) => s.kind === "complaint")
    .map((s) => s.stage)
    .sort((a, b) => STAGES.indexOf(b) - STAGES.indexOf(a))[0] ?? "cloud-object";
