/** Causes of the other families under other circumstances: Cloud Sync instead of Connect, and an agent that is offline where the cloud alone proves the cause. */
import type { Injection } from "../injection";
import { connectors } from "./connectors";
import { attributes } from "./attributes";
import { matching } from "./matching";
import { people } from "./people";
import { scope } from "./scope";

/** Causes that keep the person out before the cloud compares any value. */
const UPSTREAM = new Set(["ou-out-of-scope", "domain-out-of-scope", "not-in-pilot-group", "filtered-by-rule"]);
/** What the service decides by itself, whichever tool sends. */
const EITHER_TOOL = new Set([
  "match-blocked-by-admin-role",
  "soft-match-blocked",
  "object-type-conflict",
  "guest-conflict",
  "on-premises-duplicate",
  "quarantined-attribute",
  "anchor-unusable",
]);
export const underCloudSync: readonly Injection[] = matching
  .filter((i) => EITHER_TOOL.has(i.code) && i.wishes?.anchor === undefined)
  .map((i) => ({ ...i, form: `${i.form}, under Cloud Sync`, wishes: { ...i.wishes, tool: "cloud-sync" } }));

/** A second thing is wrong with the same person, further down: it could not yet have shown itself. */
export const withDownstream: readonly Injection[] = scope
  .filter((i) => UPSTREAM.has(i.code))
  .map((i) => ({
    ...i,
    form: `${i.form}, and an address is taken`,
    make: (d) => {
      const answer = i.make(d),
        { about } = answer;
      if (about === null || about.entry["mail"] === undefined) return answer;
      const alias = `smtp:taken.${d.rng.below(900)}@${d.tenant.domain}`,
        other = d.colleague(about);
      d.setAside(other);
      for (const p of [other, about])
        d.change(p, { proxyAddresses: [...((p.entry["proxyAddresses"] as string[] | undefined) ?? []), alias] });
      return answer;
    },
  }));

/** What Graph shows without any look at the server. */
const SHOWN_BY_CLOUD = new Set([
  "quarantined-attribute",
  "present-but-unlicensed",
  "source-of-authority-cloud",
  "external-address-confusion",
  "tenant-sync-disabled",
]);
export const withoutAgent: readonly Injection[] = [...matching, ...attributes, ...people, ...connectors]
  .filter((i) => SHOWN_BY_CLOUD.has(i.code))
  .map((i) => ({
    ...i,
    form: `${i.form}, and the agent is offline`,
    make: (d) => {
      const answer = i.make(d);
      d.premises.agent.online = false;
      return { ...answer, ...(answer.about === null ? {} : { name: answer.name ?? d.upn(answer.about) }) };
    },
  }));
