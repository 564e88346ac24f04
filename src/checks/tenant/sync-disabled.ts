import { defineCheck } from "../../identity/define";
import { AGENT_SERVICE, serviceNamed, SYNC_SERVICE } from "../../identity/services";
import { cite, valueOr } from "../../domain";

/** Directory sync is a switch of the tenant; while it is off nothing from AD is taken, whatever the server does. */
export default defineCheck({
  id: "tenant.sync-disabled",
  title: {
    en: "Directory synchronization is on for the tenant",
    de: "Die Verzeichnissynchronisierung ist für den Mandanten eingeschaltet",
  },
  guide: "services.cloud",
  needs: ["entra.organization"],
  wants: ["server.services"],
  messages: {
    on: {
      en: "Directory synchronization is on for the tenant.",
      de: "Die Verzeichnissynchronisierung ist für den Mandanten eingeschaltet.",
    },
    none: { en: "The tenant was not described.", de: "Der Mandant wurde nicht beschrieben." },
    off: {
      code: "tenant-sync-disabled",
      text: {
        en: "Directory synchronization is switched off for the tenant {tenant} (onPremisesSyncEnabled is {flag}), so nothing from Active Directory is accepted.",
        de: "Die Verzeichnissynchronisierung ist für den Mandanten {tenant} ausgeschaltet (onPremisesSyncEnabled ist {flag}), deshalb wird nichts aus Active Directory angenommen.",
      },
      advice: [
        {
          en: "A Hybrid Identity Administrator turns it on: Entra Connect wizard, or PATCH /organization onPremisesSyncEnabled. After switching off, the change can take up to 72 hours to finish; it cannot be turned on before.",
          de: "Ein Hybrid Identity Administrator schaltet sie ein: Entra-Connect-Assistent oder PATCH /organization onPremisesSyncEnabled. Nach dem Ausschalten kann es bis zu 72 Stunden dauern, bis die Änderung abgeschlossen ist; vorher lässt sie sich nicht einschalten.",
        },
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
