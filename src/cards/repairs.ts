/** What the button of each repair says: what it does, and to whom. */
import { fill, wordsIn } from "../domain";
import type { Language, RemediationId, Words } from "../domain";
import { labelOf } from "./label";
import { visible } from "./text";

const BUTTONS: Readonly<Record<RemediationId, Words>> = {
  "run-delta-sync": { en: "Start a delta sync …", de: "Delta-Sync starten …" },
  "run-full-sync": { en: "Start a full sync …", de: "Voll-Sync starten …" },
  "start-sync-service": { en: "Start the sync service …", de: "Sync-Dienst starten …" },
  "restart-sync-service": { en: "Restart the sync service …", de: "Sync-Dienst neu starten …" },
  "enable-scheduler": { en: "Enable the scheduler …", de: "Scheduler aktivieren …" },
  "resume-scheduler": { en: "Resume the scheduler …", de: "Scheduler fortsetzen …" },
  "stop-sync-cycle": { en: "Stop the sync cycle …", de: "Sync-Zyklus stoppen …" },
  "hard-match": { en: "Tie the accounts of {who} …", de: "Konten von {who} verknüpfen …" },
  "set-consistency-guid": { en: "Set the anchor of {who} …", de: "Anker von {who} setzen …" },
  "remove-cloud-user": { en: "Remove the other user …", de: "Cloud-Duplikat entfernen …" },
  "restore-cloud-user": { en: "Restore {who} …", de: "{who} wiederherstellen …" },
  "purge-deleted-user": { en: "Purge the deleted user …", de: "Endgültig löschen …" },
  "set-user-principal-name": { en: "Set the UPN of {who} …", de: "UPN von {who} setzen …" },
  "set-attribute": { en: "Set the attribute of {who} …", de: "Attribut von {who} setzen …" },
  "remove-ad-address": { en: "Remove the AD address …", de: "AD-Adresse entfernen …" },
  "move-to-synced-ou": { en: "Move {who} …", de: "{who} verschieben …" },
  "add-to-pilot-group": { en: "Add {who} to the pilot group …", de: "{who} in die Pilotgruppe …" },
  "clear-filter-attribute": { en: "Clear the filter attribute …", de: "Filterattribut leeren …" },
  "grant-connector-permission": { en: "Grant the missing right …", de: "Connector-Recht erteilen …" },
  "purge-run-history": { en: "Purge the run history …", de: "Verlauf leeren …" },
  "enable-tls12": { en: "Enable TLS 1.2 …", de: "TLS 1.2 aktivieren …" },
  "repair-run-profile": { en: "Repair the run profile …", de: "Ausführungsprofil reparieren …" },
  "restart-password-sync": { en: "Restart password sync …", de: "Kennwort-Sync neu starten …" },
  "restart-provisioning-job": { en: "Restart the job …", de: "Auftrag neu starten …" },
  "provision-on-demand": { en: "Provision {who} on demand …", de: "{who} bei Bedarf bereitstellen …" },
  "start-provisioning-agent": { en: "Start the agent …", de: "Agent starten …" },
  "repair-agent-account": { en: "Repair the account …", de: "Agent-Konto reparieren …" },
};
/** Characters that a button holds on a phone. */
const LONGEST = 30;
/** `who`: the person; cut where it is long. */
export function repairButton(id: RemediationId, who: string, language: Language): string {
  const words = wordsIn(BUTTONS[id], language);
  return labelOf(visible(who), (name) => fill(words, { who: name }, language), LONGEST).replace("… …", "…");
}
