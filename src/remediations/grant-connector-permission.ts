/** Gives the connector account the one right that it lacks, at the place where it lacks it (adsync reference §1.7, §3.9). */
import { valueOr, type Connector, type MissingRight, type PremisesCommand } from "../domain";
import { defineRemediation } from "../identity/define";
import { isWithin } from "../identity/dn";
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
    const gap = chosenOf(gaps, (g) => `${g.right}|${g.dn}`, choice);
    if (gap === undefined)
      return {
        question: "Which right shall be granted?",
        choose: gaps.map((g) => ({ id: `${g.right}|${g.dn}`, title: `${g.right} on ${g.dn}`, detail: g.account })),
      };
    const { account, connectorName, dn, right } = gap;
    // A new read right changes no object, so only a full import meets what was never read.
    const policyType = right === "read" ? "Initial" : "Delta";
    return {
      plan: {
        remediation: "grant-connector-permission",
        title: `Grant ${right} on ${dn}`,
        risk: "write",
        summary: `Gives ${account} the right ${right} on ${dn} and below, and runs ${policyType === "Initial" ? "an initial" : "a delta"} sync cycle.`,
        changes: [
          {
            what: `Rights of ${account} on ${dn}`,
            before: `${right} missing${gap.inheritanceOff ? ", inheritance off" : ""}`,
            after: right,
          },
        ],
        touches: [
          `Everything below ${dn} becomes ${right === "read" ? "readable" : "open to this right"} for the connector account.`,
          ...cycleTouches(facts),
        ],
        commands: [
          { system: "premises", kind: "grant-connector-permission", connectorName, dn, right },
          startCycle(policyType),
        ],
        expects: engineIdle(facts),
        verify: right === "replicate-changes" ? { kind: "engine-runs" } : linkedAfterwards(settings, ad),
      },
    };
  },
});

type Right = (PremisesCommand & { kind: "grant-connector-permission" })["right"];
interface Gap {
  readonly dn: string;
  readonly right: Right;
  readonly connectorName: string;
  readonly account: string;
  readonly inheritanceOff: boolean;
}
/** Rights that a tool may grant, in the spelling of the command. */
const grantable = (right: string): Right | undefined =>
  right === "read"
    ? "read"
    : /^write:ms-ds-consistencyguid$/i.test(right)
      ? "write:mS-DS-ConsistencyGuid"
      : /^replicate/i.test(right)
        ? "replicate-changes"
        : undefined;
function gapsOf(missing: MissingRight, connectors: readonly Connector[]): Gap[] {
  const connectorName = placeOf({ dn: missing.DN }, connectors)?.connector.Name;
  if (connectorName === undefined) return [];
  return missing.Missing.flatMap((named) => {
    const right = grantable(named);
    const inheritanceOff = missing.InheritanceDisabled === true;
    return right === undefined
      ? []
      : [{ dn: missing.DN, right, connectorName, account: missing.Account, inheritanceOff }];
  });
}
