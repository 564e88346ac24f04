/** Sets the rights of the provisioning agent's gMSA anew (adsync reference §9). */
import { told } from "../domain";
import { valueOr } from "../domain";
import { defineRemediation } from "../identity/define";
import { AGENT_SERVICE, serviceNamed } from "../identity/services";

export default defineRemediation({
  id: "repair-agent-account",
  title: { en: "Repair the agent's account (gMSA)", de: "Das Konto des Agents reparieren (gMSA)" },
  risk: "write",
  undo: { en: "None needed", de: "Nicht nötig" },
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/cloud-sync/how-to-gmsa-cmdlets"],
  needs: ["server.provisioningAgents", "server.services"],
  plan(facts) {
    const unusable = valueOr(facts["server.provisioningAgents"], []).some((a) => a.Installed && a.GmsaOk === false);
    if (!unusable)
      return {
        refused: {
          en: "No provisioning agent with an unusable account was found.",
          de: "Es fand sich kein Bereitstellungs-Agent mit unbrauchbarem Konto.",
        },
      };
    const service = serviceNamed(valueOr(facts["server.services"], []), AGENT_SERVICE);
    if (service === undefined)
      return {
        refused: told(
          {
            en: "The service {service} is not installed on this server.",
            de: "Der Dienst {service} ist auf diesem Server nicht installiert.",
          },
          { service: AGENT_SERVICE },
        ),
      };
    // An account that cannot log on leaves its service stopped.
    const runs = service.Status === "Running";
    return {
      plan: {
        remediation: "repair-agent-account",
        title: { en: "Repair the agent's account (gMSA)", de: "Das Konto des Agents reparieren (gMSA)" },
        risk: "write",
        summary: told(
          {
            en: "Gives the provisioning agent's group managed service account the rights that Cloud Sync needs, and {how, select, restart {restarts} other {starts}} the agent.",
            de: "Gibt dem gruppenverwalteten Dienstkonto (gMSA) des Bereitstellungs-Agents die Rechte, die Cloud Sync braucht, und startet den Agent{how, select, restart { neu} other {}}.",
          },
          { how: runs ? "restart" : "start" },
        ),
        changes: [
          {
            what: { en: "Agent's gMSA", de: "gMSA des Agents" },
            before: { en: "fails its test", de: "besteht seine Prüfung nicht" },
            after: { en: "with the rights that Cloud Sync needs", de: "mit den Rechten, die Cloud Sync braucht" },
          },
        ],
        touches: [
          {
            en: "The account's rights in the domain are set anew.",
            de: "Die Rechte des Kontos in der Domäne werden neu gesetzt.",
          },
          {
            en: "The jobs run again for everybody in their scope.",
            de: "Die Aufträge laufen wieder für alle in ihrem Bereich.",
          },
        ],
        commands: [
          { system: "premises", kind: "repair-agent-account" },
          { system: "premises", kind: runs ? "restart-service" : "start-service", name: AGENT_SERVICE },
        ],
        expects: [
          {
            system: "server",
            what: "service",
            name: AGENT_SERVICE,
            property: "Status",
            equals: service.Status,
            says: told(
              { en: "{service} is still {state}.", de: "{service} ist noch im Zustand {state}." },
              { service: service.DisplayName, state: service.Status },
            ),
          },
        ],
        verify: { kind: "engine-runs" },
      },
    };
  },
});
