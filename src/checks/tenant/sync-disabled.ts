import { defineCheck } from "../../identity/define";
import { cite } from "../../domain";
/** Directory sync is a switch of the tenant; while it is off nothing from AD is taken, whatever the server does. */
export const syncDisabled = defineCheck({
  id: "tenant.sync-disabled",
  title: "Directory synchronization is on for the tenant",
  guide: "services.cloud",
  needs: ["entra.organization"],
  wants: ["entra.syncJobs", "server.services"],
  messages: {
    on: "Directory synchronization is on for the tenant.",
    none: "The tenant was not described.",
    off: {
      code: "tenant-sync-disabled",
      text: "Directory synchronization is switched off for the tenant {tenant} (onPremisesSyncEnabled is {flag}), so nothing from Active Directory is accepted.",
      advice: [
        "A Hybrid Identity Administrator turns it on: Entra Connect wizard, or PATCH /organization onPremisesSyncEnabled. After switching off, the change can take up to 72 hours to finish; it cannot be turned on before.",
      ],
    },
  },
  evaluate({ "entra.organization": org, "server.services": services }) {
    if (org.state !== "seen") return { verdict: "skip", message: "none" };
    if (org.value.onPremisesSyncEnabled === true) return { verdict: "pass", message: "on" };
    const engine =
      services.state === "seen" &&
      services.value.some((s) => s.Name === "ADSync" || s.Name === "AADConnectProvisioningAgent");
    if (!engine && org.value.onPremisesSyncEnabled == null) return { verdict: "skip", message: "none" };
    return {
      verdict: "fail",
      message: "off",
      standing: "blocking",
      data: { tenant: org.value.displayName ?? org.value.id, flag: String(org.value.onPremisesSyncEnabled ?? "empty") },
      evidence: [cite(`organization.onPremisesSyncEnabled = ${String(org.value.onPremisesSyncEnabled ?? null)}`, org)],
      suggests: [],
    };
  },
});
