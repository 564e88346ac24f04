/** Changes in the cloud, one request each. */
import type { EntraCommand } from "../domain";
import type { CommandOutcome } from "../ports";
import { segment } from "./odata";
import { errorCode, type GraphTransport, type Outcome } from "./transport";

/** `unknown` where the service may have carried it out all the same; nothing is sent twice. */
export async function execute(graph: GraphTransport, command: EntraCommand): Promise<CommandOutcome> {
  const job = (c: { servicePrincipalId: string; jobId: string }): string =>
    `/servicePrincipals/${segment(c.servicePrincipalId)}/synchronization/jobs/${segment(c.jobId)}`;
  const send = (): Promise<Outcome> => {
    switch (command.kind) {
      case "update-user":
        return graph.request("v1.0", "PATCH", `/users/${segment(command.id)}`, command.set);
      case "delete-user":
        return graph.request("v1.0", "DELETE", `/users/${segment(command.id)}`);
      case "restore-user":
        return graph.request("v1.0", "POST", `/directory/deletedItems/${segment(command.id)}/restore`, {
          ...(command.newUserPrincipalName === undefined ? {} : { newUserPrincipalName: command.newUserPrincipalName }),
          ...(command.autoReconcileProxyConflict === undefined ? {} : { autoReconcileProxyConflict: true }),
        });
      case "purge-deleted-user":
        return graph.request("v1.0", "DELETE", `/directory/deletedItems/${segment(command.id)}`);
      case "restart-provisioning-job":
        return graph.request("v1.0", "POST", `${job(command)}/restart`, {
          criteria: { resetScope: command.resetScope },
        });
      case "provision-on-demand":
        return graph.request("v1.0", "POST", `${job(command)}/provisionOnDemand`, {
          parameters: [{ ruleId: command.ruleId, subjects: [{ objectId: command.dn, objectTypeName: "user" }] }],
        });
    }
  };
  const out = await send();
  if (!out.ok) return { state: "unknown", detail: `${out.fault.why}: ${out.fault.detail}` };
  const { status, body } = out.reply;
  if (status >= 200 && status < 300) return provisioned(command, body);
  // A gateway's error says nothing about what the service did.
  return { state: status >= 500 ? "unknown" : "failed", detail: `HTTP ${status} ${errorCode(body)}`.trim() };
}
/** Provision on demand answers 200 and tells the result inside, as JSON within JSON (Graph reference §10.4). */
function provisioned(command: EntraCommand, body: unknown): CommandOutcome {
  if (command.kind !== "provision-on-demand") return { state: "done", detail: "done" };
  const text = (body as { key?: unknown })?.key;
  try {
    const r = JSON.parse(String(text)) as { result?: string; details?: { errorCode?: string } };
    return /success/i.test(r.result ?? "")
      ? { state: "done", detail: r.result! }
      : { state: "failed", detail: `${r.result ?? "no result"} ${r.details?.errorCode ?? ""}`.trim() };
  } catch {
    return { state: "unknown", detail: "the answer was not understood" };
  }
}
