/** Chapters one to five: how sync works, the way to the cloud, the services, the server, the cycles. */
import { chapter, looked } from "./node";

export const howItWorks = chapter(
  "basics",
  "How an account reaches the cloud",
  looked(
    "basics.person",
    [
      "user-not-found",
      "deleted-on-premises",
      "external-address-confusion",
      "unsupported-object-type",
      "agent-offline",
      "undetermined",
    ],
    "basics.scope",
    {
      title: "The person exists on at least one side",
      says: "Before anything else: which AD account and which cloud account is this about? Deleted items of both sides count too.",
      see: [
        "Get-ADUser -Filter \"userPrincipalName -eq '<upn>'\" -Properties *",
        "Entra admin center › Users › All users, and › Deleted users",
      ],
    },
  ),
  looked(
    "basics.scope",
    [
      "domain-out-of-scope",
      "ou-out-of-scope",
      "not-in-pilot-group",
      "filtered-by-rule",
      "system-object",
      "object-type-not-selected",
      "linked-mailbox-without-account",
      "provisioning-scope",
      "full-import-required",
      "sync-pending",
      "ad-replication-lag",
    ],
    "network.ports",
    {
      title: "The object is in scope and the engine has read it",
      says: "An object goes from AD through the connector space and the metaverse to the Entra connector space. This names the link at which it stops and the setting that stops it.",
      see: [
        "Synchronization Service Manager › Connectors › Search Connector Space",
        "Entra Connect wizard › Customize synchronization options › Domain and OU filtering",
      ],
      now: "Users take mS-DS-ConsistencyGuid as their sourceAnchor since build 1.1.524; objectGUID only fills it once.",
    },
  ),
);

export const network = chapter(
  "network",
  "The way from the server to the cloud",
  looked("network.ports", ["endpoint-blocked"], "network.urls", {
    title: "The required outbound ports are open",
    says: "The server itself opens TCP 443 (and 80 for certificate revocation lists) outwards; nothing has to be let in.",
    see: ["Test-NetConnection login.microsoftonline.com -Port 443"],
    now: "8080 is optional and only for agents; plain Connect Sync does not use it.",
  }),
  looked("network.urls", ["name-resolution-failure"], "network.test", {
    title: "The required host names resolve",
    says: "A name that resolves to nothing or to a sinkhole looks like an outage, and only on this server.",
    see: ["Resolve-DnsName adminwebservice.microsoftonline.com", "Resolve-DnsName login.microsoftonline.com"],
    now: "graph.windows.net is retired and failing there is normal; graph.microsoft.com, login.microsoftonline.com and adminwebservice.microsoftonline.com are what counts. *.servicebus.windows.net is for the Cloud Sync and pass-through agents and for password writeback.",
  }),
  looked("network.test", ["tls12-disabled", "root-certificate-missing", "clock-skew"], "network.interception", {
    title: "A secure connection can be made from the server",
    says: "Each endpoint is probed in steps - name, port, TLS, HTTP - so that the first failing step is named, and not only that it fails.",
    see: [
      "curl.exe -sv https://adminwebservice.microsoftonline.com/ProvisioningService.svc (any HTTP answer is good)",
      "w32tm /stripchart /computer:time.windows.com /samples:3",
    ],
  }),
  looked("network.interception", ["proxy-misconfigured", "tls-interception"], "services.sync", {
    title: "No proxy and no inspection stands in the way",
    says: "The engine reads its proxy from machine.config, not from Windows. Inspection of TLS is not supported and shows in the issuer of the certificate.",
    see: [
      "netsh winhttp show proxy",
      "notepad C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\Config\\machine.config (defaultProxy)",
      "The proxy's log for the server's address",
    ],
  }),
);

export const services = chapter(
  "services",
  "The services on both ends",
  looked("services.sync", ["sync-service-stopped", "provisioning-agent-inactive"], "services.cloud", {
    title: "The synchronization service runs",
    says: "While ADSync (Connect Sync) or the provisioning agent (Cloud Sync) is stopped, nobody at all is synchronized.",
    see: ["Get-Service ADSync, AADConnectProvisioningAgent"],
  }),
  looked(
    "services.cloud",
    ["service-incident", "tenant-sync-disabled", "directory-quota-exceeded", "cloud-service-busy"],
    "server.permissions",
    {
      title: "Microsoft's side is healthy and lets this tenant sync",
      says: "An open incident, a switched-off tenant setting or a full directory stops healthy servers too.",
      see: [
        "Microsoft 365 admin center › Health › Service health",
        "Entra admin center › Identity › Hybrid management › Microsoft Entra Connect",
      ],
    },
  ),
);

export const server = chapter(
  "server",
  "The sync server's set-up",
  looked(
    "server.permissions",
    ["ad-permission-missing", "password-hash-rights-missing", "provisioning-permission"],
    "server.accounts",
    {
      title: "The accounts have the rights that they need",
      says: "The connector account must read the object and, for the sourceAnchor, write one attribute. Inheritance that is off on an account keeps delegated rights away from it.",
      see: ["Get-ADSyncADConnectorAccount", 'dsacls "<distinguished name>"'],
    },
  ),
  looked(
    "server.accounts",
    [
      "sync-service-logon-failed",
      "encryption-key-inaccessible",
      "ad-connector-credentials",
      "cloud-connector-credentials",
      "cloud-connector-blocked-by-policy",
      "agent-account-unusable",
      "service-principal-missing",
    ],
    "server.certificates",
    {
      title: "Each of the three accounts can log on",
      says: "The service's account, the AD connector's account and the identity in the cloud are three different things; each fails in its own way.",
      see: [
        "Get-CimInstance Win32_Service -Filter \"Name='ADSync'\" | Select StartName, State, ExitCode",
        "Synchronization Service Manager › Operations (no-start-credentials)",
        "Entra admin center › Sign-in logs, filtered by the sync account",
      ],
      now: "Since build 2.5.76.0 the cloud identity is an application with a certificate; the older Sync_ user is on its way out.",
    },
  ),
  looked("server.certificates", ["root-certificate-missing"], "server.prerequisites", {
    title: "The trusted root certificates are there",
    says: "An issuer that is right but not trusted on this machine means that a root is missing, not that somebody listens in.",
    see: ["certlm.msc › Trusted Root Certification Authorities"],
  }),
  looked(
    "server.prerequisites",
    [
      "prerequisite-missing",
      "sync-version-retired",
      "database-full",
      "database-unavailable",
      "host-setting-incompatible",
      "connector-schema-stale",
    ],
    "server.software",
    {
      title: "Version, operating system, .NET and database are fit",
      says: "Builds end on fixed days. The local database has a limit of 10 GB. Some host settings break the engine although they look unrelated.",
      see: [
        "(Get-Item (Get-ItemProperty 'HKLM:\\SOFTWARE\\Microsoft\\Azure AD Connect').WizardPath).VersionInfo.ProductVersion",
        "Get-ADSyncDatabaseConfiguration",
      ],
    },
  ),
  looked(
    "server.software",
    ["software-interference", "engine-misconfigured", "two-active-servers", "in-both-tools-scope"],
    "cycles.status",
    {
      title: "No other software and no policy stops it",
      says: "Security products, group policies that take away a logon right, a second active server, or a half-finished upgrade.",
      see: ["gpresult /h report.html", "Event Viewer › System and Application around the time of the failure"],
    },
  ),
);

export const cycles = chapter(
  "cycles",
  "The sync cycles",
  looked(
    "cycles.status",
    ["scheduler-disabled", "scheduler-suspended", "staging-mode", "sync-in-progress", "sync-cycle-stuck"],
    "cycles.delta",
    {
      title: "Cycles run and end",
      says: "The scheduler must be on, not suspended by an open wizard, and the server must not be in staging mode, in which it exports nothing.",
      see: ["Get-ADSyncScheduler", "Get-ADSyncConnectorRunStatus"],
    },
  ),
  looked("cycles.delta", ["sync-pending"], "cycles.results", {
    title: "The last cycle is newer than the change",
    says: "A change made after the last import is simply not due yet. A delta cycle takes it along at once.",
    see: ["Start-ADSyncSyncCycle -PolicyType Delta"],
  }),
  looked(
    "cycles.results",
    ["deletion-threshold-exceeded", "cloud-service-busy", "domain-controller-unreachable", "replication-disabled"],
    "cycles.messages",
    {
      title: "The last runs ended well",
      says: "Each run has a result word and, inside, errors by object. Success also stands there when a value was quarantined in the cloud.",
      see: ["Get-ADSyncRunProfileResult -NumberRequested 12", "Synchronization Service Manager › Operations"],
    },
  ),
  looked(
    "cycles.messages",
    ["referenced-object-missing", "federated-domain-change", "attribute-too-large", "address-moved-in-one-cycle"],
    "objects.attributes",
    {
      title: "No failure message names this person",
      says: "Export errors carry a code and often the object that is in the way; this looks for those of this person.",
      see: ["Event Viewer › Application › source ADSync, event 6941"],
    },
  ),
);
