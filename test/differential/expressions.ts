/** Expressions of the rule language, well-typed, of every function and sign that both sides claim to know. */
import type { Random } from "./random";

const TEXT_ATTRIBUTES = [
  "sAMAccountName",
  "mail",
  "displayName",
  "employeeID",
  "department",
  "mailNickname",
  "UserPrincipalName",
];
const NUMBER_ATTRIBUTES = ["userAccountControl", "msExchRecipientTypeDetails"];
const ANY_ATTRIBUTES = [
  ...TEXT_ATTRIBUTES,
  ...NUMBER_ATTRIBUTES,
  "isCriticalSystemObject",
  "proxyAddresses",
  "mS-DS-ConsistencyGuid",
  "objectGUID",
];
const LITERALS = ['"a"', '"@"', '"MSOL_"', '"CAS_"', '"."', '"smtp:"', '"Ada Byron"', '""', '"12"', '"True"'];
type Maker = (r: Random, depth: number) => string;

const attribute = (r: Random, names: readonly string[]): string => `[${r.of(names)}]`;
const small = (r: Random): string => String(r.below(9));
const leafText: Maker = (r) =>
  r.chance(0.6) ? attribute(r, TEXT_ATTRIBUTES) : r.chance(0.9) ? r.of(LITERALS) : "%Domain.FQDN%";
const TEXTS: readonly Maker[] = [
  (r, d) => `Left(${text(r, d)},${small(r)})`,
  (r, d) => `Right(${text(r, d)},${small(r)})`,
  (r, d) => `Mid(${text(r, d)},${small(r)},${small(r)})`,
  (r, d) => `LCase(${text(r, d)})`,
  (r, d) => `UCase(${text(r, d)})`,
  (r, d) => `Trim(${text(r, d)})`,
  (r, d) => `Replace(${text(r, d)},${r.of(LITERALS)},${r.of(LITERALS)})`,
  (r, d) => `Word(${text(r, d)},${small(r)},${r.of(['"@"', '" "', '".@"'])})`,
  (r, d) => `${text(r, d)} & ${text(r, d)}`,
  (r, d) => `(${text(r, d)} & ${text(r, d)})`,
  (r, d) => `CStr(${number(r, d)})`,
  (r) => `ConvertToBase64(${attribute(r, ["objectGUID", "mS-DS-ConsistencyGuid"])})`,
  () => `StringFromGuid([objectGUID])`,
  (r, d) => `ConvertToUTF8Hex(${text(r, d)})`,
  (r) => `DNComponent(CRef([dn]),${small(r)})`,
  (r) => `DNComponentRev(CRef([dn]),${small(r)})`,
  () => `Join([proxyAddresses],",")`,
  (r) => `Item([proxyAddresses],${1 + r.below(3)})`,
  (r, d) => `IIF(${condition(r, d)},${text(r, d)},${text(r, d)})`,
  (r, d) => `IIF(${condition(r, d)},${text(r, d)},NULL)`,
  (r, d) => `Switch(${condition(r, d)},${text(r, d)},${condition(r, d)},${text(r, d)})`,
  (r, d) => `IIF(${condition(r, d)},${text(r, d)},Error("stop"))`,
];
const NUMBERS: readonly Maker[] = [
  (r, d) => `BitAnd(${number(r, d)},${number(r, d)})`,
  (r, d) => `BitOr(${number(r, d)},${number(r, d)})`,
  (r, d) => `Len(${text(r, d)})`,
  (r, d) => `InStr(${text(r, d)},${r.of(LITERALS)})`,
  () => `Count([proxyAddresses])`,
  (r) => `Contains([proxyAddresses],${r.of(['"SMTP:"', '"smtp:"', '"x500"'])})`,
  (r) => `CNum("${r.below(40)}")`,
];
const CONDITIONS: readonly Maker[] = [
  (r) => `IsPresent(${attribute(r, ANY_ATTRIBUTES)})`,
  (r) => `IsNull(${attribute(r, ANY_ATTRIBUTES)})`,
  (r) => `IsNullOrEmpty(${attribute(r, ANY_ATTRIBUTES)})`,
  (r) => `IsPresent(${attribute(r, ANY_ATTRIBUTES)}) = False`,
  (r, d) => `${text(r, d)} = ${text(r, d)}`,
  (r, d) => `${text(r, d)} <> ${text(r, d)}`,
  (r, d) => `${number(r, d)} ${r.of(["=", "<>", "<", "<=", ">", ">="])} ${number(r, d)}`,
  (r, d) => `(${condition(r, d)} && ${condition(r, d)})`,
  (r, d) => `(${condition(r, d)} || ${condition(r, d)})`,
  (r, d) => `${condition(r, d)} || ${condition(r, d)} && ${condition(r, d)}`,
  (r, d) => `CBool(${number(r, d)})`,
  (r, d) => `CBool(IIF(${condition(r, d)},${number(r, d)} > 0,NULL))`,
  (r) => `[isCriticalSystemObject] = ${r.of(["True", "False"])}`,
];
const text: Maker = (r, depth) => (depth <= 0 ? leafText(r, 0) : r.of(TEXTS)(r, depth - 1));
const number: Maker = (r, depth) =>
  depth <= 0 || r.chance(0.4)
    ? r.of([small(r), "&H21C07000", "2147483648", attribute(r, NUMBER_ATTRIBUTES)])
    : r.of(NUMBERS)(r, depth - 1);
const condition: Maker = (r, depth) =>
  depth <= 0 ? r.of(["True", "False", `IsPresent(${attribute(r, ANY_ATTRIBUTES)})`]) : r.of(CONDITIONS)(r, depth - 1);

/** An expression of a text, a number or a condition. */
export const expression = (r: Random): string => r.of([text, number, condition])(r, 1 + r.below(3));
/** A condition's outcome as a flow: True, or nothing. */
export const filteringExpression = (r: Random): string => `IIF(${condition(r, 2)},True,NULL)`;
export const textExpression = (r: Random): string => text(r, 2);
