import { liveUpnOf, sameText } from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { DIRSYNC, ENGINE, aadsts, eventsOf } from "../../identity/events";
import { cloudConnectors } from "../../identity/place";
import { brokenRuns, lastSuccess } from "../../identity/runs";
import { POLICY_CODES, SECRET_CODES, signInsOf } from "../../identity/sign-ins";
import { hoursBetween } from "../../identity/time";
import { cite, pii, type Evidence } from "../../domain";
/** The engine's identity in the cloud: a wrong, expired or missing secret is told from a policy by the sign-in's error code. */
export const cloudConnector = defineCheck({
  id: "connectors.cloud",
  title: "The engine's identity signs in to Microsoft Entra ID",
  guide: "server.accounts",
  needs: ["now"],
  wants: [
    "server.connectors",
    "server.runHistory",
    "server.events",
    "entra.signIns",
    "entra.syncAccounts",
    "entra.syncJobs",
    "server.endpoints",
  ],
  messages: {
    fine: "Nothing shows that the engine's identity cannot sign in.",
    secret: {
      code: "cloud-connector-credentials",
      text: "The engine's identity {account} cannot sign in to Microsoft Entra ID: {meaning}.",
      advice: [
        "Entra Connect: run the wizard and let it renew the connector account, or move to application-based authentication. Cloud Sync: run the agent's configuration wizard again; it makes a new service account. Then re-check.",
      ],
    },
    certificate: {
      code: "cloud-connector-credentials",
      text: "The certificate of the engine's application {account} ended on {end}.",
      advice: [
        "Rotate it: Invoke-ADSyncApplicationCredentialRotation, or register the new certificate in the wizard; automatic rotation needs a scheduler that is not suspended.",
      ],
    },
    policy: {
      code: "cloud-connector-blocked-by-policy",
      text: "The engine's identity {account} is right, but {policy} stops its sign-in (error {error}).",
      advice: [
        "Exclude the account from the policy (Entra admin center › Conditional Access, or per-user MFA, or terms of use), or better: move to application-based authentication. Do not weaken the policy for anybody else.",
      ],
    },
    principal: {
      code: "service-principal-missing",
      text: "Sign-ins fail because the application {app} has no service principal in the tenant (error {error}).",
      advice: ["Restore the service principal: New-MgServicePrincipal -AppId {app}, then re-check."],
    },
  },
  evaluate({
    now,
    "server.connectors": connectors,
    "server.runHistory": runs,
    "server.events": events,
    "entra.signIns": signIns,
    "entra.syncAccounts": accounts,
    "entra.syncJobs": jobs,
    "server.endpoints": probes,
  }) {
    const at = now.state === "seen" ? now.value : "",
      log = events.state === "seen" ? events.value : [];
    const job =
      jobs.state === "seen"
        ? jobs.value.find((j) =>
            /^AzureActiveDirectory(InvalidCredential|ExpiredCredentials|AuthenticationFailed)$/i.test(
              j.status.quarantine?.error?.code ?? j.status.lastExecution?.error?.code ?? "",
            ),
          )
        : undefined;
    if (job !== undefined) {
      const error = job.status.quarantine?.error ?? job.status.lastExecution?.error,
        codes = aadsts(error?.message ?? ""),
        policy = codes.find((c) => POLICY_CODES.includes(c));
      const account =
        accounts.state === "seen"
          ? accounts.value.find((a) => /^ADToAADSyncServiceAccount/i.test(liveUpnOf(a.userPrincipalName)))
          : undefined;
      const evidence: Evidence[] = [
        cite(
          `job ${job.templateId ?? job.id}: ${error?.code ?? ""}${codes.length > 0 ? ` (AADSTS${codes[0]})` : ""} since ${job.status.quarantine?.currentBegan ?? "?"}`,
          jobs,
        ),
        ...(account === undefined
          ? []
          : [
              cite(
                `${account.userPrincipalName}: ${account.deletedDateTime ? `deleted ${account.deletedDateTime}` : account.accountEnabled === false ? "disabled" : "there"}`,
                accounts,
              ),
            ]),
      ];
      const data = {
        account: pii(
          account === undefined ? "ADToAADSyncServiceAccount" : liveUpnOf(account.userPrincipalName),
          "sync account",
        ),
      };
      if (policy !== undefined || /AuthenticationFailed$/i.test(error?.code ?? ""))
        return {
          verdict: "fail",
          message: "policy",
          standing: "blocking",
          data: { ...data, policy: "a policy of the tenant", error: policy ?? error?.code ?? "" },
          evidence,
          suggests: [],
        };
      return {
        verdict: "fail",
        message: "secret",
        standing: "blocking",
        data: {
          ...data,
          meaning: /Expired/i.test(error?.code ?? "")
            ? "its password has expired"
            : "the account is gone or its secret is wrong",
        },
        evidence,
        suggests: [],
      };
    }
    if (connectors.state !== "seen") return { verdict: "skip", message: "fine" };
    const clouds = cloudConnectors(connectors.value),
      broken =
        runs.state === "seen"
          ? brokenRuns(
              runs.value,
              clouds.map((c) => c.Name),
            )
          : [];
    const passed =
        runs.state === "seen"
          ? lastSuccess(
              runs.value,
              clouds.map((c) => c.Name),
            )
          : "",
      since = broken.length > 0 ? "" : passed;
    // A refused sign-in that a good run or a good sign-in follows is over.
    const noise = eventsOf(log, DIRSYNC, [106, 109, 115, 655, 906], at, 6).filter((e) => e.TimeCreated > since),
      engineNoise = eventsOf(log, ENGINE, [6801, 6900], at, 6).filter((e) => e.TimeCreated > since);
    const names = clouds.map((c) => c.Account).filter((a): a is string => a !== undefined);
    const attempts =
      signIns.state === "seen"
        ? signInsOf(
            signIns.value,
            names.length > 0 ? names : accounts.state === "seen" ? accounts.value.map((a) => a.userPrincipalName) : [],
          ).filter((s) => hoursBetween(s.createdDateTime, at) <= 24)
        : [];
    const accepted =
      attempts
        .filter((s) => s.status.errorCode === 0)
        .map((s) => s.createdDateTime)
        .sort()
        .at(-1) ?? "";
    const failed = attempts.filter(
      (s) => s.status.errorCode !== 0 && s.createdDateTime > since && s.createdDateTime > accepted,
    );
    if (broken.length === 0 && noise.filter((e) => [906, 115, 655].includes(e.Id)).length === 0 && failed.length === 0)
      return { verdict: "pass", message: "fine" };
    const account = pii(names[0] ?? "the connector account", "sync account"),
      show = (): Evidence[] => [
        ...broken.slice(0, 2).map((r) => cite(`${r.RunProfileName} ${r.StartDate}: ${r.Result}`, runs)),
        ...failed
          .slice(0, 3)
          .map((s) =>
            cite(`sign-in ${s.createdDateTime}: error ${s.status.errorCode} ${s.status.failureReason ?? ""}`, signIns),
          ),
        ...noise.slice(0, 2).map((e) => cite(`${e.ProviderName} ${e.Id} at ${e.TimeCreated}`, events)),
      ];
    const principal = failed.find(
      (s) =>
        [700016, 7000112, 500011].includes(s.status.errorCode) &&
        names.every((n) => !n.toLowerCase().startsWith("sync_")),
    );
    const policyHit = failed.find(
        (s) => POLICY_CODES.includes(s.status.errorCode) || s.conditionalAccessStatus === "failure",
      ),
      secretHit = failed.find((s) => SECRET_CODES.includes(s.status.errorCode));
    const codes = [...noise, ...engineNoise].flatMap((e) => aadsts(e.Message)),
      certEnd = clouds.find(
        (c) => c.CertificateNotAfter !== undefined && Date.parse(c.CertificateNotAfter) < Date.parse(at),
      );
    const state =
      accounts.state === "seen"
        ? accounts.value.find((a) => names.some((n) => sameText(n, liveUpnOf(a.userPrincipalName))))
        : undefined;
    if (certEnd !== undefined && broken.length > 0)
      return {
        verdict: "fail",
        message: "certificate",
        standing: "blocking",
        data: { account, end: certEnd.CertificateNotAfter! },
        evidence: [
          cite(`certificate ${certEnd.CertificateThumbprint ?? ""} ended ${certEnd.CertificateNotAfter}`, connectors),
          ...show(),
        ],
        suggests: [],
      };
    if (principal !== undefined && broken.length > 0 && !secretHit)
      return {
        verdict: "fail",
        message: "principal",
        standing: "blocking",
        data: { app: principal.appId ?? "the sync application", error: principal.status.errorCode },
        evidence: show(),
        suggests: [],
      };
    const policyCode = policyHit?.status.errorCode ?? codes.find((c) => POLICY_CODES.includes(c)),
      policyName = (
        policyHit?.["appliedConditionalAccessPolicies"] as { displayName?: string; result?: string }[] | undefined
      )?.find((p) => p.result === "failure")?.displayName;
    if (policyCode !== undefined || policyHit !== undefined)
      return {
        verdict: "fail",
        message: "policy",
        standing: "blocking",
        data: {
          account,
          policy:
            policyName === undefined
              ? "a policy (conditional access, MFA or terms of use)"
              : `the policy ${policyName}`,
          error: policyCode ?? "conditional access",
        },
        evidence: show(),
        suggests: [],
      };
    // A token that wants a dialog: the account is enabled and its secret was accepted, so a second step is what stands in the way.
    if (broken.length === 0 && secretHit !== undefined) return { verdict: "skip", message: "fine" };
    const code = secretHit?.status.errorCode ?? codes.find((c) => SECRET_CODES.includes(c));
    if (code !== undefined || (state !== undefined && (state.accountEnabled === false || state.deletedDateTime)))
      return {
        verdict: "fail",
        message: "secret",
        standing: "blocking",
        data: {
          account,
          meaning: state?.deletedDateTime
            ? "the account was deleted"
            : state?.accountEnabled === false
              ? "the account is disabled"
              : code === 50055
                ? "its password has expired"
                : code === 50034
                  ? "there is no such account"
                  : `sign-in error ${code}`,
        },
        evidence: show(),
        suggests: [],
      };
    // Either the scheduler's own words for a token that wants a dialog, or the engine naming its account in a failed authentication.
    const dialog =
        noise.find((e) => e.Id === 906 && /\bGetSecurityToken\b/.test(e.Message)) ??
        engineNoise.find((e) => e.Id === 6900 && names.some((n) => n.includes("@") && e.Message.includes(n))),
      healthy = state !== undefined && state.accountEnabled !== false && !state.deletedDateTime;
    // Where no way to the engine's sign-in host is open nothing was asked of it, so no policy can have answered.
    const gates =
      probes.state === "seen" ? probes.value.filter((p) => /^login\.microsoftonline\.com$/i.test(p.Host)) : [];
    const unreached =
      gates.length > 0 && gates.every((p) => (p.Tcp !== "open" || p.Dns.length === 0) && p.ViaProxy?.Tcp !== "open");
    if (dialog !== undefined && !unreached && (healthy || state === undefined))
      return {
        verdict: "fail",
        message: "policy",
        standing: "blocking",
        proof: "timed",
        data: {
          account,
          policy: "a second step that wants a dialog (MFA, terms of use or conditional access)",
          error: `event ${dialog.Id}`,
        },
        evidence: show(),
        suggests: [],
      };
    return { verdict: "pass", message: "fine" };
  },
});
