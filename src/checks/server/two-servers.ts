import { defineCheck } from "../../identity/define";
import { cite } from "../../domain";
/** Two servers that export: the audit log shows two sync identities of Connect changing this tenant, or one object's anchor flips. */
export const twoServers = defineCheck({
  id: "server.two-servers",
  title: "Only one server exports to the tenant",
  guide: "server.software",
  needs: ["entra.syncAccounts", "now"],
  wants: ["entra.audits", "server.connectors", "server.scheduler"],
  messages: {
    one: "Nothing shows a second active server.",
    two: {
      code: "two-active-servers",
      text: "Two sync identities changed objects of this tenant within two days: {first} and {second}. Two servers export at once.",
      advice: [
        "Find the other server by the name inside its account; put one of the two into staging mode with the wizard, then let the other run an initial cycle.",
      ],
    },
  },
  evaluate({ "entra.audits": audits, now, "server.scheduler": scheduler }) {
    if (audits.state !== "seen") return { verdict: "skip", message: "one" };
    const at = now.state === "seen" ? Date.parse(now.value) : 0,
      order: string[] = [];
    for (const a of [...audits.value].sort((x, y) => x.activityDateTime.localeCompare(y.activityDateTime)))
      if (at - Date.parse(a.activityDateTime) < 2 * 86_400_000) {
        const by = a.initiatedBy as
            | { user?: { userPrincipalName?: string }; app?: { displayName?: string } }
            | undefined,
          name = by?.user?.userPrincipalName ?? by?.app?.displayName ?? "";
        const m = /^(?:Sync_|ConnectSyncProvisioning_)([^_@]+)/i.exec(name);
        if (m !== null && order.at(-1) !== m[1]!.toLowerCase()) order.push(m[1]!.toLowerCase());
      }
    // One hand-over from an old server to a new one is no conflict; taking turns is.
    const [first, second] = order;
    if (
      first === undefined ||
      second === undefined ||
      order.length < 3 ||
      (scheduler.state === "seen" && scheduler.value.StagingModeEnabled)
    )
      return { verdict: "pass", message: "one" };
    return {
      verdict: "fail",
      message: "two",
      standing: "shown",
      proof: "timed",
      data: { first, second },
      evidence: [cite(`audit entries of ${first} and ${second} within two days`, audits)],
      suggests: [],
    };
  },
});
