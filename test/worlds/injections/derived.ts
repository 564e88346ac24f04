/** Causes of the other families under other circumstances: Cloud Sync instead of Connect, and an agent that is offline where the cloud alone proves the cause. */
import type { Injection } from "../injection";
import { connectors } from "./connectors";
import { attributes } from "./attributes";
import { matching } from "./matching";
import { people } from "./people";

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
  .filter((i) => EITHER_TOOL.has(i.code))
  .map((i) => ({ ...i, form: `${i.form}, under Cloud Sync`, wishes: { ...i.wishes, tool: "cloud-sync" } }));

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
