/** The log APIs. They are paced for the process (pacer.ts): each read says how long it would wait for its turn. */
import { seen, type DirectoryAudit, type Fact, type Facts, type SignIn } from "../domain";
import { eq, literal, url } from "./odata";
import { chunks, MOST } from "./search";
import { entra, many } from "./read";
import * as shape from "./shapes";
import type { GraphTransport } from "./transport";

const VIA = "GET /auditLogs/signIns";
const second = (iso: string): string => `${iso.slice(0, 19)}Z`;

/** Accounts in one filter. */
const CHUNK = 10;
/**
 * Sign-ins of the accounts, and of the applications, newest first. The two are different queries of beta (Graph reference §11.3).
 * An account that was not asked for must not read as one that never signed in: the accounts go ten to a request, and all of them go.
 */
export async function readSignIns(
  graph: GraphTransport,
  filter: { upns: string[]; sinceIso: string; peopleOnly?: boolean },
  patienceMs: number,
): Promise<Fact<SignIn[]>> {
  const read = async (types: string, ...more: string[]): Promise<Fact<SignIn[]>> => {
    const $filter = [`createdDateTime ge ${second(filter.sinceIso)}`, ...more, `signInEventTypes/any(t:${types})`];
    const path = url("/auditLogs/signIns", { $filter: $filter.join(" and "), $top: MOST });
    return many(await graph.log("beta", path, patienceMs), shape.signIn, VIA) as Fact<SignIn[]>;
  };
  const who = chunks(filter.upns, CHUNK).map((c) =>
    c.map((u) => eq("userPrincipalName", u.toLowerCase())).join(" or "),
  );
  const ofPeople = (w: string): Promise<Fact<SignIn[]>> =>
    read("t eq 'interactiveUser' or t eq 'nonInteractiveUser'", ...(w === "" ? [] : [`(${w})`]));
  const [people, apps] = await Promise.all([
    Promise.all((who.length === 0 ? [""] : who).map(ofPeople)),
    filter.peopleOnly === true ? undefined : read("t eq 'servicePrincipal'"),
  ]);
  const bad = people.find((f) => f.state === "unreadable");
  if (bad !== undefined) return bad;
  const all = [...people, apps].flatMap((f) => (f?.state === "seen" ? f.value : []));
  return seen(
    all.sort((a, b) => b.createdDateTime.localeCompare(a.createdDateTime)),
    entra(VIA),
  );
}

/** Changes of the objects in the directory. */
export async function readAudits(
  graph: GraphTransport,
  filter: { targetIds: string[]; sinceIso: string },
  patienceMs: number,
): Promise<Fact<DirectoryAudit[]>> {
  const targets = filter.targetIds
    .slice(0, 10)
    .map((id) => `targetResources/any(t:t/id eq ${literal(id)})`)
    .join(" or ");
  const $filter = `activityDateTime ge ${second(filter.sinceIso)}${targets === "" ? "" : ` and (${targets})`}`;
  const path = url("/auditLogs/directoryAudits", { $filter, $top: MOST });
  return many(await graph.log("v1.0", path, patienceMs), shape.audit, "GET /auditLogs/directoryAudits") as Fact<
    Facts["entra.audits"]
  >;
}
