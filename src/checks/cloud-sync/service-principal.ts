import { defineCheck } from "../../identity/define";
import { cite } from "../../domain";

/** 700016 application not found, 500011 resource principal not found, 650052 no service principal of a needed service, 7000112 application disabled. */
const CODES = new Set([700016, 500011, 650052, 7000112]);
const inText = (text: string): number | undefined => {
  const m = /AADSTS(\d+)/.exec(text);
  return m === null || !CODES.has(Number(m[1])) ? undefined : Number(m[1]);
};

/** Sign-in codes that say that the application which syncs has no (enabled) service principal in the tenant. */
export default defineCheck({
  id: "cloud-sync.service-principal",
  title: "The applications that sync have their service principals",
  guide: "server.accounts",
  docs: ["https://learn.microsoft.com/entra/identity-platform/reference-error-codes"],
  needs: ["entra.organization"],
  wants: ["entra.signIns", "entra.syncJobs", "server.provisioningAgents", "server.events", "entra.syncAccounts"],
  messages: {
    fine: "No sign-in of a sync engine names a missing service principal.",
    missing: {
      code: "service-principal-missing",
      text: "The application that syncs has no usable service principal in this tenant: its sign-in ends with AADSTS{error}.",
      advice: [
        "Entra admin center > Enterprise applications (filter: Microsoft applications): look for the application that the sign-in log names; if it is disabled, enable it.",
        "If it is absent: Connect-MgGraph -Scopes Application.ReadWrite.All; New-MgServicePrincipal -AppId <application id from the sign-in log>",
        "Then restart the engine's service and let a cycle run.",
      ],
    },
  },
  evaluate({
    "entra.signIns": signIns,
    "entra.syncJobs": jobs,
    "server.provisioningAgents": agents,
    "server.events": events,
    "entra.syncAccounts": accounts,
  }) {
    const ids = new Set(accounts.state === "seen" ? accounts.value.map((a) => a.id) : []);
    const seen =
      signIns.state === "seen"
        ? signIns.value.find(
            (s) =>
              CODES.has(s.status.errorCode) &&
              (s.servicePrincipalName != null ||
                (s.userId !== undefined && ids.has(s.userId)) ||
                /sync|provisioning|connect/i.test(s.appDisplayName ?? "")),
          )
        : undefined;
    const fail = (error: number, evidence: ReturnType<typeof cite>) => ({
      verdict: "fail" as const,
      message: "missing" as const,
      standing: "blocking" as const,
      data: { error },
      evidence: [evidence],
    });
    if (seen !== undefined)
      return fail(
        seen.status.errorCode,
        cite(
          `Sign-in at ${seen.createdDateTime} of ${seen.appDisplayName ?? seen.appId ?? "?"}: ${seen.status.errorCode}`,
          signIns,
        ),
      );
    for (const j of jobs.state === "seen" ? jobs.value : []) {
      const c = inText(j.status.quarantine?.error?.message ?? j.status.lastExecution?.error?.message ?? "");
      if (c !== undefined) return fail(c, cite(`Job ${j.id} ends with AADSTS${c}`, jobs));
    }
    for (const a of agents.state === "seen" ? agents.value : [])
      for (const e of a.LastErrors ?? []) {
        const c = inText(e);
        if (c !== undefined && a.Active !== true) return fail(c, cite(`The agent's log names AADSTS${c}`, agents));
      }
    for (const e of events.state === "seen" ? events.value : []) {
      const c = ["ADSync", "Directory Synchronization"].includes(e.ProviderName) ? inText(e.Message) : undefined;
      if (c !== undefined)
        return fail(c, cite(`Event ${e.ProviderName} ${e.Id} at ${e.TimeCreated} names AADSTS${c}`, events));
    }
    return { verdict: "pass", message: "fine" };
  },
});
