import { isWithin } from "../identity/dn";
import { valueOr } from "../domain";
import { defineRemediation } from "../identity/legacy";
import { adUser, connectorFor, cycleBlocked, cycleTouches, idle, isProtected, linked, refuse, unread } from "./parts";

/** Gives the connector account the one right that it lacks, at the place where it lacks it. */
export default defineRemediation({
  id: "grant-connector-permission",
  title: "Grant the connector account the missing right",
  risk: "write",
  undo: "Remove the access control entries again",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-connect-configure-ad-ds-connector-account"],
  plan(facts, _finding, choice) {
    const missing = unread(facts, "ad.user", "server.missingRights", "server.connectors"),
      blocked = cycleBlocked(facts);
    if (missing !== undefined || blocked !== undefined) return refuse((missing ?? blocked)!);
    const ad = adUser(facts);
    if (ad !== undefined && isProtected(ad))
      return refuse(
        "The account is protected (adminCount 1): SDProp would undo a grant on it, and AdminSDHolder is not touched by a tool. An administrator must do it by hand.",
      );
    const gaps = valueOr(facts["server.missingRights"], [])
      .filter((m) => ad === undefined || isWithin(ad.dn, m.DN))
      .flatMap((m) =>
        m.Missing.flatMap((right) => {
          const known =
            right === "read"
              ? ("read" as const)
              : /^write:ms-ds-consistencyguid$/i.test(right)
                ? ("write:mS-DS-ConsistencyGuid" as const)
                : /^replicate/i.test(right)
                  ? ("replicate-changes" as const)
                  : undefined;
          const connectorName = connectorFor(facts, m.DN);
          return known === undefined || connectorName === undefined
            ? []
            : [
                {
                  dn: m.DN,
                  right: known,
                  connectorName,
                  account: m.Account,
                  inheritance: m.InheritanceDisabled === true,
                },
              ];
        }),
      );
    if (gaps.length === 0) return refuse("No missing right was found that a tool may grant here.");
    const idOf = (g: (typeof gaps)[number]): string => `${g.right}|${g.dn}`;
    const gap = choice === undefined ? (gaps.length === 1 ? gaps[0] : undefined) : gaps.find((g) => idOf(g) === choice);
    if (gap === undefined)
      return {
        question: "Which right shall be granted?",
        choose: gaps.map((g) => ({ id: idOf(g), title: `${g.right} on ${g.dn}`, detail: g.account })),
      };
    // A new read right changes no object, so only a full import meets what was never read.
    const policyType = gap.right === "read" ? ("Initial" as const) : ("Delta" as const);
    return {
      plan: {
        remediation: "grant-connector-permission",
        title: `Grant ${gap.right} on ${gap.dn}`,
        risk: "write",
        summary: `Gives ${gap.account} the right ${gap.right} on ${gap.dn} and below, and runs ${policyType === "Initial" ? "an initial" : "a delta"} sync cycle.`,
        changes: [
          {
            what: `Rights of ${gap.account} on ${gap.dn}`,
            before: `${gap.right} missing${gap.inheritance ? ", inheritance off" : ""}`,
            after: gap.right,
          },
        ],
        touches: [
          `Everything below ${gap.dn} becomes ${gap.right === "read" ? "readable" : "open to this right"} for the connector account.`,
          ...cycleTouches(facts),
        ],
        commands: [
          {
            system: "premises",
            kind: "grant-connector-permission",
            connectorName: gap.connectorName,
            dn: gap.dn,
            right: gap.right,
          },
          { system: "premises", kind: "start-sync-cycle", policyType },
        ],
        expects: idle(facts),
        undo: { impossible: "Remove the access control entries by hand (dsacls shows them)." },
        verify: gap.right === "replicate-changes" ? { kind: "engine-runs" } : linked(ad),
      },
    };
  },
});
