/** The way round a soft-deleted user that holds the anchor: it comes back for a moment, gives the anchor up, and goes back among the deleted ones (Graph reference §2, §9.2). */
import { told, type Words } from "../domain";
import { valueOr, type Change, type CloudUser, type Command, type Expectation, type FactSet } from "../domain";
import { liveUpnOf, localPartOf } from "../identity/address";
import { rolesOf } from "../identity/holders";
import { freeBut, holdsNoRole, unchangedInCloud } from "./expectations";
import { shown } from "./wording";

type Facts = Pick<FactSet, "entra.domains" | "entra.roles">;

/** Why the deleted user cannot give its anchor up; undefined where it can. */
export function whyNotReleased(facts: Facts, buried: CloudUser): Words | undefined {
  const who = { user: liveUpnOf(buried.userPrincipalName), id: buried.id };
  if (rolesOf(facts["entra.roles"], buried).length > 0)
    return told(
      {
        en: "The deleted user {user} ({id}) holds this sourceAnchor, and it holds or may hold a directory role. A privileged account is never changed by a tool.",
        de: "Der gelöschte Benutzer {user} ({id}) hält diesen sourceAnchor, und er hat eine Verzeichnisrolle oder kann eine haben. Ein privilegiertes Konto ändert kein Werkzeug je.",
      },
      who,
    );
  if (buried.onPremisesSyncEnabled === true)
    return told(
      {
        en: "The deleted user {user} ({id}) holds this sourceAnchor and still counts as synchronized, so Graph would refuse to take the anchor off it. It must be restored as it is, purged where it is empty, or waited out.",
        de: "Der gelöschte Benutzer {user} ({id}) hält diesen sourceAnchor und gilt noch als synchronisiert, darum ließe Graph nicht zu, ihn ihm zu nehmen. Er muss wiederhergestellt, endgültig gelöscht (wo er leer ist) oder abgewartet werden.",
      },
      who,
    );
  return initialDomain(facts) === undefined
    ? told(
        {
          en: "The deleted user {user} ({id}) holds this sourceAnchor. It could give it up under a name of the initial domain, which is not known here.",
          de: "Der gelöschte Benutzer {user} ({id}) hält diesen sourceAnchor. Er könnte ihn unter einem Namen der initialen Domäne abgeben, die hier nicht bekannt ist.",
        },
        who,
      )
    : undefined;
}
const initialDomain = (facts: Pick<Facts, "entra.domains">): string | undefined =>
  valueOr(facts["entra.domains"], []).find((d) => d.isInitial === true)?.id;
/** The name under which it is live for the moment: nobody's, and in no federated domain, where the anchor could not be changed (Graph reference §7). */
const parkedName = (facts: Pick<Facts, "entra.domains">, buried: CloudUser): string =>
  `${localPartOf(liveUpnOf(buried.userPrincipalName))}.released.${buried.id.slice(0, 8)}@${initialDomain(facts) ?? ""}`;

/** The three steps. What live objects hold meanwhile does not come back with it. */
export const releasing = (facts: Pick<Facts, "entra.domains">, { id, ...buried }: CloudUser): Command[] => [
  {
    system: "entra",
    kind: "restore-user",
    id,
    newUserPrincipalName: parkedName(facts, { id, ...buried }),
    autoReconcileProxyConflict: true,
  },
  { system: "entra", kind: "update-user", id, set: { onPremisesImmutableId: null } },
  { system: "entra", kind: "delete-user", id },
];
/** What becomes of it, for the card. */
export const changesOfRelease = (facts: Pick<Facts, "entra.domains">, buried: CloudUser): Change[] => [
  {
    what: told(
      {
        en: "onPremisesImmutableId of the deleted user {user} ({id})",
        de: "onPremisesImmutableId des gelöschten Benutzers {user} ({id})",
      },
      { user: liveUpnOf(buried.userPrincipalName), id: buried.id },
    ),
    before: shown(buried.onPremisesImmutableId),
    after: { en: "(empty)", de: "(leer)" },
  },
  {
    what: told(
      { en: "Name of {id} among the deleted users", de: "Name von {id} unter den gelöschten Benutzern" },
      { id: buried.id },
    ),
    before: liveUpnOf(buried.userPrincipalName),
    after: parkedName(facts, buried),
  },
];
export const RELEASE_TOUCHES: Words = {
  en: "The deleted user is live for a moment and is deleted again, which begins its 30 days anew; an address that a live object holds is taken off it.",
  de: "Der gelöschte Benutzer lebt für einen Augenblick und wird wieder gelöscht, womit seine 30 Tage neu beginnen; eine Adresse, die ein lebendes Objekt hält, wird ihm genommen.",
};
/** What the release rests on. */
export const expectedOfRelease = (facts: Pick<Facts, "entra.domains">, buried: CloudUser): Expectation[] => [
  {
    system: "entra",
    id: buried.id,
    deleted: true,
    says: told(
      { en: "{user} is still among the deleted users.", de: "{user} ist noch unter den gelöschten Benutzern." },
      { user: liveUpnOf(buried.userPrincipalName) },
    ),
  },
  ...unchangedInCloud(buried, "onPremisesImmutableId", "onPremisesSyncEnabled", "assignedLicenses"),
  holdsNoRole(buried),
  freeBut(parkedName(facts, buried), [buried.id]),
];
