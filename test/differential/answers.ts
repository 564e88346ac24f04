/** The questions that both sides answer about one sample, and how two answers are compared. */
import type { Sample } from "./sample";

export interface Projected {
  readonly joins: boolean;
  readonly failed: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly leaves: boolean;
}
export interface Answers {
  /** "domain" or "ou" where it is left out, else the connector that reads it. */
  readonly place: (sample: Sample) => unknown;
  readonly clause: (sample: Sample) => unknown;
  readonly expression: (sample: Sample) => unknown;
  readonly projection: (sample: Sample) => Projected;
  readonly anchor: (sample: Sample) => unknown;
  readonly signInName: (sample: Sample) => unknown;
  readonly isProtected: (sample: Sample) => unknown;
}
export interface Difference {
  readonly rule: string;
  readonly product: string;
  readonly witness: string;
  readonly about: string;
}
/** Metaverse attributes that decide presence. */
const DECIDING = ["sourceAnchor", "userPrincipalName", "accountEnabled", "cloudFiltered", "cloudMastered"];
/** An empty text or list is no value. */
const plain = (value: unknown): string =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0)
    ? "nothing"
    : JSON.stringify(value);

/** Every rule on which the two sides differ for this sample. */
export function differencesOn(sample: Sample, product: Answers, witness: Answers): Difference[] {
  const differences: Difference[] = [];
  const compare = (rule: string, ours: unknown, theirs: unknown, about: string): void => {
    if (plain(ours) !== plain(theirs)) differences.push({ rule, product: plain(ours), witness: plain(theirs), about });
  };
  const { clause, ad, world } = sample;
  for (const rule of ["place", "anchor", "signInName", "isProtected"] as const)
    compare(
      rule,
      product[rule](sample),
      witness[rule](sample),
      JSON.stringify({
        ad,
        ...(rule === "place" ? { connectors: world.premises.connectors } : { settings: world.premises.globalSettings }),
      }),
    );
  compare(`clause ${clause.Operator}`, product.clause(sample), witness.clause(sample), JSON.stringify({ clause, ad }));
  compare(
    "expression",
    product.expression(sample),
    witness.expression(sample),
    `${sample.expression} on ${JSON.stringify(ad)}`,
  );
  const [p, w] = [product.projection(sample), witness.projection(sample)];
  const about = JSON.stringify({ ad, settings: world.premises.globalSettings, rules: world.premises.syncRules });
  compare("joins", p.joins, w.joins, about);
  if (!p.joins || !w.joins) return differences;
  compare("rule error", p.failed, w.failed, about);
  if (p.failed || w.failed) return differences;
  for (const name of DECIDING) compare(`flow ${name}`, p.attributes[name], w.attributes[name], about);
  compare("outbound", p.leaves, w.leaves, about);
  return differences;
}
