/** The class of risk of steps that no remediation planned: the gravest of their own. */
import type { Command } from "../domain/command";
import type { RiskClass } from "../domain/vocabulary";
import { sameText } from "../identity/address";

type Kind = Command["kind"];
const RISK: Readonly<Record<Kind, RiskClass>> = {
  "start-sync-cycle": "trigger",
  "stop-sync-cycle": "trigger",
  "start-service": "trigger",
  "restart-service": "trigger",
  "set-scheduler": "trigger",
  "restart-password-sync": "trigger",
  "restart-provisioning-job": "trigger",
  "provision-on-demand": "trigger",
  "set-ad-attribute": "write",
  "move-ad-object": "write",
  "add-group-member": "write",
  "remove-group-member": "write",
  "grant-connector-permission": "write",
  "purge-run-history": "write",
  "enable-tls12": "write",
  "repair-run-profile": "write",
  "repair-agent-account": "write",
  "update-user": "write",
  "restore-user": "write",
  "delete-user": "write",
  "purge-deleted-user": "grave",
};
const ORDER: readonly RiskClass[] = ["trigger", "write", "grave"];
/** Who writes an anchor decides whose account it is. */
const writesAnchor = (c: Command): boolean =>
  (c.kind === "update-user" && "onPremisesImmutableId" in c.set) ||
  (c.kind === "set-ad-attribute" && sameText(c.attribute, "mS-DS-ConsistencyGuid"));

/** The gravest class among the commands. */
export const riskOf = (commands: readonly Command[]): RiskClass =>
  ORDER[Math.max(0, ...commands.map((c) => ORDER.indexOf(writesAnchor(c) ? "grave" : RISK[c.kind])))]!;
