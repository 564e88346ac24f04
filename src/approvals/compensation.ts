/** How each kind of command is taken back. From a command and the before-image comes the command that restores it, or a sentence that there is none, and why. */
import { told as inWords, type Words } from "../domain";
import { writtenForm, type Command, type Draft, type Expectation, type Plan, type StepUndo } from "../domain/command";
import type { CloudUserProperty } from "../domain/cloud-user";
import { sameText } from "../identity/address";
import { parentDn, rdnsOf, sameDn } from "../identity/dn";
import { nameIn, told } from "./before";

type Kind = Command["kind"];
type Of<K extends Kind> = Extract<Command, { kind: K }>;
type Compensations = { readonly [K in Kind]: (command: Of<K>, before: readonly Expectation[]) => StepUndo };

const none = (impossible: Words) => (): StepUndo => ({ impossible });
const by = (command: Command): StepUndo => ({ command });
const unknownBefore = (what: Words): StepUndo => ({
  impossible: inWords(
    { en: "How {what} stood before is not recorded.", de: "Wie zuvor stand, ist nicht festgehalten: {what}." },
    { what },
  ),
});
const CYCLE = {
  en: "What a sync cycle has exported is not taken back; the next cycle carries what is put back.",
  de: "Was ein Synchronisierungszyklus exportiert hat, wird nicht zurückgenommen; der nächste Zyklus überträgt, was zurückgesetzt wird.",
};

const COMPENSATIONS: Compensations = {
  "set-ad-attribute": (c, before) => {
    const was = adValueIn(before, c.objectGUID, c.attribute);
    return was === undefined ? unknownBefore(c.attribute) : by({ ...c, value: writtenForm(was.equals) });
  },
  "move-ad-object": (c, before) => {
    const was = adValueIn(before, c.objectGUID, "dn");
    return typeof was?.equals === "string"
      ? by({ ...c, targetOu: parentDn(was.equals) })
      : unknownBefore({ en: "the object's place", de: "der Ort des Objekts" });
  },
  "add-group-member": (c) => by({ ...c, kind: "remove-group-member" }),
  "remove-group-member": (c) => by({ ...c, kind: "add-group-member" }),
  "update-user": (c, before) => {
    const old = Object.keys(c.set).map((property) => [property, userValueIn(before, c.id, property)?.equals] as const);
    const lost = old.find(([, value]) => value === undefined);
    return lost === undefined ? by({ ...c, set: Object.fromEntries(old) }) : unknownBefore(lost[0]);
  },
  "delete-user": (c) => by({ system: "entra", kind: "restore-user", id: c.id }),
  "restore-user": (c) => by({ system: "entra", kind: "delete-user", id: c.id }),
  "purge-deleted-user": none({
    en: "A purged user cannot come back; its values stand in this plan.",
    de: "Ein endgültig gelöschter Benutzer kommt nicht zurück; seine Werte stehen in diesem Plan.",
  }),
  "set-scheduler": none({
    en: "The scheduler is not switched off by a tool; whoever wants it off does it by hand.",
    de: "Kein Werkzeug schaltet den Planer aus; wer ihn aus haben will, tut es von Hand.",
  }),
  "start-sync-cycle": none(CYCLE),
  "stop-sync-cycle": none({
    en: "A stopped run is not continued; the next cycle does its work.",
    de: "Ein abgebrochener Lauf wird nicht fortgesetzt; der nächste Zyklus erledigt seine Arbeit.",
  }),
  "start-service": none({
    en: "A service is not stopped by a tool; whoever wants it stopped does it by hand.",
    de: "Kein Werkzeug hält einen Dienst an; wer ihn angehalten haben will, tut es von Hand.",
  }),
  "restart-service": none({ en: "A restart cannot be taken back.", de: "Ein Neustart lässt sich nicht zurücknehmen." }),
  "grant-connector-permission": none({
    en: "A granted right is taken away by hand (dsacls shows the entries).",
    de: "Ein erteiltes Recht wird von Hand entzogen (dsacls zeigt die Einträge).",
  }),
  "purge-run-history": none({
    en: "Purged run history cannot come back.",
    de: "Gelöschte Ausführungshistorie kommt nicht zurück.",
  }),
  "enable-tls12": none({
    en: "The registry values are set back by hand, from the export that is made before the change.",
    de: "Die Registrierungswerte werden von Hand zurückgesetzt, aus dem Export, der vor der Änderung gemacht wird.",
  }),
  "repair-run-profile": none({
    en: "Run profiles are edited by hand in the Synchronization Service Manager.",
    de: "Ausführungsprofile werden von Hand im Synchronization Service Manager bearbeitet.",
  }),
  "restart-password-sync": none({
    en: "A restart cannot be taken back.",
    de: "Ein Neustart lässt sich nicht zurücknehmen.",
  }),
  "repair-agent-account": none({
    en: "The account's rights are taken away by hand, with the gMSA cmdlets.",
    de: "Die Rechte des Kontos werden von Hand entzogen, mit den gMSA-Cmdlets.",
  }),
  "restart-provisioning-job": none({
    en: "A job that runs again is paused by hand in the portal.",
    de: "Ein wieder laufender Auftrag wird von Hand im Portal angehalten.",
  }),
  "provision-on-demand": none({
    en: "It brings the cloud to what Active Directory says; what it has pushed is not taken back.",
    de: "Es bringt die Cloud auf den Stand von Active Directory; was es übertragen hat, wird nicht zurückgenommen.",
  }),
};

/** How this command is taken back, by the before-image. */
export const undoOf = (command: Command, before: readonly Expectation[]): StepUndo =>
  (COMPENSATIONS[command.kind] as (c: Command, before: readonly Expectation[]) => StepUndo)(command, before);

/**
 * The draft with its before-image and with how each step is taken back. A step that writes over what an earlier one wrote goes back to that value, so
 * that the steps can be taken back one after the other, the last first.
 */
export const frozen = (draft: Draft, before: readonly Expectation[]): Plan => ({
  ...draft,
  before,
  undo: draft.commands.map((command, i) => undoOf(command, imageAfter(before, draft.commands.slice(0, i)))),
});

/** The image as it stands once these commands have run: what a step wrote takes the place of what stood there. */
export function imageAfter(image: readonly Expectation[], commands: readonly Command[]): Expectation[] {
  return commands.reduce<Expectation[]>((now, c) => now.map((e) => renamed(e, after(e, c))), [...image]);
}
/** The entry with its sentence about the new value; the same one where nothing was written. */
const renamed = (from: Expectation, to: Expectation): Expectation => (from === to ? to : told(to, nameIn(from)));
function after(e: Expectation, c: Command): Expectation {
  switch (c.kind) {
    case "set-ad-attribute":
      return e.system === "ad" && e.objectGUID === c.objectGUID && sameText(e.attribute, c.attribute)
        ? { ...e, equals: c.value }
        : e;
    case "move-ad-object":
      return e.system === "ad" && e.objectGUID === c.objectGUID && e.attribute === "dn"
        ? { ...e, equals: `${rdnsOf(String(e.equals))[0]},${c.targetOu}` }
        : e;
    case "add-group-member":
    case "remove-group-member":
      return e.system === "ad" && e.objectGUID === c.objectGUID && e.attribute === "memberOf"
        ? { ...e, equals: groupsAfter(e.equals, c) }
        : e;
    case "update-user":
      return e.system === "entra" && "property" in e && e.id === c.id && e.property in c.set
        ? { ...e, equals: valueIn(c.set, e.property) ?? null }
        : e;
    case "delete-user":
    case "restore-user":
      if (e.system !== "entra" || e.id !== c.id) return e;
      if ("deleted" in e) return { ...e, deleted: c.kind === "delete-user" };
      return c.kind === "restore-user" && c.newUserPrincipalName !== undefined && isSignInName(e)
        ? { ...e, equals: c.newUserPrincipalName }
        : e;
    case "set-scheduler":
      return e.system === "server" && e.what === "scheduler" && e.property in c.set
        ? { ...e, equals: valueIn(c.set, e.property) }
        : e;
    default:
      return e;
  }
}
const isSignInName = (e: Expectation): e is Extract<Expectation, { property: CloudUserProperty }> =>
  e.system === "entra" && "property" in e && e.property === "userPrincipalName";
const valueIn = (set: object, property: string): unknown => new Map<string, unknown>(Object.entries(set)).get(property);
function groupsAfter(memberOf: unknown, { kind, groupDn }: Of<"add-group-member" | "remove-group-member">): string[] {
  const others = (Array.isArray(memberOf) ? memberOf.map(String) : []).filter((g) => !sameDn(g, groupDn));
  return kind === "add-group-member" ? [...others, groupDn] : others;
}
const adValueIn = (image: readonly Expectation[], objectGUID: string, attribute: string) =>
  image.find(
    (e): e is Extract<Expectation, { system: "ad" }> =>
      e.system === "ad" && e.objectGUID === objectGUID && sameText(e.attribute, attribute),
  );
const userValueIn = (image: readonly Expectation[], id: string, property: string) =>
  image.find(
    (e): e is Extract<Expectation, { property: CloudUserProperty }> =>
      e.system === "entra" && "property" in e && e.id === id && e.property === property,
  );
