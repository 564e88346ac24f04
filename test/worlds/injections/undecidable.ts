/** Equal facts from two causes: there `undetermined` is right, or both named. And an agent that is offline, where the cloud alone proves nothing. */
import { DAY, HOUR } from "../ids";
import type { Injection } from "../injection";
import { newcomer } from "./scope";

const connect = { tool: "connect" } as const;
export const undecidable: readonly Injection[] = [
  {
    code: "undetermined",
    form: "runs to the cloud die, log overwritten, sign-ins not readable: the account, or a policy",
    wishes: connect,
    undecidable: ["cloud-connector-credentials", "cloud-connector-blocked-by-policy"],
    make: (d) => {
      d.entra.AccountState = d.rng.of(["bad-password", "policy-blocked"] as const);
      for (const path of ["/auditLogs/signIns", "/auditLogs/directoryAudits"])
        d.cloud.faults.push({
          method: "GET",
          path,
          status: 403,
          body: {
            error: {
              code: "Authorization_RequestDenied",
              message: "Insufficient privileges to complete the operation.",
            },
          },
        });
      d.premises.faults.push({ operation: "Get-WinEvent", error: "The event log could not be read: access is denied" });
      d.passwordsStopped = d.now;
      return newcomer(d);
    },
  },
  {
    code: "undetermined",
    form: "not in the connector space, rights and controllers not readable: the right to read, or replication",
    wishes: connect,
    undecidable: ["ad-permission-missing", "ad-replication-lag"],
    onset: [2 * HOUR, 6 * HOUR],
    make: (d) => {
      const about = d.hire();
      d.premises.faults.push(
        { operation: "Get-Acl", error: "access denied" },
        { operation: "Get-ADReplicationPartnerMetadata", error: "access denied" },
      );
      d.premises.connectorSpace.push({
        ConnectorName: d.tenant.adConnector,
        DistinguishedName: about.dn,
        ObjectType: "user",
        Exists: false,
        Attributes: {},
      });
      return { about, complaint: "missing" };
    },
  },
  {
    code: "agent-offline",
    form: "somebody new, and nothing on premises can be read",
    wishes: connect,
    onset: [3 * HOUR, 2 * DAY],
    make: (d) => {
      const about = d.rng.chance(0.5) ? d.hire(d.rng.of(d.tenant.outside)) : d.hire();
      if (d.rng.chance(0.5)) d.premises.scheduler!.SyncCycleEnabled = false;
      else d.change(about, { adminDescription: "User_noSync" });
      d.premises.agent.online = false;
      return { about, complaint: "missing", also: ["undetermined", "user-not-found"] };
    },
  },
];
