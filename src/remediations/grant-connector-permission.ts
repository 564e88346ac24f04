/** Gives the connector account the set of rights of which it lacks one, at the place where it lacks it (adsync reference §1.7, §3.9). */
import { PERMISSION_SETS, valueOr, type Connector, type MissingRight, type PermissionSetId } from "../domain";
import { defineRemediation } from "../identity/define";
import { domainDnOf, isWithin, sameDn } from "../identity/dn";
import { placeOf } from "../identity/place";
import { isProtected } from "../identity/protected";
import { chosenOf } from "./choice";
import { startCycle } from "./commands";
import { CYCLE_NEEDS, cycleTouches, engineIdle, whyNoCycle } from "./cycle";
import { linkedAfterwards } from "./expectations";

export default defineRemediation({
  id: "grant-connector-permission",
  title: "Grant the connector account the missing right",
  risk: "write",
  undo: "Remove the access control entries again",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-configure-ad-ds-connector-account"],
  needs: ["ad.user", "server.missingRights", "server.connectors", ...CYCLE_NEEDS],
  wants: ["server.scheduler", "cs.pendingExports", "server.globalSettings"],
  plan(facts, { ad, settings }, _finding, choice) {
    const blocked = whyNoCycle(facts);
    if (blocked !== undefined) return { refused: blocked };
    if (ad !== undefined && isProtected(ad))
      return {
        refused:
          "The account is protected (adminCount 1): SDProp would undo a grant on it, and AdminSDHolder is not touched by a tool. An administrator must do it by hand.",
      };
    const connectors = valueOr(facts["server.connectors"], []);
    const gaps = valueOr(facts["server.missingRights"], [])
      .filter((m) => ad === undefined || isWithin(ad.dn, m.DN))
      .flatMap((m) => gapsOf(m, connectors));
    if (gaps.length === 0) return { refused: "No missing right was found that a tool may grant here." };
    const gap = chosenOf(gaps, (g) => `${g.permissionSet}|${g.dn}`, choice);
    if (gap === undefined)
      return {
        question: "Which rights shall be granted?",
        choose: gaps.map((g) => ({
          id: `${g.permissionSet}|${g.dn}`,
          title: `${PERMISSION_SETS[g.permissionSet].title} on ${g.dn}`,
          detail: g.account,
        })),
      };
    const { account, connectorName, dn, permissionSet } = gap,
      { title, gives, at } = PERMISSION_SETS[permissionSet];
    // A new read right changes no object, so only a full import meets what was never read.
    const policyType = permissionSet === "basic-read" ? "Initial" : "Delta";
    return {
      plan: {
        remediation: "grant-connector-permission",
        title: `Grant ${title} on ${dn}`,
        risk: "write",
        summary: `Gives ${account} the rights to ${gives}, on ${dn} and below, and runs ${policyType === "Initial" ? "an initial" : "a delta"} sync cycle.`,
        changes: [
          {
            what: `Rights of ${account} on ${dn}`,
            before: `${gap.missing.join(", ")} missing${gap.inheritanceOff ? ", inheritance off" : ""}`,
            after: title,
          },
        ],
        touches: [`On everything below ${dn} the connector account may ${gives}.`, ...cycleTouches(facts)],
        commands: [
          { system: "premises", kind: "grant-connector-permission", connectorName, dn, permissionSet },
          startCycle(policyType),
        ],
        expects: engineIdle(facts),
        verify: at === "domain" ? { kind: "engine-runs" } : linkedAfterwards(settings, ad),
      },
    };
  },
});

interface Gap {
  readonly dn: string;
  readonly permissionSet: PermissionSetId;
  readonly connectorName: string;
  readonly account: string;
  /** What of the set is missing, as it was read. */
  readonly missing: readonly string[];
  readonly inheritanceOff: boolean;
}
/** The set that gives a right; none gives what this table does not know. */
const SET_OF: readonly (readonly [PermissionSetId, RegExp])[] = [
  ["basic-read", /^read$/i],
  ["consistency-guid", /^write:ms-ds-consistencyguid$/i],
  ["password-hash-sync", /^replicate/i],
];
function gapsOf(missing: MissingRight, connectors: readonly Connector[]): Gap[] {
  const { DN: dn, Account: account } = missing,
    connectorName = placeOf({ dn }, connectors)?.connector.Name;
  if (connectorName === undefined) return [];
  return SET_OF.flatMap(([permissionSet, gives]) => {
    const named = missing.Missing.filter((right) => gives.test(right)),
      fits = PERMISSION_SETS[permissionSet].at === "container" || sameDn(dn, domainDnOf(dn));
    return named.length === 0 || !fits
      ? []
      : [
          {
            dn,
            permissionSet,
            connectorName,
            account,
            missing: named,
            inheritanceOff: missing.InheritanceDisabled === true,
          },
        ];
  });
}
