/**
 * The ranking rule of the root-cause vocabulary. First by standing: what is tied to this user and has shown itself, then what stops everybody,
 * then what is about this user but could not yet have shown itself, then what only hurts in general, then what is no fault at all.
 * Within one standing: a cause before its effects, upstream before downstream, then by confidence.
 */
import type { Confidence, Finding, RootCause, Standing } from "../domain";

const STANDING: Record<Standing, number> = { shown: 0, blocking: 1, expected: 2, degrading: 3, benign: 4 };
const CONFIDENCE: Record<Confidence, number> = { certain: 0, likely: 1, possible: 2 };

/** From the outermost to the innermost: a fault to the left hides one to the right. */
const UPSTREAM = [
  ["service-incident", "tenant-sync-disabled"],
  ["sync-version-retired", "prerequisite-missing"],
  [
    "software-interference",
    "encryption-key-inaccessible",
    "sync-service-logon-failed",
    "agent-account-unusable",
    "database-full",
    "database-unavailable",
    "host-setting-incompatible",
  ],
  ["sync-service-stopped", "provisioning-agent-inactive"],
  ["scheduler-suspended", "scheduler-disabled", "sync-cycle-stuck", "sync-in-progress"],
  [
    "clock-skew",
    "name-resolution-failure",
    "tls12-disabled",
    "tls-interception",
    "root-certificate-missing",
    "proxy-misconfigured",
    "endpoint-blocked",
  ],
  [
    "replication-disabled",
    "domain-controller-unreachable",
    "ad-connector-credentials",
    "service-principal-missing",
    "cloud-connector-blocked-by-policy",
    "cloud-connector-credentials",
  ],
  ["engine-misconfigured", "connector-schema-stale", "object-type-not-selected"],
  ["deletion-threshold-exceeded", "directory-quota-exceeded", "cloud-service-busy"],
  ["two-active-servers", "in-both-tools-scope", "staging-mode"],
  ["provisioning-permission", "provisioning-job-quarantined"],
  ["unsupported-object-type", "system-object"],
  ["deleted-on-premises", "ad-replication-lag"],
  ["domain-out-of-scope", "ou-out-of-scope", "provisioning-scope"],
  ["ad-permission-missing"],
  ["full-import-required"],
  ["not-in-pilot-group", "linked-mailbox-without-account", "filtered-by-rule", "required-attribute-missing"],
  ["source-of-authority-cloud", "exchange-attributes-cloud-managed", "unsupported-direction"],
  ["invalid-attribute-value", "attribute-too-large", "federated-domain-change"],
  [
    "anchor-conflict",
    "on-premises-duplicate",
    "wrong-match",
    "anchor-unusable",
    "match-blocked-by-admin-role",
    "hard-match-blocked",
  ],
  [
    "object-type-conflict",
    "guest-conflict",
    "soft-deleted-conflict",
    "anchor-mismatch",
    "orphaned-cloud-object",
    "duplicate-cloud-user",
    "soft-match-blocked",
  ],
  [
    "address-moved-in-one-cycle",
    "wrong-source-attribute",
    "synced-under-fallback-upn",
    "address-domain-unverified",
    "referenced-object-missing",
    "sign-in-name-not-updated",
    "cloud-override",
  ],
  ["quarantined-attribute"],
  [
    "mailbox-attributes-conflict",
    "password-hash-rights-missing",
    "password-change-required",
    "password-sync-filtered",
    "password-sync-stalled",
    "password-writeback-failing",
    "password-writeback-refused",
    "sign-in-agent-failing",
  ],
  ["sync-pending"],
  ["present-but-unlicensed", "sign-in-blocked", "external-address-confusion"],
  ["false-alarm", "already-synced", "user-not-found", "agent-offline", "undetermined"],
] as const satisfies readonly (readonly RootCause[])[];
type Ranked = (typeof UPSTREAM)[number][number];
const PLACE: ReadonlyMap<RootCause, number> = new Map(
  UPSTREAM.flatMap((codes, i) => codes.map((c, j): [RootCause, number] => [c, i + j / 100])),
);
/** Smaller is further upstream. Its parameter's type refuses a vocabulary with a code that has no place. */
const placeOf = (code: Ranked | undefined): number => (code === undefined ? Infinity : (PLACE.get(code) ?? Infinity));

/** Findings that blame a code, ranked, one for each code (the strongest; its evidence is joined with the others'). */
export function rank(findings: readonly Finding[]): Finding[] {
  const blaming = findings.filter((f) => f.code !== undefined && (f.verdict === "fail" || f.verdict === "warn"));
  const sorted = [...blaming].sort(
    (a, b) =>
      STANDING[a.standing ?? "shown"] - STANDING[b.standing ?? "shown"] ||
      placeOf(a.code) - placeOf(b.code) ||
      CONFIDENCE[a.confidence ?? "certain"] - CONFIDENCE[b.confidence ?? "certain"] ||
      a.check.localeCompare(b.check),
  );
  const byCode = new Map<RootCause, Finding>();
  for (const f of sorted) {
    const first = byCode.get(f.code!);
    if (first === undefined) byCode.set(f.code!, f);
    else
      byCode.set(f.code!, {
        ...first,
        evidence: [...first.evidence, ...f.evidence.filter((e) => !first.evidence.some((x) => x.text === e.text))],
      });
  }
  const real = [...byCode.values()];
  // A verdict that nothing is wrong does not stand beside one that something of this user is.
  const faulty = real.some((f) => f.standing !== "benign" && f.standing !== "degrading");
  return faulty ? real.filter((f) => f.code !== "already-synced" && f.code !== "user-not-found") : real;
}
