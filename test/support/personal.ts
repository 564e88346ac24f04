/** What the people of a world could be told by, and what of it a text still holds. */
import type { World } from "../../src/lab/scenario";

/** Accounts that every domain or product has. */
const COMMON =
  /^(administrators?|guest|krbtgt|support_388945a0|aspnet|service|account|adsync|provAgentgMSA\$?|(on-premises )?directory synchronization.*)$/i;
const texts = (value: unknown): string[] =>
  typeof value === "string" ? [value] : Array.isArray(value) ? value.flatMap(texts) : [];

/** Everything by which the people of a world could be told, in the spellings of both sides (sourceAnchor: adsync reference §5.2, §5.3). */
function personalOf({ premises, cloud }: World): { values: Set<string>; names: Set<string> } {
  const objects = Object.values(premises.directory.forests).flatMap((f) => Object.entries(f.objects));
  const users = [...Object.entries(cloud.users), ...Object.entries(cloud.deletedUsers)];
  const values = new Set<string>([...Object.keys(cloud.domains), ...Object.keys(premises.directory.forests)]);
  const names = new Set<string>();
  for (const [key, entry] of [...objects, ...users] as [string, Readonly<Record<string, unknown>>][]) {
    const isPerson = !texts(entry["objectClass"]).some((c) =>
      /^(organizationalUnit|container|configuration|dMD|builtinDomain|domain|group)$/i.test(c),
    );
    values.add(key);
    for (const p of ["userPrincipalName", "mail", "proxyAddresses", "otherMails", "objectGUID", "objectSid"])
      for (const v of texts(entry[p])) values.add(v.replace(/^smtp:/i, ""));
    for (const p of ["onPremisesImmutableId", "mobile", "mobilePhone", "telephoneNumber", "employeeID", "employeeId"])
      for (const v of texts(entry[p])) values.add(v);
    const guid = texts(entry["objectGUID"])[0]?.replaceAll("-", "");
    if (guid !== undefined) {
      const bytes = Buffer.from(guid, "hex");
      const anchor = Buffer.concat([
        bytes.subarray(0, 4).reverse(),
        bytes.subarray(4, 6).reverse(),
        bytes.subarray(6, 8).reverse(),
        bytes.subarray(8),
      ]).toString("base64");
      values.add(anchor);
      values.add(Buffer.from(anchor).toString("hex"));
    }
    if (!isPerson) continue;
    for (const p of ["displayName", "cn", "sAMAccountName", "givenName", "sn", "surname"])
      for (const v of texts(entry[p])) names.add(v);
  }
  const told = (v: string): boolean => v.length >= 4 && !COMMON.test(v);
  return { values: new Set([...values].filter(told)), names: new Set([...names].filter(told)) };
}
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
/** What of a world's people still stands in a text: values anywhere, names as words of their own. */
export function leftIn(text: string, world: World): string[] {
  const lower = text.toLowerCase();
  const { values, names } = personalOf(world);
  return [
    ...[...values].filter((v) => lower.includes(JSON.stringify(v).slice(1, -1).toLowerCase())),
    ...[...names].filter((n) => new RegExp(`(?<![\\p{L}\\p{N}])${escaped(n)}(?![\\p{L}\\p{N}])`, "iu").test(text)),
  ];
}
