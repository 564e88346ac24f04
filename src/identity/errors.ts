/** Errors that the engine or the service has met on one object: on its connector-space entries and in the runs that count (adsync reference §4.1). */
import {
  cite,
  told,
  type Chain,
  type Connector,
  type Evidence,
  type Fact,
  type InEvery,
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
import { ENGINE_ROWS } from "./error-rows";
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
const filled = (v: unknown): string[] => (v === undefined || v === null || v === "" ? [] : [String(v)]);
interface RawError {
  readonly ErrorType?: string;
  readonly ErrorName?: unknown;
  readonly ErrorCode?: unknown;
  readonly AttributeConflictName?: unknown;
  readonly Attribute?: unknown;
  readonly ObjectIdInConflict?: unknown;
}
function errorFrom(raw: RawError, side: ObjectError["side"], when: InEvery, from: SourceRef): ObjectError[] {
  const names = [raw.ErrorType, raw.ErrorCode, raw.ErrorName]
    .flatMap(filled)
    .map((n) => (side === "entra" ? (serviceName(n) ?? n) : n));
  if (names.length === 0) return [];
  const attribute = [raw.AttributeConflictName, raw.Attribute].flatMap(filled)[0];
  const holderId = filled(raw.ObjectIdInConflict)[0]
    ?.replace(/^User_/i, "")
    .toLowerCase();
  const onWhat = attribute === undefined ? "" : told({ en: " on {attribute}", de: " zu {attribute}" }, { attribute });
  const inTheWay =
    holderId === undefined
      ? ""
      : told({ en: ", with object {id} in the way", de: "; im Weg steht das Objekt {id}" }, { id: holderId });
  return [
    {
      side,
      names,
      type: [raw.ErrorType, raw.ErrorName].flatMap(filled)[0] ?? names[0] ?? "",
      code: filled(raw.ErrorCode)[0] ?? "",
      attribute,
      holderId,
      evidence: cite(
        told(
          {
            en: "The engine holds {names}{onWhat}{inTheWay} ({when})",
            de: "Die Synchronisierungs-Engine meldet {names}{onWhat}{inTheWay} ({when})",
          },
          { names: names.join(" / "), onWhat, inTheWay, when },
        ),
        from,
      ),
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
  const now = (space: string): InEvery =>
    told(
      { en: "now, on the object in the {space} connector space", de: "jetzt, am Objekt im {space}-connector space" },
      { space },
    );
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
        told(
          { en: "{profile} of {connector}, {when}", de: "{profile} von {connector}, {when}" },
          { profile: run.RunProfileName, connector: run.ConnectorName, when: run.StartDate },
        ),
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

/** Every error that is known by name or number. */
export const ERRORS: readonly ErrorRow[] = [...ENGINE_ROWS, ...SIGN_IN_ROWS];
const rowNamed = (name: string): ErrorRow | undefined => ERRORS.find((r) => r.names.some((n) => sameText(n, name)));
/** A bare number is the system's own (Win32, event, HTTP) where a row has it, else the service's. */
const rowOf = (name: string): ErrorRow | undefined =>
  rowNamed(name) ?? (/^\d+$/.test(name) ? rowNamed(`#${name}`) : undefined);
/** The service's name for its number (`77`); undefined for any other text. */
function serviceName(number: string): string | undefined {
  const names = /^\d+$/.test(number) ? (rowNamed(`#${number}`)?.names ?? []) : [];
  return names[names.indexOf(`#${number}`) - 1];
}
/** The stage at which an error with one of these names stops an object; undefined where no row knows it. */
export const errorStage = (names: readonly string[]): Stage | undefined =>
  names.map(rowOf).find((r) => r !== undefined)?.stage;
/** Which causes an error may stem from; empty where no row knows it. */
export const codesOfError = (name: string): readonly RootCause[] => rowOf(name)?.codes ?? [];

/** How many objects that errors name are looked for. */
const MOST_NAMED = 5;
const GUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i;
/** Object ids (lower case, each once) of the cloud objects that errors name as the ones in the way, whatever they are. */
export const idsNamedBy = (errors: readonly ObjectError[]): string[] =>
  [...new Set(errors.flatMap((e) => GUID.exec(e.holderId ?? "")?.[0].toLowerCase() ?? []))].slice(0, MOST_NAMED);
