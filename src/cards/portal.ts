/** Links into the Entra admin center, straight to an object. */
import { wordsIn } from "../domain";
import type { CloudObjectKind, Language, Subject, Words } from "../domain";
import type { Link } from "./blocks";

const OPEN: Words = { en: "Open in Entra", de: "In Entra öffnen" };
const GUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** Forms that administrators' tools use; Microsoft documents none of them. */
const BLADES: Readonly<Record<"user" | Exclude<CloudObjectKind, "contact">, string>> = {
  user: "Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId",
  group: "Microsoft_AAD_IAM/GroupDetailsMenuBlade/~/Overview/groupId",
  device: "Microsoft_AAD_Devices/DeviceDetailsMenuBlade/~/Properties/objectId",
};
/** The page of a person's cloud object: none where it is unknown, no GUID, or has no page. */
export function portalLinks(
  subject: Pick<Subject, "cloudId"> | undefined,
  kind: CloudObjectKind | undefined,
  language: Language,
): Link[] {
  const id = subject?.cloudId;
  if (kind === "contact" || id == null || !GUID.test(id)) return [];
  const url = `https://entra.microsoft.com/#view/${BLADES[kind ?? "user"]}/${id}`;
  return [{ title: wordsIn(OPEN, language), url }];
}
