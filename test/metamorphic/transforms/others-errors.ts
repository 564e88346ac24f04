/**
 * Errors of other people in the same runs: a refused export, a rule error, a missing right, an error on an object in the connector space, a
 * quarantined value, the events to them. An error stands on one object (adsync.md §4.1: its DN, its anchor); the subject's cause is unchanged.
 */
import { entraCsDn } from "../../../src/identity/anchor";
import type { World } from "../../../src/lab/scenario";
import { addPeople, homeOfStaff, type Bystander } from "../people";
import { adConnectorNames, entraConnectorNames, withWorld, type Run, type Transform } from "../transform";

const EXPORT_REFUSED = "AttributeValueMustBeUnique";
const DETAIL =
  "Unable to update this object because the following attributes associated with this object have values that may already be associated with another object in your local directory services.";

/** The newest run of one of the connectors whose profile matches and that came to its end; its objects may have errors. */
function endedRun(world: World, connectors: readonly string[], profile: RegExp): Run | undefined {
  const ended = world.premises.runHistory.filter(
    (r) =>
      connectors.includes(r.ConnectorName) && profile.test(r.RunProfileName) && /^(success|completed-)/.test(r.Result),
  );
  return ended.sort((a, b) => b.StartDate.localeCompare(a.StartDate))[0];
}
function addError(run: Run | undefined, result: string, error: Run["Errors"][number]): void {
  if (run === undefined) return;
  run.Errors.push(error);
  if (run.Result === "success") run.Result = result;
}
function addExportErrors(world: World, refused: Bystander, holder: Bystander): void {
  const run = endedRun(world, entraConnectorNames(world), /^Export$/);
  addError(run, "completed-export-errors", {
    DN: entraCsDn(refused.anchor),
    ErrorName: EXPORT_REFUSED,
    Detail: DETAIL,
    Attribute: "ProxyAddresses",
    ConflictingObjectId: holder.cloudId,
  });
  if (run === undefined) return;
  world.premises.connectorSpace.push({
    ConnectorName: run.ConnectorName,
    DistinguishedName: entraCsDn(refused.anchor),
    ObjectType: "user",
    Anchor: `User_${refused.cloudId}`,
    IsConnector: true,
    PendingExport: "Update",
    ExportError: { ErrorName: EXPORT_REFUSED, DateOccurred: run.EndDate, RetryCount: 3 },
    Attributes: { userPrincipalName: refused.userPrincipalName, sourceAnchor: refused.anchor },
  });
  world.premises.eventLog.unshift({
    LogName: "Application",
    ProviderName: "ADSync",
    Id: 6941,
    LevelDisplayName: "Error",
    TimeCreated: run.EndDate ?? run.StartDate,
    Message: `ECMA2 MA export run caused an error. \r\nError Name: ${EXPORT_REFUSED}\r\nError Detail: ${DETAIL}\r\nDN: ${entraCsDn(refused.anchor)}`,
  });
}
function addAdErrors(world: World, byRule: Bystander, withoutRight: Bystander): void {
  const ad = adConnectorNames(world);
  addError(endedRun(world, ad, /Synchronization$/), "completed-sync-errors", {
    DN: byRule.dn,
    ErrorName: "sync-rule-error-function-triggered",
    Detail: "SourceAnchor attribute has changed.",
  });
  addError(endedRun(world, ad, /^Export$/), "completed-export-errors", {
    DN: withoutRight.dn,
    ErrorName: "permission-issue",
    ErrorCode: "8344",
    Detail: "Insufficient access rights to perform the operation.",
    Attribute: "mS-DS-ConsistencyGuid",
  });
}
function addQuarantine(world: World, who: Bystander): void {
  const user = world.cloud.users[who.cloudId];
  if (user === undefined) return;
  user.onPremisesProvisioningErrors = [
    {
      category: "PropertyConflict",
      occurredDateTime: "2021-10-04T08:17:00Z",
      propertyCausingError: "ProxyAddresses",
      value: "smtp:reception@contoso.com",
    },
  ];
}

export default {
  name: "others-errors",
  apply(scenario) {
    const home = homeOfStaff(scenario.world);
    if (home === undefined)
      return {
        doesNotApply: "nothing",
        why: "the world has no OU=Staff of contoso.local, where colleagues would live",
      };
    return withWorld(scenario, (world) => {
      const [refused, holder, byRule, withoutRight, quarantined] = addPeople(world, home, 5);
      if (refused === undefined || holder === undefined || quarantined === undefined) return;
      addExportErrors(world, refused, holder);
      if (byRule !== undefined && withoutRight !== undefined) addAdErrors(world, byRule, withoutRight);
      addQuarantine(world, quarantined);
    });
  },
} satisfies Transform;
