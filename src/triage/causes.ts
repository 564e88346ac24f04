/** Each root cause with its mechanism: where it stops an object, whom it hits, and which complaints it explains although the object has arrived. */
import type { RootCause, Stage, Topic } from "../domain";

export interface Mechanism {
  /** The first and the last stage at which it can stop an object. */
  readonly stops: readonly [Stage, Stage];
  /** Everybody behind it, or this object alone; `none` where nothing is broken. */
  readonly hits: "all" | "one" | "none";
  /** Complaints that it explains although the object itself has arrived. */
  readonly topics: readonly Topic[];
  /** What it commonly brings about: those yield to it. */
  readonly brings?: readonly RootCause[];
}
/** What does not follow while changes do not arrive. */
const CHANGES: readonly Topic[] = [
  "missing",
  "double",
  "removed",
  "name",
  "address",
  "value",
  "mailbox",
  "licence",
  "group",
  "list",
  "device",
  "engine",
];
/** The same, and hashes, which take their own way out of the same server. */
const AND_HASHES: readonly Topic[] = [...CHANGES, "password", "sign-in"];
const ANY: readonly Topic[] = [...AND_HASHES, "writeback"];
const PRESENCE: readonly Topic[] = ["missing", "double", "removed", "group", "list", "device"];
/** Of one object that took another's place, or shares it: what people see of either is wrong. */
const IDENTITY: readonly Topic[] = [
  "missing",
  "double",
  "removed",
  "name",
  "address",
  "value",
  "mailbox",
  "licence",
  "sign-in",
  "password",
  "group",
  "list",
];
const VALUES: readonly Topic[] = ["missing", "double", "name", "address", "value", "mailbox", "list", "sign-in"];

const engine = (
  topics: readonly Topic[],
  brings: readonly RootCause[] = [],
  stops: Mechanism["stops"] = ["import", "cloud-object"],
): Mechanism => ({ stops, hits: "all", topics, brings });
const one = (from: Stage, through: Stage, topics: readonly Topic[], brings: readonly RootCause[] = []): Mechanism => ({
  stops: [from, through],
  hits: "one",
  topics,
  brings,
});
const well = (topics: readonly Topic[]): Mechanism => ({ stops: ["ad", "ad"], hits: "none", topics });

const STOPPED: readonly RootCause[] = ["sync-service-stopped", "provisioning-agent-inactive"];
const NETWORK: readonly RootCause[] = [
  "domain-controller-unreachable",
  "ad-connector-credentials",
  "cloud-connector-credentials",
  "cloud-connector-blocked-by-policy",
  "provisioning-agent-inactive",
  "provisioning-job-quarantined",
  "password-sync-stalled",
  "password-writeback-failing",
  "sign-in-agent-failing",
];
const CLASH: readonly RootCause[] = ["quarantined-attribute", "duplicate-cloud-user", "present-but-unlicensed"];

/** From the outermost to the innermost: a fault above hides one below. */
const UPSTREAM = [
  ["service-incident", engine([...ANY])],
  ["tenant-sync-disabled", engine(AND_HASHES)],
  ["sync-version-retired", engine(ANY, ["cloud-connector-credentials"])],
  ["prerequisite-missing", engine(ANY, STOPPED)],
  ["software-interference", engine(ANY, [...STOPPED, "sync-service-logon-failed", "password-writeback-failing"])],
  ["encryption-key-inaccessible", engine(ANY, STOPPED)],
  ["sync-service-logon-failed", engine(ANY, STOPPED)],
  ["agent-account-unusable", engine(ANY, [...STOPPED, "provisioning-job-quarantined", "provisioning-permission"])],
  ["database-full", engine(ANY, [...STOPPED, "database-unavailable"])],
  ["database-unavailable", engine(ANY, STOPPED)],
  ["host-setting-incompatible", engine(ANY, [...STOPPED, "password-sync-stalled", "password-writeback-failing"])],
  ["sync-service-stopped", engine(ANY, ["password-sync-stalled"])],
  ["provisioning-agent-inactive", engine(ANY, ["provisioning-job-quarantined"])],
  ["scheduler-suspended", engine(CHANGES)],
  ["scheduler-disabled", engine(CHANGES)],
  ["sync-cycle-stuck", engine(CHANGES)],
  ["sync-in-progress", engine(CHANGES, ["sync-pending"])],
  ["clock-skew", engine(ANY, NETWORK)],
  ["name-resolution-failure", engine(ANY, NETWORK)],
  ["tls12-disabled", engine(ANY, NETWORK)],
  ["tls-interception", engine(ANY, NETWORK)],
  ["root-certificate-missing", engine(ANY, NETWORK)],
  ["proxy-misconfigured", engine(ANY, NETWORK)],
  ["endpoint-blocked", engine(ANY, [...NETWORK, "ad-replication-lag", "database-unavailable", "sync-service-stopped"])],
  ["replication-disabled", engine(ANY, ["ad-replication-lag"], ["import", "import"])],
  ["domain-controller-unreachable", engine(ANY, [], ["import", "import"])],
  ["ad-connector-credentials", engine(ANY, [], ["import", "import"])],
  ["service-principal-missing", engine(ANY, ["cloud-connector-credentials", "provisioning-job-quarantined"])],
  ["cloud-connector-blocked-by-policy", engine(ANY, ["provisioning-job-quarantined", "scheduler-suspended"])],
  ["cloud-connector-credentials", engine(ANY, ["provisioning-job-quarantined"])],
  ["engine-misconfigured", engine(ANY, ["sync-service-stopped"], ["import", "values"])],
  ["connector-schema-stale", engine(CHANGES, [], ["import", "values"])],
  ["object-type-not-selected", one("import", "import", [...PRESENCE, "value"])],
  ["deletion-threshold-exceeded", engine(CHANGES, [], ["export", "cloud-object"])],
  ["directory-quota-exceeded", engine(CHANGES, [], ["export", "cloud-object"])],
  ["cloud-service-busy", engine(CHANGES, [], ["export", "cloud-object"])],
  ["two-active-servers", engine(ANY, ["anchor-mismatch"], ["export", "values"])],
  ["in-both-tools-scope", one("export", "values", [...VALUES, "removed", "group"])],
  ["staging-mode", engine(ANY, ["sync-pending", "password-sync-stalled"], ["export", "cloud-object"])],
  ["provisioning-permission", engine(ANY, ["provisioning-job-quarantined"])],
  ["provisioning-job-quarantined", engine(ANY)],
  ["unsupported-object-type", one("import", "cloud-object", [...PRESENCE, "sign-in"], ["ou-out-of-scope"])],
  ["system-object", one("import", "cloud-object", [...PRESENCE, "sign-in"])],
  ["deleted-on-premises", one("ad", "cloud-object", [...IDENTITY], ["orphaned-cloud-object"])],
  ["ad-replication-lag", one("import", "values", AND_HASHES, ["sync-pending"])],
  ["domain-out-of-scope", one("import", "cloud-object", [...PRESENCE, "value"])],
  ["ou-out-of-scope", one("import", "cloud-object", [...PRESENCE, "value"])],
  ["provisioning-scope", one("import", "cloud-object", [...PRESENCE, "value"])],
  ["ad-permission-missing", one("import", "values", ANY)],
  ["full-import-required", one("import", "values", CHANGES)],
  ["not-in-pilot-group", one("import", "cloud-object", PRESENCE)],
  ["linked-mailbox-without-account", one("join", "cloud-object", [...PRESENCE, "mailbox"])],
  ["filtered-by-rule", one("join", "values", [...CHANGES, "password"])],
  [
    "required-attribute-missing",
    one("join", "values", [...CHANGES, "sign-in"], ["duplicate-cloud-user", "present-but-unlicensed"]),
  ],
  ["source-of-authority-cloud", one("export", "values", ANY)],
  ["exchange-attributes-cloud-managed", one("values", "services", ["missing", "address", "value", "mailbox", "list"])],
  ["unsupported-direction", one("ad", "lists", [...CHANGES, "writeback"])],
  ["invalid-attribute-value", one("join", "values", [...CHANGES, "sign-in"], [...CLASH, "synced-under-fallback-upn"])],
  ["attribute-too-large", one("join", "values", [...CHANGES, "sign-in"])],
  ["federated-domain-change", one("export", "values", VALUES, ["sign-in-name-not-updated"])],
  ["anchor-conflict", one("join", "cloud-object", IDENTITY, CLASH)],
  ["on-premises-duplicate", one("export", "values", IDENTITY, CLASH)],
  ["wrong-match", one("join", "values", IDENTITY, CLASH)],
  ["anchor-unusable", one("join", "cloud-object", IDENTITY, CLASH)],
  ["match-blocked-by-admin-role", one("export", "values", IDENTITY, CLASH)],
  ["hard-match-blocked", one("export", "values", IDENTITY, CLASH)],
  ["object-type-conflict", one("export", "values", IDENTITY, CLASH)],
  ["guest-conflict", one("export", "values", IDENTITY, CLASH)],
  ["soft-deleted-conflict", one("export", "values", IDENTITY, CLASH)],
  ["anchor-mismatch", one("export", "values", IDENTITY, CLASH)],
  ["orphaned-cloud-object", one("ad", "values", IDENTITY, CLASH)],
  ["duplicate-cloud-user", one("export", "values", IDENTITY, CLASH)],
  ["soft-match-blocked", one("export", "values", IDENTITY, CLASH)],
  ["address-moved-in-one-cycle", one("export", "values", VALUES, ["quarantined-attribute"])],
  ["wrong-source-attribute", one("values", "values", VALUES)],
  [
    "synced-under-fallback-upn",
    one("values", "values", [...VALUES, "password", "licence"], ["present-but-unlicensed"]),
  ],
  ["address-domain-unverified", one("values", "values", VALUES)],
  ["referenced-object-missing", one("values", "lists", ["missing", "value", "group", "list"])],
  ["sign-in-name-not-updated", one("values", "values", VALUES)],
  ["cloud-override", one("values", "sign-in", [...VALUES, "password", "group"])],
  ["quarantined-attribute", one("export", "values", IDENTITY)],
  [
    "mailbox-attributes-conflict",
    one("values", "lists", ["missing", "address", "value", "mailbox", "licence", "list"]),
  ],
  ["password-hash-rights-missing", one("sign-in", "sign-in", ["password", "sign-in"], ["password-sync-stalled"])],
  ["password-change-required", one("sign-in", "sign-in", ["password", "sign-in"])],
  ["password-sync-filtered", one("sign-in", "sign-in", ["password", "sign-in"], ["password-sync-stalled"])],
  ["password-sync-stalled", one("sign-in", "sign-in", ["password", "sign-in"])],
  ["password-writeback-failing", one("sign-in", "sign-in", ["writeback", "password", "sign-in"])],
  ["password-writeback-refused", one("sign-in", "sign-in", ["writeback", "password", "sign-in"])],
  ["sign-in-agent-failing", one("sign-in", "sign-in", ["sign-in", "password"])],
  ["sync-pending", one("import", "lists", [...CHANGES, "password"])],
  ["present-but-unlicensed", one("services", "services", ["missing", "mailbox", "licence", "list", "address"])],
  ["sign-in-blocked", one("sign-in", "sign-in", ["missing", "sign-in", "password", "list", "mailbox", "licence"])],
  ["external-address-confusion", one("lists", "lists", ["missing", "double", "address", "list", "mailbox", "sign-in"])],
  ["false-alarm", well(ANY)],
  ["already-synced", well(ANY)],
  ["user-not-found", well(ANY)],
  ["agent-offline", well([])],
  ["undetermined", well([])],
] as const satisfies readonly (readonly [RootCause, Mechanism])[];

type Placed = (typeof UPSTREAM)[number][0];
const TABLE: ReadonlyMap<RootCause, { readonly place: number; readonly mechanism: Mechanism }> = new Map(
  UPSTREAM.map(([code, mechanism], place): [RootCause, { place: number; mechanism: Mechanism }] => [
    code,
    { place, mechanism },
  ]),
);
const NONE: Mechanism = { stops: ["ad", "ad"], hits: "none", topics: [] };
/** How a cause works. Its parameter's type refuses a vocabulary with a code that has no row. */
export const mechanismOf = (code: Placed): Mechanism => TABLE.get(code)?.mechanism ?? NONE;
/** Smaller is further upstream. */
export const placeOf = (code: Placed | undefined): number =>
  code === undefined ? Infinity : (TABLE.get(code)?.place ?? Infinity);
