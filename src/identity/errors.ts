import { cite, type Evidence, type SourceRef } from "../domain";
import { entraCsDn } from "./anchor";
import { sameDn } from "./dn";
import type { Given } from "./link";

/** One error that the engine holds against the person now. `names`: every code that it carries, service numbers translated. */
export interface PersonError {
  readonly names: readonly string[];
  readonly attribute: string | undefined;
  readonly holderId: string | undefined;
  readonly when: string;
  readonly from: SourceRef | undefined;
}
/** Numbers of the service's error codes that stand in the place of a name (reference: provisioning web service error codes). */
const NUMBERS: Readonly<Record<string, string>> = {
  "10": "InvalidSoftMatch",
  "54": "MissingSourceAnchor",
  "70": "DuplicateSourceAnchor",
  "76": "ObjectTypeMismatch",
  "77": "AttributeValueMustBeUnique",
  "96": "AttributeUpdateNotAllowed",
  "102": "DuplicateCloudAnchor",
  "103": "InvalidHardMatch",
  "105": "FederatedDomainChangeError",
  "114": "DeletingCloudOnlyObjectNotAllowed",
};
const nameOf = (code: unknown): string[] =>
  code === undefined || code === null || code === "" ? [] : [NUMBERS[String(code)] ?? String(code)];
interface Raw {
  ErrorType: string;
  ErrorCode?: string;
  AttributeConflictName?: string;
  ObjectIdInConflict?: string;
  [k: string]: unknown;
}
const asError = (raw: Raw, when: string, from: SourceRef | undefined): PersonError => ({
  names: [raw.ErrorType, raw.ErrorCode, raw["ErrorName"]].flatMap(nameOf),
  attribute: raw.AttributeConflictName,
  holderId: raw.ObjectIdInConflict?.replace(/^User_/i, "").toLowerCase(),
  when,
  from,
});

/** Errors on the object with this AD DN or one of these anchors: the connector space's own, then those of the newest finished run of each connector and profile. */
export function errorsOf(
  given: Given,
  who: { readonly dn?: string | undefined; readonly anchors: readonly string[] },
): PersonError[] {
  const found: PersonError[] = [];
  const chain = given["cs.chain"],
    runs = given["server.runHistory"];
  const dns = [...(who.dn === undefined ? [] : [who.dn]), ...who.anchors.map(entraCsDn)];
  const onIt =
    chain?.state === "seen" && who.dn !== undefined && sameDn(chain.value.adDn, who.dn)
      ? chain.value.entraCs?.ExportError
      : undefined;
  if (onIt !== undefined && chain?.state === "seen")
    found.push(asError(onIt, "now, on the object in the connector space", chain.from));
  if (runs?.state !== "seen") return found;
  const newest = new Set<string>();
  for (const run of [...runs.value]
    .filter((r) => r.EndDate !== null)
    .sort((a, b) => b.StartDate.localeCompare(a.StartDate))) {
    const kind = `${run.ConnectorName}|${run.RunProfileName}`;
    if (newest.has(kind)) continue;
    newest.add(kind);
    for (const e of run.Errors)
      if (dns.some((dn) => sameDn(dn, e.ObjectDn)))
        found.push(asError(e, `${run.RunProfileName} of ${run.ConnectorName}, ${run.StartDate}`, runs.from));
  }
  return found;
}
export const errorsNamed = (errors: readonly PersonError[], ...names: readonly string[]): PersonError[] =>
  errors.filter((e) => e.names.some((n) => names.some((x) => x.toLowerCase() === n.toLowerCase())));
/** The service refused a value or a match because of somebody else. */
export const CLASH = [
  "InvalidSoftMatch",
  "AttributeValueMustBeUnique",
  "ObjectTypeMismatch",
  "InvalidHardMatch",
  "ExistingAdminRoleConflict",
  "AttributeUpdateNotAllowed",
] as const;
/** The error's holder is this object. */
export const names = (errors: readonly PersonError[], id: string): PersonError | undefined =>
  errors.find((e) => e.holderId !== undefined && e.holderId.includes(id.toLowerCase()));
export const citeError = (e: PersonError): Evidence =>
  cite(
    `The engine holds ${e.names.join(" / ")}${e.attribute === undefined ? "" : ` on ${e.attribute}`}${e.holderId === undefined ? "" : `, with object ${e.holderId} in the way`} (${e.when})`,
    e.from,
  );
