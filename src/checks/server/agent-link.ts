import { defineCheck } from "../../identity/define";
import { lastSyncOf } from "../../identity/tenant";
import { cite, told } from "../../domain";

/** Without the agent nothing on premises is known; the cloud half is judged all the same. */
export default defineCheck({
  id: "server.agent-link",
  title: { en: "The on-premises agent answers", de: "Der lokale Agent antwortet" },
  guide: "basics.person",
  needs: ["now"],
  wants: ["server.agent", "entra.organization"],
  messages: {
    answers: { en: "The agent answered.", de: "Der Agent hat geantwortet." },
    offline: {
      code: "agent-offline",
      text: {
        en: "The agent on the sync server cannot be reached ({why}), so nothing on premises could be read. What follows rests on the cloud side alone.",
        de: "Der Agent auf dem Synchronisierungsserver ist nicht erreichbar ({why}), deshalb konnte lokal nichts gelesen werden. Das Folgende stützt sich allein auf die Cloudseite.",
      },
      advice: [
        {
          en: "On the sync server: see that the Sync Triage agent's service runs and that it may open TCP 443 outbound to the relay; its local log names the last failure. Then re-check.",
          de: "Auf dem Synchronisierungsserver: Stellen Sie sicher, dass der Dienst des Sync-Triage-Agents läuft und TCP 443 ausgehend zum Relay öffnen darf; sein lokales Protokoll nennt den letzten Fehler. Prüfen Sie danach erneut.",
        },
      ],
    },
  },
  evaluate(facts) {
    const agent = facts["server.agent"];
    if (agent.state !== "unreadable") return { verdict: "pass", message: "answers" };
    const last = lastSyncOf(facts["entra.organization"]);
    return {
      verdict: "fail",
      message: "offline",
      proof: "measured",
      standing: "degrading",
      data: { why: `${agent.why}: ${agent.detail}` },
      evidence: [
        cite(agent.detail, agent),
        ...(last === undefined
          ? []
          : [
              cite(
                told(
                  {
                    en: "The tenant was last synced at {last}",
                    de: "Der Mandant wurde zuletzt am {last} synchronisiert",
                  },
                  { last },
                ),
                facts["entra.organization"],
              ),
            ]),
      ],
    };
  },
});
