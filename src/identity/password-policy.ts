/** The password policy of Active Directory that holds for one account: a fine-grained one, or its domain's. */
import { cite, told, valueOr, type AdObject, type Evidence, type FactSet } from "../domain";
import { domainDnOf, sameDn } from "./dn";

export interface PasswordPolicy {
  /** Where it stands: the DN of the domain, or of the fine-grained policy. */
  readonly dn: string;
  /** How old a password must be before it may be changed again, ms; undefined where it was not read. */
  readonly minAgeMs: number | undefined;
  /** How many former passwords are remembered. */
  readonly history: number | undefined;
  readonly minLength: number | undefined;
  readonly evidence: Evidence;
}
type PolicyFacts = Pick<FactSet, "ad.containers" | "ad.related">;

/** Undefined where neither the domain root nor the account's own policy was read. */
export function passwordPolicyOf(ad: AdObject, facts: PolicyFacts): PasswordPolicy | undefined {
  const own = fineGrainedOf(ad, valueOr(facts["ad.related"], []));
  if (own !== undefined)
    return policyIn(own, facts["ad.related"], {
      age: "msDS-MinimumPasswordAge",
      history: "msDS-PasswordHistoryLength",
      length: "msDS-MinimumPasswordLength",
    });
  // Another policy holds, and it was not read: the domain's says nothing then.
  if (typeof ad["msDS-ResultantPSO"] === "string" && ad["msDS-ResultantPSO"] !== "") return undefined;
  const domain = valueOr(facts["ad.containers"], []).find((c) => sameDn(c.dn, domainDnOf(ad.dn)));
  return domain === undefined
    ? undefined
    : policyIn(domain, facts["ad.containers"], {
        age: "minPwdAge",
        history: "pwdHistoryLength",
        length: "minPwdLength",
      });
}
/** The one that AD says is in force, else the one of the lowest precedence among those that apply to the account or one of its groups; to the account itself first. */
function fineGrainedOf(ad: AdObject, related: readonly AdObject[]): AdObject | undefined {
  const policies = related.filter((o) => o.objectClass.some((c) => /^msDS-PasswordSettings$/i.test(c)));
  const resultant = ad["msDS-ResultantPSO"];
  if (typeof resultant === "string") return policies.find((p) => sameDn(p.dn, resultant));
  const applying = (dns: readonly string[]): AdObject | undefined =>
    policies
      .filter((p) => textsOf(p["msDS-PSOAppliesTo"]).some((to) => dns.some((dn) => sameDn(dn, to))))
      .sort((a, b) => Number(a["msDS-PasswordSettingsPrecedence"]) - Number(b["msDS-PasswordSettingsPrecedence"]))[0];
  return applying([ad.dn]) ?? applying(ad.memberOf ?? []);
}
const textsOf = (v: unknown): string[] =>
  (Array.isArray(v) ? v : [v]).filter((x): x is string => typeof x === "string");

function policyIn(
  object: AdObject,
  from: PolicyFacts[keyof PolicyFacts],
  names: { readonly age: string; readonly history: string; readonly length: string },
): PasswordPolicy {
  const values = Object.values(names).flatMap((n) => (object[n] === undefined ? [] : [`${n} ${String(object[n])}`]));
  return {
    dn: object.dn,
    minAgeMs: spanMs(object[names.age]),
    history: numberOf(object[names.history]),
    minLength: numberOf(object[names.length]),
    evidence: cite(
      told("{dn}: {values}", {
        dn: object.dn,
        values:
          values.length > 0
            ? values.join(", ")
            : { en: "no password policy was read", de: "keine Kennwortrichtlinie gelesen" },
      }),
      from,
    ),
  };
}
const numberOf = (v: unknown): number | undefined =>
  v === undefined || v === null || v === "" || Number.isNaN(Number(v)) ? undefined : Number(v);

const TIMESPAN = /^-?(?:(\d+)[.:])?(\d{1,2}):(\d{2}):(\d{2})$/;
/** A span as PowerShell writes it (`1.00:00:00`) or as AD stores it (100 ns, negative), ms. */
export function spanMs(v: unknown): number | undefined {
  const [whole, days = "0", hours = "0", minutes = "0", seconds = "0"] = TIMESPAN.exec(String(v ?? "")) ?? [];
  if (whole !== undefined)
    return (((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  const ticks = numberOf(v);
  return ticks === undefined ? undefined : Math.abs(ticks) / 10_000;
}
