/** Gives the connector account the set of rights of which it lacks one, at the place where it lacks it (adsync reference §1.7, §3.9). */
import { CYCLE_NAME } from "./wording";
import { told, type InEvery } from "../domain";
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
  title: { en: "Grant the connector account the missing right", de: "Dem Connectorkonto das fehlende Recht erteilen" },
  risk: "write",
  undo: { en: "Remove the access control entries again", de: "Die Zugriffssteuerungseinträge wieder entfernen" },
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-configure-ad-ds-connector-account"],
  needs: ["ad.user", "server.missingRights", "server.connectors", ...CYCLE_NEEDS],
  wants: ["server.scheduler", "cs.pendingExports", "server.globalSettings"],
  plan(facts, { ad, settings }, _finding, choice) {
    const blocked = whyNoCycle(facts);
    if (blocked !== undefined) return { refused: blocked };
    if (ad !== undefined && isProtected(ad))
      return {
        refused: {
          en: "The account is protected (adminCount 1): SDProp would undo a grant on it, and AdminSDHolder is not touched by a tool. An administrator must do it by hand.",
          de: "Das Konto ist geschützt (adminCount 1): SDProp nähme ein erteiltes Recht zurück, und AdminSDHolder rührt kein Werkzeug an. Ein Administrator muss es von Hand tun.",
        },
      };
    const connectors = valueOr(facts["server.connectors"], []);
    const gaps = valueOr(facts["server.missingRights"], [])
      .filter((m) => ad === undefined || isWithin(ad.dn, m.DN))
      .flatMap((m) => gapsOf(m, connectors));
    if (gaps.length === 0)
      return {
        refused: {
          en: "No missing right was found that a tool may grant here.",
          de: "Es fehlt kein Recht, das ein Werkzeug hier erteilen darf.",
        },
      };
    const gap = chosenOf(gaps, (g) => `${g.permissionSet}|${g.dn}`, choice);
    if (gap === undefined)
      return {
        question: { en: "Which rights shall be granted?", de: "Welche Rechte sollen erteilt werden?" },
        choose: gaps.map((g) => ({
          id: `${g.permissionSet}|${g.dn}`,
          title: told(
            { en: "{rights} on {dn}", de: "{rights} auf {dn}" },
            { rights: PERMISSION_SETS[g.permissionSet].title, dn: g.dn },
          ),
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
        title: told({ en: "Grant {rights} on {dn}", de: "{rights} auf {dn} erteilen" }, { rights: title, dn }),
        risk: "write",
        summary: told(
          {
            en: "Gives {account} the rights to {gives}, on {dn} and below, and runs {cycle}.",
            de: "Erteilt {account} auf {dn} und darunter die Rechte: {gives}; danach läuft {cycle}.",
          },
          { account, gives, dn, cycle: CYCLE_NAME[policyType] },
        ),
        changes: [
          {
            what: told({ en: "Rights of {account} on {dn}", de: "Rechte von {account} auf {dn}" }, { account, dn }),
            before: told(
              { en: "{rights} missing{inheritance}", de: "Es fehlt: {rights}{inheritance}" },
              { rights: gap.missing, inheritance: gap.inheritanceOff ? INHERITANCE_OFF : "" },
            ),
            after: title,
          },
        ],
        touches: [
          told(
            {
              en: "On everything below {dn} the connector account may {gives}.",
              de: "Auf alles unterhalb von {dn} erhält das Connectorkonto die Rechte: {gives}.",
            },
            { dn, gives },
          ),
          ...cycleTouches(facts),
        ],
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

const INHERITANCE_OFF: InEvery = { en: ", inheritance off", de: ", Vererbung aus" };
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
