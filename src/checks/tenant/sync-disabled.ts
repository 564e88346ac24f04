import { defineCheck } from "../../identity/define";
import { AGENT_SERVICE, serviceNamed, SYNC_SERVICE } from "../../identity/services";
import { cite, valueOr } from "../../domain";

/** Directory sync is a switch of the tenant; while it is off nothing from AD is taken, whatever the server does. */
export default defineCheck({
  id: "tenant.sync-disabled",
  title: "Directory synchronization is on for the tenant",
  guide: "services.cloud",
  needs: ["entra.organization"],
  wants: ["server.services"],
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
  evaluate(facts) {
    const tenant = valueOr(facts["entra.organization"], undefined);
    if (tenant === undefined) return { verdict: "skip", message: "none" };
    const { onPremisesSyncEnabled: isOn = null } = tenant;
    if (isOn === true) return { verdict: "pass", message: "on" };
    const services = valueOr(facts["server.services"], []);
    const hasEngine = [SYNC_SERVICE, AGENT_SERVICE].some((name) => serviceNamed(services, name) !== undefined);
    if (!hasEngine && isOn === null) return { verdict: "skip", message: "none" };
    return {
      verdict: "fail",
      message: "off",
      proof: "measured",
      standing: "blocking",
      data: { tenant: tenant.displayName ?? tenant.id, flag: String(isOn ?? "empty") },
      evidence: [cite(`organization.onPremisesSyncEnabled = ${String(isOn)}`, facts["entra.organization"])],
    };
  },
});
