/** The sync rules in force. The standard ones stand as a fresh installation has them (adsync reference §6.2, §6.3). */
import type { Connector, ScopeCondition, SyncRule } from "../domain";
import { sameText } from "./address";
import { adConnectors, cloudConnectors } from "./place";

/** Exchange recipient types that the service keeps for itself, as bits of msExchRecipientTypeDetails. */
const SYSTEM_MAILBOXES = "&H21C07000";
const ANCHOR =
  "IIF(IsPresent([msExchRecipientTypeDetails]),IIF([msExchRecipientTypeDetails]=2,NULL,IIF(IsPresent([mS-DS-ConsistencyGuid]),ConvertToBase64([mS-DS-ConsistencyGuid]),ConvertToBase64([objectGUID]))),IIF(IsPresent([mS-DS-ConsistencyGuid]),ConvertToBase64([mS-DS-ConsistencyGuid]),ConvertToBase64([objectGUID])))";
const SIGN_IN_NAME =
  'IIF(IsPresent([userPrincipalName]),[userPrincipalName], IIF(IsPresent([sAMAccountName]),([sAMAccountName]&"@"&%Domain.FQDN%),Error("AccountName is not present")))';
const FILTERED = `IIF(IsPresent([isCriticalSystemObject]) || IsPresent([sAMAccountName]) = False || [sAMAccountName] = "SUPPORT_388945a0" || Left([mailNickname], 14) = "SystemMailbox{" || Left([sAMAccountName], 4) = "AAD_" || (Left([mailNickname], 4) = "CAS_" && (InStr([mailNickname], "}") > 0)) || (Left([sAMAccountName], 4) = "CAS_" && (InStr([sAMAccountName], "}") > 0)) || Left([sAMAccountName], 5) = "MSOL_" || CBool(IIF(IsPresent([msExchRecipientTypeDetails]),BitAnd([msExchRecipientTypeDetails],${SYSTEM_MAILBOXES}) > 0,NULL)) || CBool(InStr(DNComponent(CRef([dn]),1),"\\\\0ACNF:")>0), True, NULL)`;
/** Groups and computers leave critical ones and conflicts out, a contact needs an address, a computer the certificate of its hybrid join (adsync reference §6.2, §6.4). */
const CONFLICT = `CBool(InStr(DNComponent(CRef([dn]),1),"\\\\0ACNF:")>0)`;
const FILTERED_GROUP = `IIF(IsPresent([isCriticalSystemObject]) || IsPresent([sAMAccountName]) = False || ${CONFLICT}, True, NULL)`,
  FILTERED_CONTACT = `IIF((IsPresent([mail]) = False && IsPresent([proxyAddresses]) = False) || ${CONFLICT}, True, NULL)`,
  FILTERED_COMPUTER = `IIF(IsPresent([userCertificate]) = False || ${CONFLICT}, True, NULL)`;
const OBJECT_ANCHOR = "ConvertToBase64([objectGUID])";
const ENABLED = "IIF(BitAnd([userAccountControl],2)=0,True,False)";

const clause = (Attribute: string, ComparisonOperator: string, ComparisonValue = ""): ScopeCondition => ({
  Attribute,
  ComparisonOperator,
  ComparisonValue,
});
const flow = (Destination: string, Source: string) => ({ Source, Destination, FlowType: "Expression" });
const filterOf = (...clauses: ScopeCondition[]): SyncRule["ScopeFilter"] => [{ ScopeConditionList: clauses }];
/** What both rules for user attributes bring along. */
const IDENTITY_FLOWS = [
  flow("accountEnabled", ENABLED),
  flow("sourceAnchor", ANCHOR),
  flow("userPrincipalName", SIGN_IN_NAME),
];

const NOT_CRITICAL = clause("isCriticalSystemObject", "NOTEQUAL", "True"),
  NOT_HIDDEN = clause("adminDescription", "NOTSTARTSWITH", "User_"),
  NOT_DISABLED = clause("userAccountControl", "ISBITNOTSET", "2");
/** The standard rules of one AD connector that decide presence; each class has its own (adsync reference §6.2). */
function inboundRules(ConnectorName: string): SyncRule[] {
  const rule = (
    SourceObjectType: string,
    what: string,
    Precedence: number,
    clauses: ScopeCondition[],
    AttributeFlowMappings: SyncRule["AttributeFlowMappings"],
  ): SyncRule => ({
    Name: `In from AD - ${what}`,
    Direction: "Inbound",
    ConnectorName,
    SourceObjectType,
    Precedence,
    Disabled: false,
    IsStandardRule: true,
    ScopeFilter: filterOf(...clauses),
    AttributeFlowMappings,
  });
  const filtered = [flow("cloudFiltered", FILTERED)];
  const ofClass = (type: string, expression: string) => [
    flow("cloudFiltered", expression),
    flow("sourceAnchor", OBJECT_ANCHOR),
    { Source: type, Destination: "sourceObjectType", FlowType: "Constant" },
  ];
  const notMarked = (prefix: string) => clause("adminDescription", "NOTSTARTSWITH", prefix);
  return [
    rule("user", "User Join", 100, [NOT_CRITICAL, NOT_HIDDEN], filtered),
    rule("inetOrgPerson", "InetOrgPerson Join", 101, [NOT_CRITICAL], filtered),
    rule("user", "User AccountEnabled", 102, [NOT_DISABLED], IDENTITY_FLOWS),
    rule("inetOrgPerson", "InetOrgPerson AccountEnabled", 103, [NOT_DISABLED], IDENTITY_FLOWS),
    rule("user", "User Common", 104, [NOT_HIDDEN], IDENTITY_FLOWS),
    rule("inetOrgPerson", "InetOrgPerson Common", 105, [NOT_HIDDEN], IDENTITY_FLOWS),
    rule("group", "Group Join", 106, [NOT_CRITICAL, notMarked("Group_")], ofClass("Group", FILTERED_GROUP)),
    rule("contact", "Contact Join", 107, [notMarked("Contact_")], ofClass("Contact", FILTERED_CONTACT)),
    rule("computer", "Computer Join", 108, [NOT_CRITICAL], ofClass("Computer", FILTERED_COMPUTER)),
  ];
}
/** The standard rule that provisions a person into the Entra connector space. */
const outboundJoin = (ConnectorName: string): SyncRule => ({
  Name: "Out to Microsoft Entra ID - User Join",
  Direction: "Outbound",
  ConnectorName,
  SourceObjectType: "person",
  Precedence: 115,
  Disabled: false,
  IsStandardRule: true,
  AttributeFlowMappings: [],
  ScopeFilter: filterOf(
    clause("sourceObjectType", "EQUAL", "User"),
    clause("cloudMastered", "NOTEQUAL", "True"),
    clause("cloudFiltered", "NOTEQUAL", "True"),
    clause("sourceAnchor", "ISNOTNULL"),
    clause("accountEnabled", "ISNOTNULL"),
  ),
});

/** The served rule that stands in the place of a standard one; undefined where the list leaves it out. */
function servedAs(standard: SyncRule, served: readonly SyncRule[]): SyncRule | undefined {
  const outbound = standard.Direction === "Outbound";
  return (
    served.find((r) => sameText(r.Name, standard.Name) && (outbound || r.ConnectorName === standard.ConnectorName)) ??
    (outbound
      ? served.find((r) => r.Direction === "Outbound" && r.IsStandardRule && /^Out to .*User Join$/i.test(r.Name))
      : undefined)
  );
}
/** A served rule with the flows of its standard rule that it leaves out. */
const completed = (rule: SyncRule, standard: SyncRule): SyncRule => ({
  ...rule,
  AttributeFlowMappings: [
    ...rule.AttributeFlowMappings,
    ...standard.AttributeFlowMappings.filter(
      (flow) => !rule.AttributeFlowMappings.some((own) => sameText(own.Destination, flow.Destination)),
    ),
  ],
});
/**
 * The rules in force, the lowest precedence number first: the served ones, completed by the standard rules and standard flows that the list
 * leaves out; disabled ones are gone, and a standard rule that is disabled under its name does not come back.
 */
export function rulesInForce(served: readonly SyncRule[], connectors: readonly Connector[]): SyncRule[] {
  const standard = [
    ...adConnectors(connectors).flatMap((c) => inboundRules(c.Name)),
    outboundJoin(cloudConnectors(connectors)[0]?.Name ?? ""),
  ].map((rule) => ({ rule, served: servedAs(rule, served) }));
  const taken = new Set(standard.map((s) => s.served));
  return [
    ...standard.map((s) => (s.served === undefined ? s.rule : completed(s.served, s.rule))),
    ...served.filter((r) => !taken.has(r)),
  ]
    .filter((r) => !r.Disabled)
    .sort((a, b) => a.Precedence - b.Precedence);
}
