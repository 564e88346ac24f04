/** Errors that the engine or the service has met on one object: on its connector-space entries and in the runs that count (adsync reference §4.1). */
import {
  cite,
  type Chain,
  type Connector,
  type Evidence,
  type Fact,
  type RootCause,
  type RunError,
  type RunResult,
  type SourceRef,
  type Stage,
} from "../domain";
import { sameText } from "./address";
import { anchorOfEntraCsDn, entraCsDn } from "./anchor";
import { sameDn } from "./dn";
import { kindOf, runsThatCount } from "./runs";
import { SIGN_IN_ROWS, type ErrorRow } from "./sign-in-rows";

export interface ObjectError {
  /** On which side the object is refused: Active Directory's (write-back, synchronization) or Entra's. */
  readonly side: "ad" | "entra";
  /** Every code that the error carries; the service's numbers translated to their names. */
  readonly names: readonly string[];
  /** The engine's own word for it, e.g. `permission-issue`. */
  readonly type: string;
  /** The number, e.g. `8344`; empty where there is none. */
  readonly code: string;
  readonly attribute: string | undefined;
  /** Object id (lower case) of the cloud object that is in the way, where the error names it. */
  readonly holderId: string | undefined;
  readonly evidence: Evidence;
}
/** Numbers of the service's error codes that stand in the place of a name (adsync reference §4.2). */
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
const filled = (v: unknown): string[] => (v === undefined || v === null || v === "" ? [] : [String(v)]);
interface RawError {
  readonly ErrorType?: string;
  readonly ErrorName?: unknown;
  readonly ErrorCode?: unknown;
  readonly AttributeConflictName?: unknown;
  readonly Attribute?: unknown;
  readonly ObjectIdInConflict?: unknown;
}
function errorFrom(raw: RawError, side: ObjectError["side"], when: string, from: SourceRef): ObjectError[] {
  const names = [raw.ErrorType, raw.ErrorCode, raw.ErrorName].flatMap(filled).map((n) => NUMBERS[n] ?? n);
  if (names.length === 0) return [];
  const attribute = [raw.AttributeConflictName, raw.Attribute].flatMap(filled)[0];
  const holderId = filled(raw.ObjectIdInConflict)[0]
    ?.replace(/^User_/i, "")
    .toLowerCase();
  const onWhat = attribute === undefined ? "" : ` on ${attribute}`;
  const inTheWay = holderId === undefined ? "" : `, with object ${holderId} in the way`;
  return [
    {
      side,
      names,
      type: [raw.ErrorType, raw.ErrorName].flatMap(filled)[0] ?? names[0] ?? "",
      code: filled(raw.ErrorCode)[0] ?? "",
      attribute,
      holderId,
      evidence: cite(`The engine holds ${names.join(" / ")}${onWhat}${inTheWay} (${when})`, from),
    },
  ];
}

/** What errors are read from; what was not read holds none. */
export interface ErrorSources {
  readonly chain?: Fact<Chain> | undefined;
  readonly runs?: Fact<RunResult[]> | undefined;
  readonly connectors?: Fact<Connector[]> | undefined;
}
/** Errors on the object with this AD DN or one of these anchors, each once: those on its connector-space entries first, then those of the runs that count, newest first. */
export function errorsOn(
  object: { readonly dn?: string | undefined; readonly anchors: readonly string[] },
  { chain, runs, connectors }: ErrorSources,
): ObjectError[] {
  const all = [...onChain(object.dn, chain), ...inRuns(object, runs, connectors)];
  const keyOf = (e: ObjectError): string => JSON.stringify([e.side, e.names, e.attribute, e.holderId]);
  return [...new Map(all.reverse().map((e) => [keyOf(e), e])).values()].reverse();
}
function onChain(dn: string | undefined, chain: Fact<Chain> | undefined): ObjectError[] {
  if (chain?.state !== "seen" || dn === undefined || !sameDn(chain.value.adDn, dn)) return [];
  const { adCs, entraCs } = chain.value;
  const now = (space: string): string => `now, on the object in the ${space} connector space`;
  return [
    ...[entraCs?.ExportError, entraCs?.SyncError].flatMap((e) =>
      e === undefined ? [] : errorFrom(e, "entra", now("Entra"), chain.from),
    ),
    ...[adCs?.ExportError, adCs?.SyncError].flatMap((e) =>
      e === undefined ? [] : errorFrom(e, "ad", now("AD"), chain.from),
    ),
  ];
}
function inRuns(
  object: { readonly dn?: string | undefined; readonly anchors: readonly string[] },
  runs: Fact<RunResult[]> | undefined,
  connectors: Fact<Connector[]> | undefined,
): ObjectError[] {
  if (runs?.state !== "seen") return [];
  const dns = [...filled(object.dn), ...object.anchors.map(entraCsDn)];
  return runsThatCount(runs.value).flatMap((run) =>
    run.Errors.filter((e) => dns.some((dn) => sameDn(dn, e.ObjectDn))).flatMap((e) =>
      errorFrom(
        e,
        sideOf(run, e.ObjectDn, connectors),
        `${run.RunProfileName} of ${run.ConnectorName}, ${run.StartDate}`,
        runs.from,
      ),
    ),
  );
}
/** An error under an Entra connector-space DN is Entra's; one under an AD DN is that connector's own side. */
function sideOf(run: RunResult, objectDn: string, connectors: Fact<Connector[]> | undefined): ObjectError["side"] {
  if (anchorOfEntraCsDn(objectDn) !== undefined) return "entra";
  const known = connectors?.state === "seen" ? connectors.value.find((c) => c.Name === run.ConnectorName) : undefined;
  return known !== undefined && known.Type !== "AD" && kindOf(run) === "Export" ? "entra" : "ad";
}

/** LDAP result codes of RFC 4511, which a server sends: size limit exceeded, invalid credentials. */
export const LDAP_SIZE_LIMIT = 4;
export const LDAP_BAD_CREDENTIALS = 49;
/** What a client makes up by itself, such as 81 "server down", begins here; up to this the number was sent by a server. */
const LDAP_LAST_OF_SERVER = 80;
/** The LDAP result by which a controller answered the run: whoever sends one can be reached (adsync reference, Addendum). */
export function ldapAnswerIn(errors: readonly RunError[]): number | undefined {
  const codes = errors.flatMap((e) => (/^(0x[\da-f]+|\d+)\b/i.exec(e.ErrorCode ?? "") ?? []).slice(0, 1)).map(Number);
  return codes.find((code) => code > 0 && code <= LDAP_LAST_OF_SERVER);
}

/** Errors that carry one of these names, without regard to letter case. */
export const errorsNamed = (errors: readonly ObjectError[], ...names: readonly string[]): ObjectError[] =>
  errors.filter((e) => e.names.some((n) => names.some((x) => sameText(x, n))));
/** The service refused a value or a match because of somebody else. */
export const CLASH = [
  "InvalidSoftMatch",
  "AttributeValueMustBeUnique",
  "ObjectTypeMismatch",
  "InvalidHardMatch",
  "ExistingAdminRoleConflict",
  "AttributeUpdateNotAllowed",
] as const;
export const clashesAmong = (errors: readonly ObjectError[]): ObjectError[] => errorsNamed(errors, ...CLASH);
/** The error that names this cloud object as the one in the way. */
export const errorNaming = (errors: readonly ObjectError[], id: string): ObjectError | undefined =>
  errors.find((e) => e.holderId?.includes(id.toLowerCase()) === true);

const MATCHING: readonly RootCause[] = [
  "duplicate-cloud-user",
  "soft-deleted-conflict",
  "guest-conflict",
  "object-type-conflict",
  "on-premises-duplicate",
  "soft-match-blocked",
  "match-blocked-by-admin-role",
  "hard-match-blocked",
  "anchor-mismatch",
  "anchor-unusable",
  "anchor-conflict",
  "orphaned-cloud-object",
  "wrong-match",
  "quarantined-attribute",
  "address-moved-in-one-cycle",
  "invalid-attribute-value",
  "required-attribute-missing",
];
/** Errors of the engine and the service: at which stage each stops an object, and which causes it may stem from; what the holder is decides between them (adsync reference §4). */
export const ERRORS: readonly ErrorRow[] = [
  {
    names: [
      "InvalidSoftMatch",
      "AttributeValueMustBeUnique",
      "ObjectTypeMismatch",
      "InvalidHardMatch",
      "AttributeUpdateNotAllowed",
      "DuplicateSourceAnchor",
      "DuplicateCloudAnchor",
      "PropertyConflict",
    ],
    stage: "export",
    codes: MATCHING,
  },
  { names: ["ExistingAdminRoleConflict"], stage: "export", codes: ["match-blocked-by-admin-role"] },
  {
    names: ["MissingSourceAnchor", "SourceAnchorAttributeHasChanged"],
    stage: "join",
    codes: ["anchor-unusable", "anchor-mismatch", "linked-mailbox-without-account"],
  },
  {
    names: ["DataValidationFailed", "IdentityDataValidationFailed"],
    stage: "export",
    codes: ["invalid-attribute-value", "attribute-too-large", "required-attribute-missing"],
  },
  {
    names: ["LargeObject", "ExceededAllowedLength"],
    stage: "export",
    codes: ["attribute-too-large", "invalid-attribute-value"],
  },
  { names: ["GroupSecurityEnabledAttributeMissing"], stage: "export", codes: ["required-attribute-missing"] },
  { names: ["FederatedDomainChangeError"], stage: "export", codes: ["federated-domain-change"] },
  { names: ["DeletingCloudOnlyObjectNotAllowed"], stage: "export", codes: ["orphaned-cloud-object"] },
  { names: ["Directory_QuotaExceeded", "QuotaExceeded"], stage: "export", codes: ["directory-quota-exceeded"] },
  { names: ["ServerBusy"], stage: "export", codes: ["cloud-service-busy"] },
  { names: ["permission-issue", "8344", "insufficient-access"], stage: "export", codes: ["ad-permission-missing"] },
  { names: ["8453", "8456", "8457"], stage: "import", codes: ["replication-disabled", "password-hash-rights-missing"] },
  {
    names: ["no-start-credentials"],
    stage: "import",
    codes: ["ad-connector-credentials", "clock-skew", "endpoint-blocked"],
  },
  {
    names: ["no-start-connection", "stopped-connectivity", "stopped-server-down"],
    stage: "import",
    codes: ["domain-controller-unreachable", "endpoint-blocked", "name-resolution-failure", "clock-skew"],
  },
  {
    names: ["stopped-deletion-threshold-exceeded"],
    stage: "export",
    codes: ["deletion-threshold-exceeded"],
  },
  ...SIGN_IN_ROWS,
];
const rowOf = (name: string): ErrorRow | undefined =>
  ERRORS.find((r) => r.names.some((n) => sameText(n, NUMBERS[name] ?? name)));
/** The stage at which an error with one of these names stops an object; undefined where no row knows it. */
export const errorStage = (names: readonly string[]): Stage | undefined =>
  names.map(rowOf).find((r) => r !== undefined)?.stage;
/** Which causes an error may stem from; empty where no row knows it. */
export const codesOfError = (name: string): readonly RootCause[] => rowOf(name)?.codes ?? [];
