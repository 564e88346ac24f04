/** Where an object stands on its way: each stage is shown well, broken or unknown, from positive traces of this very object. Pure. */
import {
  CLOUD_KIND,
  cite,
  STAGES,
  told,
  valueOr,
  type CloudObjectKind,
  type Evidence,
  type FactSet,
  type InEvery,
  type Stage,
  type StageState,
  type Symptom,
  type Words,
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

/** What a stage shows, in words. */
const SEEN = {
  unreadable: { en: "Active Directory could not be read", de: "Active Directory konnte nicht gelesen werden" },
  noLive: { en: "no live account in Active Directory", de: "kein lebendes Konto in Active Directory" },
  namesNobody: { en: "the message names nobody", de: "die Nachricht nennt niemanden" },
  nobody: { en: "nobody by that name in Active Directory", de: "niemand mit diesem Namen in Active Directory" },
  cloudOnly: {
    en: "no account in Active Directory; the cloud account was not made by synchronization",
    de: "kein Konto in Active Directory; das Cloudkonto stammt nicht aus der Synchronisierung",
  },
  notImported: { en: "not in the AD connector space", de: "nicht im AD connector space" },
  syncError: { en: "a synchronization error on the object", de: "ein Synchronisierungsfehler am Objekt" },
  joined: { en: "joined or projected into the metaverse", de: "verbunden oder ins metaverse projiziert" },
  notJoined: { en: "not in the metaverse", de: "nicht im metaverse" },
  notExported: { en: "not in the Entra connector space", de: "nicht im Entra connector space" },
  exported: {
    en: "in the Entra connector space, joined, without error",
    de: "im Entra connector space, verbunden, ohne Fehler",
  },
  cloudUnreadable: { en: "the cloud user could not be read", de: "der Cloudbenutzer konnte nicht gelesen werden" },
  leaving: { en: "about to be deleted", de: "wird gerade gelöscht" },
  noCloudUser: { en: "no such user in the cloud", de: "kein solcher Benutzer in der Cloud" },
  noLicence: { en: "no licence", de: "keine Lizenz" },
  refused: { en: "a service refuses the user", de: "ein Dienst lehnt den Benutzer ab" },
  licensed: { en: "licensed", de: "lizenziert" },
  mailbox: { en: "its mailbox answers", de: "sein Postfach antwortet" },
  disabled: { en: "the account is disabled", de: "das Konto ist deaktiviert" },
  member: { en: "a direct member of the group", de: "direktes Mitglied der Gruppe" },
  synced: { en: "{user} is synced from this account", de: "{user} ist aus diesem Konto synchronisiert" },
  objectSynced: {
    en: "the {kind} {id} is synced from this object",
    de: "{kind} {id} ist aus diesem Objekt synchronisiert",
  },
  imported: { en: "in the connector space of {connector}", de: "im connector space von {connector}" },
  pending: { en: "export pending: {change}", de: "Export steht aus: {change}" },
  carries: { en: "{user} carries its anchor", de: "{user} trägt dessen sourceAnchor" },
  rival: { en: "{user} shares a name with it", de: "{user} trägt einen gleichen Namen" },
  unlinked: {
    en: "{user} is there, not linked to this account",
    de: "{user} ist da, aber nicht mit diesem Konto verknüpft",
  },
  objectUnreadable: { en: "the cloud's {kind} could not be read", de: "{kind} der Cloud konnte nicht gelesen werden" },
  object: { en: "{kind} {name}", de: "{kind} {name}" },
  noObject: { en: "no such {kind} in the cloud", de: "kein solches Objekt in der Cloud: {kind}" },
  objectUnlinked: {
    en: "{name} is there, not synced from this object",
    de: "{name} ist da, aber nicht aus diesem Objekt synchronisiert",
  },
  withheld: { en: "{what} is withheld", de: "{what} wird zurückgehalten" },
  noTime: { en: "no cycle has had time for {attributes}", de: "noch kein Zyklus hatte Zeit für {attributes}" },
  same: { en: "the same on both sides: {attributes}", de: "auf beiden Seiten gleich: {attributes}" },
} as const satisfies Readonly<Record<string, Words>>;
/** A property that is withheld, where the directory does not name it. */
export const A_VALUE: InEvery = { en: "a value", de: "ein Wert" };

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
  if (fact.state === "unreadable") return unknown(cite(SEEN.unreadable, fact));
  if (cloud?.onPremisesSyncEnabled === true || deleted.length > 0 || valueOr(facts["ad.deleted"], []).length > 0)
    return broken(undefined, cite(SEEN.noLive, fact));
  if (cloud === undefined && !isNamed(facts)) return unknown(cite(SEEN.namesNobody, facts.ask));
  return cloud === undefined ? broken(undefined, cite(SEEN.nobody, fact)) : unknown(cite(SEEN.cloudOnly, fact));
}

/** Entra Connect is installed here, so an object that it does not know was not imported. */
const hasEngine = (facts: FactSet): boolean => valueOr(facts["server.connectors"], []).length > 0;
/** Where the links of the engine cannot be seen one by one, an object that synchronization ties to this account proves them all. */
const byTheLink = (facts: FactSet, { pair, object, hasArrived }: Person, otherwise: State): State =>
  pair !== undefined
    ? well(cite(told(SEEN.synced, { user: pair.user.userPrincipalName }), facts["entra.user"]))
    : hasArrived && object !== undefined
      ? well(cite(told(SEEN.objectSynced, { kind: CLOUD_KIND[object.kind], id: object.id }), facts["entra.object"]))
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
  if (cs != null) return well(cite(told(SEEN.imported, { connector: cs.ConnectorName }), chain));
  return byTheLink(facts, person, late(dueSince(facts, person, "Import"), cite(SEEN.notImported, chain)));
}
function joined(facts: FactSet, person: Person): State {
  const chain = facts["cs.chain"];
  if (person.ad === undefined) return unknown();
  if (chain.state === "unreadable" || (chain.state === "absent" && !hasEngine(facts)))
    return byTheLink(facts, person, unknown());
  const known = valueOr(chain, undefined);
  if (known?.adCs?.HasSyncError === true)
    return late(dueSince(facts, person, "Synchronization"), cite(SEEN.syncError, chain));
  if (known?.mv != null) return well(cite(SEEN.joined, chain));
  if (known?.adCs == null) return byTheLink(facts, person, unknown());
  return late(dueSince(facts, person, "Synchronization"), cite(SEEN.notJoined, chain));
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
  if (entraCs === null) return late(dueSince(facts, person, "Export"), cite(SEEN.notExported, chain));
  if (entraCs.PendingExport !== undefined)
    return late(dueSince(facts, person, "Export"), cite(told(SEEN.pending, { change: entraCs.PendingExport }), chain));
  return entraCs.IsConnector ? well(cite(SEEN.exported, chain)) : unknown();
}
function arrived(facts: FactSet, person: Person): State {
  const kind = person.object?.kind ?? (person.ad === undefined ? undefined : cloudKindOf(person.ad));
  if (kind !== undefined) return objectArrived(facts, person, kind);
  const cloud = facts["entra.user"];
  const { ad, pair, rivals, cloud: found } = person;
  if (cloud.state === "unreadable") return unknown(cite(SEEN.cloudUnreadable, cloud));
  if (isLeaving(facts["cs.chain"])) return broken(undefined, cite(SEEN.leaving, facts["cs.chain"]));
  if (pair !== undefined) {
    const here = cite(told(SEEN.carries, { user: pair.user.userPrincipalName }), cloud);
    return rivals.length === 0
      ? well(here)
      : unknown(here, ...rivals.slice(0, 2).map((r) => cite(told(SEEN.rival, { user: r.userPrincipalName }), cloud)));
  }
  if (ad === undefined && found !== undefined) return unknown(cite(found.userPrincipalName, cloud));
  if (ad === undefined && !isNamed(facts)) return unknown();
  return late(
    dueSince(facts, person, "Export"),
    found === undefined
      ? cite(SEEN.noCloudUser, cloud)
      : cite(told(SEEN.unlinked, { user: found.userPrincipalName }), cloud),
  );
}
/** A group, contact or device. */
function objectArrived(facts: FactSet, person: Person, kind: CloudObjectKind): State {
  const fact = facts["entra.object"];
  const { ad, object, hasArrived } = person;
  if (fact.state === "unreadable") return unknown(cite(told(SEEN.objectUnreadable, { kind: CLOUD_KIND[kind] }), fact));
  if (isLeaving(facts["cs.chain"])) return broken(undefined, cite(SEEN.leaving, facts["cs.chain"]));
  if (object !== undefined && (hasArrived || ad === undefined))
    return (hasArrived ? well : unknown)(
      cite(told(SEEN.object, { kind: CLOUD_KIND[kind], name: object.displayName ?? object.id }), fact),
    );
  return late(
    dueSince(facts, person, "Export"),
    object === undefined
      ? cite(told(SEEN.noObject, { kind: CLOUD_KIND[kind] }), fact)
      : cite(told(SEEN.objectUnlinked, { name: object.displayName ?? object.id }), fact),
  );
}
function sameValues(facts: FactSet, person: Person): State {
  const { soundPair, pair } = person;
  const cloud = facts["entra.user"];
  const withheld = pair?.user.onPremisesProvisioningErrors ?? [];
  if (withheld.length > 0)
    return broken(
      withheld[0]?.occurredDateTime ?? undefined,
      ...withheld.map((e) => cite(told(SEEN.withheld, { what: e.propertyCausingError ?? A_VALUE }), cloud)),
    );
  const [first, ...more] = valueDifferences(person, facts);
  if (first !== undefined) return broken(first.since, ...[first, ...more].map((d) => seenDifference(d, facts)));
  if (soundPair === undefined) return unknown();
  const rows = masteryOf(person, facts),
    same = rows.filter((row) => row.equal),
    coming = rows.filter((row) => !row.equal && row.because === undefined && row.flows);
  const isDated = pair?.ad.whenChanged !== undefined && facts["server.runHistory"].state === "seen";
  if (coming.length > 0 && isDated)
    return late("not-yet", cite(told(SEEN.noTime, { attributes: coming.map((row) => row.attribute) }), cloud));
  return same.length === 0
    ? unknown()
    : well(cite(told(SEEN.same, { attributes: same.map((row) => row.attribute) }), cloud));
}
function served(facts: FactSet, { pair }: Person): State {
  const user = pair?.user;
  if (user?.assignedLicenses === undefined) return unknown();
  const cloud = facts["entra.user"];
  if (user.assignedLicenses.length === 0) return broken(undefined, cite(SEEN.noLicence, cloud));
  const mailbox = facts["entra.mailboxSettings"];
  if ((user.serviceProvisioningErrors ?? []).length > 0) return broken(undefined, cite(SEEN.refused, cloud));
  return mailbox.state === "seen"
    ? well(cite(SEEN.licensed, cloud), cite(SEEN.mailbox, mailbox))
    : unknown(cite(SEEN.licensed, cloud));
}
function signsIn(facts: FactSet, { pair }: Person): State {
  if (pair === undefined) return unknown();
  if (pair.user.accountEnabled === false) return broken(undefined, cite(SEEN.disabled, facts["entra.user"]));
  const { state, since, evidence } = signInTraceOf(facts, valueOr(facts.ask, undefined)?.topics ?? []);
  return state === "broken" ? broken(since, ...evidence) : state === "well" ? well(...evidence) : unknown(...evidence);
}
function listed(facts: FactSet, { ad }: Person): State {
  const membership = facts["entra.membership"];
  if (valueOr(membership, undefined)?.isMember === true) return well(cite(SEEN.member, membership));
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
