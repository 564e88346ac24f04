/**
 * The standard rules that decide presence, as a fresh installation has them (adsync reference §6.2). Their flows are the lab's own functions
 * (§5.1, §6.3, §7.2), since the wizard writes them for the settings that it was given.
 */
import { isCloudFiltered } from "./cloud-filtered";
import { anchorAttributeOf, attributeOf, sourceAnchorOf, type Settings } from "./source-anchor";
import { smtpAddressesOf } from "./text";
import { signInNameOf } from "./sign-in-name";
import { RuleCalledError, type FlowValue } from "./flow-value";
import type { World } from "../scenario";

export type RuleRecord = World["premises"]["syncRules"][number];
type Attributes = Readonly<Record<string, unknown>>;
/** What a standard flow reads: the object's attributes, its DN, the wizard's settings. */
export interface FlowInput {
  readonly object: Attributes;
  readonly dn: string;
  readonly settings: Settings;
}
export type StandardFlow = (input: FlowInput) => FlowValue;
/** A standard rule: its scope where no list states one, and its flows by metaverse attribute. */
export interface StandardRule {
  readonly name: string;
  readonly direction: RuleRecord["Direction"];
  readonly sourceObjectType: string;
  readonly precedence: number;
  readonly provisions: boolean;
  readonly scope: RuleRecord["ScopeFilter"];
  readonly flows: Readonly<Record<string, StandardFlow>>;
}

const clause = (Attribute: string, Operator: string, Value = "") => ({ Attribute, Operator, Value });
const NOT_CRITICAL = clause("isCriticalSystemObject", "NOTEQUAL", "True"),
  NOT_HIDDEN = clause("adminDescription", "NOTSTARTSWITH", "User_");

const accountEnabled: StandardFlow = ({ object }) =>
  (Number(attributeOf(object, "userAccountControl") ?? 512) & 2) === 0;
const sourceAnchor: StandardFlow = ({ object, settings }) =>
  sourceAnchorOf(object, anchorAttributeOf(settings) ?? "mS-DS-ConsistencyGuid");
const userPrincipalName: StandardFlow = ({ object, dn, settings }) => {
  const name = signInNameOf(object, dn, settings);
  if (name === undefined) throw new RuleCalledError("AccountName is not present");
  return name;
};
const cloudFiltered: StandardFlow = ({ object, dn }) => (isCloudFiltered(object, dn) ? true : null);
/** Only users are anchored by a chosen attribute; every other class is by objectGUID (adsync reference §5.1). */
const objectAnchor: StandardFlow = ({ object }) => sourceAnchorOf(object, "objectGUID");
const filteredWhere =
  (leftOut: (object: Attributes) => boolean): StandardFlow =>
  ({ object, dn }) =>
    /(\\0ACNF:|\nCNF:)/i.test(dn) || leftOut(object) ? true : null;
const isEmpty = (object: Attributes, name: string): boolean => attributeOf(object, name) === undefined;
/** A contact is an address: without one there is nothing to sync (adsync reference §6.4). */
const hasNoAddress = (object: Attributes): boolean =>
  isEmpty(object, "mail") && smtpAddressesOf(object["proxyAddresses"]).length === 0;
const ACCOUNT = { accountEnabled, sourceAnchor, userPrincipalName };
const JOIN = { cloudFiltered, sourceObjectType: () => "User" };

const inbound = (
  name: string,
  sourceObjectType: string,
  precedence: number,
  scope: RuleRecord["ScopeFilter"],
  flows: StandardRule["flows"],
  provisions = false,
): StandardRule => ({
  name,
  direction: "Inbound",
  sourceObjectType,
  precedence,
  provisions,
  scope,
  flows,
});
const ENABLED = [[clause("userAccountControl", "ISBITNOTSET", "2")]];
export const STANDARD_RULES: readonly StandardRule[] = [
  inbound("In from AD - User Join", "user", 100, [[NOT_CRITICAL, NOT_HIDDEN]], JOIN, true),
  inbound("In from AD - InetOrgPerson Join", "inetOrgPerson", 101, [[NOT_CRITICAL]], JOIN, true),
  inbound("In from AD - User AccountEnabled", "user", 102, ENABLED, ACCOUNT),
  inbound("In from AD - InetOrgPerson AccountEnabled", "inetOrgPerson", 103, ENABLED, ACCOUNT),
  inbound("In from AD - User Common", "user", 104, [[NOT_HIDDEN]], ACCOUNT),
  inbound("In from AD - InetOrgPerson Common", "inetOrgPerson", 105, [[NOT_HIDDEN]], ACCOUNT),
  inbound(
    "In from AD - Group Join",
    "group",
    106,
    [[NOT_CRITICAL, clause("adminDescription", "NOTSTARTSWITH", "Group_")]],
    {
      cloudFiltered: filteredWhere((o) => !isEmpty(o, "isCriticalSystemObject") || isEmpty(o, "sAMAccountName")),
      sourceObjectType: () => "Group",
      sourceAnchor: objectAnchor,
    },
    true,
  ),
  inbound(
    "In from AD - Contact Join",
    "contact",
    107,
    [[clause("adminDescription", "NOTSTARTSWITH", "Contact_")]],
    { cloudFiltered: filteredWhere(hasNoAddress), sourceObjectType: () => "Contact", sourceAnchor: objectAnchor },
    true,
  ),
  // A computer syncs from the day on which its own hybrid join has written a certificate to it.
  inbound(
    "In from AD - Computer Join",
    "computer",
    108,
    [[NOT_CRITICAL]],
    {
      cloudFiltered: filteredWhere((o) => isEmpty(o, "userCertificate")),
      sourceObjectType: () => "Computer",
      sourceAnchor: objectAnchor,
    },
    true,
  ),
  ...(["Group", "Contact", "Computer"] as const).map(
    (type, i): StandardRule => ({
      name: `Out to Microsoft Entra ID - ${type} Join`,
      direction: "Outbound",
      sourceObjectType: type.toLowerCase(),
      precedence: 116 + i,
      provisions: true,
      flows: {},
      scope: [
        [
          clause("sourceObjectType", "EQUAL", type),
          clause("cloudMastered", "NOTEQUAL", "True"),
          clause("cloudFiltered", "NOTEQUAL", "True"),
          clause("sourceAnchor", "ISNOTNULL"),
        ],
      ],
    }),
  ),
  {
    name: "Out to Microsoft Entra ID - User Join",
    direction: "Outbound",
    sourceObjectType: "person",
    precedence: 115,
    provisions: true,
    flows: {},
    scope: [
      [
        clause("sourceObjectType", "EQUAL", "User"),
        clause("cloudMastered", "NOTEQUAL", "True"),
        clause("cloudFiltered", "NOTEQUAL", "True"),
        clause("sourceAnchor", "ISNOTNULL"),
        clause("accountEnabled", "ISNOTNULL"),
      ],
    ],
  },
];
/** The standard rule that a served one is: names differ by their dash, and by what the cloud was called when the server was installed. */
export function standardRuleOf(served: Pick<RuleRecord, "Name" | "Direction">): StandardRule | undefined {
  const name = plainName(served.Name);
  return STANDARD_RULES.find((r) => r.direction === served.Direction && plainName(r.name) === name);
}
const plainName = (name: string): string =>
  name
    .replace(/\s*[-–—]\s*/g, " - ")
    .replace(/Out to (AAD|Azure AD|Microsoft Entra ID|Entra)/i, "Out to cloud")
    .toLowerCase()
    .trim();
