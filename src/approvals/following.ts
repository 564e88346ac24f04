/** The plans that may follow one that has run: its steps taken back, or its rest. Built on what is read now; never carried out by itself. */
import { inEvery, type InEvery } from "../domain";
import type { FollowingPurpose } from "../domain/case";
import { stepTitle, valueOr, type Command, type Draft, type Expectation, type Plan, type Words, told } from "../domain";
import { liveUpnOf, sameText } from "../identity/address";
import { ENGINE_AT_REST } from "../identity/engine";
import { bringsToCloud, keyOf, nameIn, standingIn } from "./before";
import { frozen, imageAfter } from "./compensation";
import { differences } from "./difference";
import { breaches, type ReadPorts } from "./expectations";
import { riskOf } from "./risk";
import { stillExpected } from "../domain/order";
import { commandsOf, happenedIn, sameStanding, touchedBy, type Happened, type RanStep, type RunLine } from "./run-line";

/** A plan, or why there is none. */
export type Followed = { readonly plan: Plan } | { readonly refused: Words };
const refused = (says: Words): Followed => ({ refused: says });
const WORDS = {
  all: { en: "Every step has been carried out.", de: "Jeder Schritt ist ausgeführt." },
  old: {
    en: "What it rests on was read more than a day ago. Check again for a fresh plan.",
    de: "Worauf er beruht, wurde vor mehr als einem Tag gelesen. Prüfen Sie erneut für einen frischen Plan.",
  },
  changed: { en: "The world has changed since. {changes}", de: "Seitdem hat sich etwas geändert. {changes}" },
  goOn: { en: "Go on: {title}", de: "Fortsetzen: {title}" },
  rest: { en: "Carries out what was not run of it: {steps}.", de: "Führt aus, was davon nicht lief: {steps}." },
  strange: {
    en: "Somebody has changed it since, or it could not be read. {changes}",
    de: "Es wurde seitdem geändert oder konnte nicht gelesen werden. {changes}",
  },
  nothing: {
    en: "Nothing that was changed is left to be taken back.",
    de: "Von dem, was geändert wurde, ist nichts mehr zurückzunehmen.",
  },
  undo: { en: "Undo: {title}", de: "Rückgängig machen: {title}" },
  "put-back": { en: "Put back: {title}", de: "Zurücksetzen: {title}" },
  back: {
    en: "Takes back what was carried out, the last step first: {steps}.",
    de: "Nimmt zurück, was ausgeführt wurde, den letzten Schritt zuerst: {steps}.",
  },
  lasting: { en: "Not taken back: {why}", de: "Wird nicht zurückgenommen: {why}" },
} as const satisfies Readonly<Record<string, Words>>;
const sentences = (all: readonly Words[]): Words =>
  told(all.map((_, i) => `{${i}}`).join(" "), Object.fromEntries(all.map((words, i) => [i, words])));

/** How long after its end a plan may be gone on with: its grounds were read before it, ms. */
const GO_ON_MS = 24 * 60 * 60_000;
/** How long a deleted user can be restored, ms. */
const RESTORE_MS = 30 * 24 * 60 * 60_000;
const NOBODY = { upns: [], addresses: [], anchors: [], sids: [], sams: [], ids: [], names: [] };
const EVERYBODY = {
  en: "The sync cycle exports everybody's pending changes.",
  de: "Der Synchronisierungszyklus exportiert die ausstehenden Änderungen aller.",
};
const NOT_TWICE = {
  en: "What is put back is not taken away again by a tool; the repair can be offered anew.",
  de: "Was zurückgesetzt wurde, nimmt kein Werkzeug wieder weg; die Reparatur lässt sich neu anbieten.",
};

/** `at`: the time of the approvals' clock, ISO 8601. */
export async function following(
  purpose: FollowingPurpose,
  line: RunLine,
  ports: ReadPorts,
  at: string,
): Promise<Followed> {
  const happened = await happenedIn(line, ports);
  if ("open" in happened)
    return refused(
      told(
        {
          en: "What the step with the unknown outcome did cannot be told yet. {why}",
          de: "Was der Schritt mit dem unbekannten Ergebnis getan hat, lässt sich noch nicht sagen. {why}",
        },
        { why: happened.open },
      ),
    );
  if (happened.steps.length === 0)
    return refused({ en: "Nothing of it was carried out.", de: "Nichts davon wurde ausgeführt." });
  return purpose === "go-on" ? restOf(line, happened, ports, at) : takenBack(purpose, line, happened, ports, at);
}

async function restOf(line: RunLine, happened: Happened, ports: ReadPorts, at: string): Promise<Followed> {
  const { plan, last } = line,
    { steps, rest } = happened;
  if (rest.length === 0) return refused(WORDS.all);
  if (Date.parse(at) - Date.parse(last.endedAt ?? at) >= GO_ON_MS) return refused(WORDS.old);
  const now = imageAfter(plan.before, commandsOf(steps)),
    touched = now.filter((e) => rest.some((c) => touchedBy([e], c).length > 0));
  const changed = await differences(touched, ports);
  if (changed.length > 0) return refused(told(WORDS.changed, { changes: sentences(changed) }));
  const draft: Draft = {
    remediation: plan.remediation,
    title: told(WORDS.goOn, { title: plan.title }),
    risk: riskOf(rest),
    summary: told(WORDS.rest, { steps: inWords(rest) }),
    changes: changesBetween(now, imageAfter(now, rest)),
    touches: rest.some(bringsToCloud) ? [EVERYBODY] : [],
    commands: rest,
    expects: distinct([...stillExpected(plan.expects, commandsOf(steps)), ...touched.map(stillSo), ...engineFor(rest)]),
    verify: plan.verify,
  };
  return { plan: frozen(draft, now) };
}

async function takenBack(
  purpose: "put-back" | "undo",
  line: RunLine,
  { steps }: Happened,
  ports: ReadPorts,
  at: string,
): Promise<Followed> {
  const { before, remediation, title, expects } = line.plan,
    now = imageAfter(before, commandsOf(steps)),
    final = steps.filter(({ command, undo }) => "impossible" in undo && !bringsToCloud(command)),
    lasting = [...new Set(final.flatMap(({ undo }) => ("impossible" in undo ? [undo.impossible] : [])))];
  if (purpose === "undo" && lasting.length > 0) return refused(sentences(lasting));

  // What a step wrote stands as the run left it, or as it did before; anything else is somebody's later work.
  const written = now.filter((e) =>
      steps.some(({ command, undo }) => "command" in undo && touchedBy([e], command).length > 0),
    ),
    was = new Map(before.map((e) => [keyOf(e), e])),
    asLeft = await breaches(written, ports),
    asBefore = await breaches(
      written.map((e) => was.get(keyOf(e)) ?? e),
      ports,
    );
  const back = new Set(written.filter((_, i) => asLeft[i] !== undefined && asBefore[i] === undefined).map(keyOf)),
    strange = written.filter((_, i) => asLeft[i] !== undefined && asBefore[i] !== undefined);
  if (strange.length > 0)
    return refused(told(WORDS.strange, { changes: sentences(await differences(strange, ports)) }));

  const differs = (e: Expectation): boolean => !back.has(keyOf(e)) && !sameStanding(e, was.get(keyOf(e)) ?? e);
  const commands = compensations(steps, now, differs);
  if (commands.length === 0) return refused(lasting.length > 0 ? sentences(lasting) : WORDS.nothing);
  const barred = await whyBarred(commands, line, ports, at);
  if (barred !== undefined) return refused(barred);

  const all = [...commands, ...cycleAfter(commands, steps, line)],
    touched = now.filter((e) => all.some((c) => touchedBy([e], c).length > 0));
  const draft: Draft = {
    remediation,
    title: told(WORDS[purpose], { title }),
    risk: riskOf(all),
    summary: told(WORDS.back, { steps: inWords(all) }),
    changes: changesBetween(touched, imageAfter(touched, all)),
    touches: [...lasting.map((why) => told(WORDS.lasting, { why })), ...(all.some(bringsToCloud) ? [EVERYBODY] : [])],
    commands: all,
    expects: distinct([
      ...touched.map(stillSo),
      ...expects.filter((e) => "holdsNoRole" in e && all.some((c) => "id" in c && c.id === e.id)),
      ...engineFor(all),
    ]),
    verify: { kind: "as-before", before },
  };
  return { plan: { ...draft, before: now, undo: all.map(() => ({ impossible: NOT_TWICE })) } };
}

/** The commands that take the steps back, the last step's first; without those that would change nothing, or that a later one writes over. */
function compensations(
  steps: readonly RanStep[],
  now: readonly Expectation[],
  differs: (e: Expectation) => boolean,
): Command[] {
  const all = [...steps].reverse().flatMap(({ undo }) => ("command" in undo ? [undo.command] : []));
  const writes = (c: Command): Expectation[] => touchedBy(now, c);
  return all.filter((c, i) => {
    // The writes on one cloud user hang together: an anchor may need another sign-in name for its moment.
    if (c.system === "entra")
      return all.some((x) => "id" in x && "id" in c && x.id === c.id && writes(x).some(differs));
    const own = writes(c);
    const written = new Set(own.map(keyOf));
    const overwritten =
      c.kind !== "move-ad-object" &&
      all.slice(i + 1).some((x) => x.kind === c.kind && writes(x).some((e) => written.has(keyOf(e))));
    return own.some(differs) && !overwritten;
  });
}
/** What the run carried to the cloud is taken back there by what carried it; where nothing did, nobody's pending changes are exported for it. */
function cycleAfter(commands: readonly Command[], steps: readonly RanStep[], { plan }: RunLine): Command[] {
  const changesAd = commands.some((c) => "objectGUID" in c),
    carrier = commandsOf(steps).filter(bringsToCloud).pop();
  if (!changesAd || carrier === undefined) return [];
  if (carrier.kind !== "provision-on-demand") return [carrier];
  const place = plan.before.find((e) => e.system === "ad" && e.attribute === "dn");
  return [place?.system === "ad" && typeof place.equals === "string" ? { ...carrier, dn: place.equals } : carrier];
}

/** Why the cloud would refuse it. */
async function whyBarred(
  commands: readonly Command[],
  { plan }: RunLine,
  { cloud }: ReadPorts,
  at: string,
): Promise<Words | undefined> {
  const wasSynced = (id: string): boolean =>
    plan.before.some(
      (e) =>
        e.system === "entra" &&
        "property" in e &&
        e.id === id &&
        e.property === "onPremisesSyncEnabled" &&
        e.equals === true,
    );
  for (const c of commands) {
    if (c.kind === "update-user" || c.kind === "delete-user") {
      const user = await cloud.user(c.id);
      if (user.state === "unreadable")
        return told(
          { en: "{id} could not be read ({why}).", de: "{id} konnte nicht gelesen werden ({why})." },
          { id: c.id, why: user.detail },
        );
      const mastered = user.state === "seen" && user.value.onPremisesSyncEnabled === true;
      const carried = plan.commands.some(bringsToCloud) || !wasSynced(c.id);
      if (mastered && carried)
        return told(
          {
            en: "{user} ({id}) is mastered by Active Directory since; the cloud refuses to change it.",
            de: "{user} ({id}) wird seither in Active Directory verwaltet; die Cloud lässt die Änderung nicht zu.",
          },
          { user: user.value.userPrincipalName, id: c.id },
        );
    }
    if (c.kind === "restore-user") {
      const user = await cloud.deletedUser(c.id);
      if (user.state === "unreadable")
        return told(
          { en: "{id} could not be read ({why}).", de: "{id} konnte nicht gelesen werden ({why})." },
          { id: c.id, why: user.detail },
        );
      if (user.state === "absent")
        return told(
          {
            en: "{id} is not among the deleted users any more; it cannot be restored.",
            de: "{id} ist nicht mehr unter den gelöschten Benutzern und lässt sich nicht wiederherstellen.",
          },
          { id: c.id },
        );
      const name = liveUpnOf(user.value.userPrincipalName),
        { users } = await cloud.people({ ...NOBODY, upns: [name] });
      if (users.state === "unreadable")
        return told(
          {
            en: "Whether {name} is free could not be read ({why}).",
            de: "Ob {name} frei ist, konnte nicht gelesen werden ({why}).",
          },
          { name, why: users.detail },
        );
      const holder = valueOr(users, []).find((u) => u.id !== c.id && sameText(u.userPrincipalName, name));
      if (holder !== undefined)
        return told(
          {
            en: "{name} is held by {holder} meanwhile; {id} cannot come back under it.",
            de: "{name} wird inzwischen von {holder} gehalten; {id} kann nicht darunter zurückkommen.",
          },
          { name, holder: holder.id, id: c.id },
        );
      const age = Date.parse(at) - Date.parse(user.value.deletedDateTime ?? at);
      if (age >= RESTORE_MS)
        return told(
          {
            en: "{name} ({id}) was deleted more than 30 days ago; it cannot be restored.",
            de: "{name} ({id}) wurde vor mehr als 30 Tagen gelöscht und lässt sich nicht wiederherstellen.",
          },
          { name, id: c.id },
        );
    }
  }
  return undefined;
}

const THEN: InEvery = { en: "; then ", de: "; dann " };
const inWords = (commands: readonly Command[]): InEvery =>
  inEvery((l) =>
    commands
      .map((c) => stepTitle(c, l))
      .map((t, i) => (i === 0 ? t : `${t[0]!.toLowerCase()}${t.slice(1)}`))
      .join(THEN[l]),
  );
const engineFor = (commands: readonly Command[]): readonly Expectation[] =>
  commands.some((c) => c.kind === "start-sync-cycle") ? ENGINE_AT_REST : [];
const stillSo = (e: Expectation): Expectation => ({
  ...e,
  says: told(
    { en: "{what} is still {value}.", de: "{what} ist noch {value}." },
    { what: nameIn(e), value: standingIn(e) },
  ),
});
const distinct = (expects: readonly Expectation[]): Expectation[] => [
  ...new Map(expects.map((e) => [keyOf(e), e])).values(),
];
const changesBetween = (from: readonly Expectation[], to: readonly Expectation[]): Draft["changes"] =>
  from.flatMap((e, i) => {
    const after = to[i];
    return after === undefined || sameStanding(e, after)
      ? []
      : [{ what: nameIn(e), before: standingIn(e), after: standingIn(after) }];
  });
