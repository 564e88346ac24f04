/** The way of one account, link by link: Active Directory → connector space → metaverse → Entra connector space → tenant, with the link that is broken. */
import type { Chain, Fact, FactSet } from "../domain";
import { personOf } from "../identity/person";

export interface ChainLink {
  readonly link: "ad" | "connector-space" | "metaverse" | "entra-connector-space" | "tenant";
  /** `there`, `broken` (the first that is missing or in error), `beyond` (behind the break), `unknown` (could not be read). */
  readonly state: "there" | "broken" | "beyond" | "unknown";
  readonly text: string;
}
/** `ok` null: could not be read. */
interface Link {
  readonly link: ChainLink["link"];
  readonly ok: boolean | null;
  readonly yes: string;
  readonly no: string;
}

const adLink = (ad: FactSet["ad.user"]): Link => ({
  link: "ad",
  ok: ad.state === "unreadable" ? null : ad.state === "seen",
  yes: ad.state === "seen" ? ad.value.dn : "",
  no: "no such account in Active Directory",
});
function engineLinks(chain: Fact<Chain>): Link[] {
  const known = chain.state === "seen" ? chain.value : undefined;
  const adCs = known?.adCs ?? undefined;
  const entraCs = known?.entraCs ?? undefined;
  const error = entraCs?.ExportError?.ErrorType;
  const ok = (there: boolean): boolean | null => (chain.state === "unreadable" ? null : there);
  return [
    {
      link: "connector-space",
      ok: ok(adCs !== undefined),
      yes: adCs?.ConnectorName ?? "",
      no: "not in the AD connector space",
    },
    {
      link: "metaverse",
      ok: ok(known != null && known.mv !== null),
      yes: "joined or projected",
      no: "not in the metaverse",
    },
    {
      link: "entra-connector-space",
      ok: ok(entraCs !== undefined && error === undefined),
      yes: entraCs?.PendingExport === undefined ? "exported" : `pending export: ${entraCs.PendingExport}`,
      no: error === undefined ? "not in the Entra connector space" : `export error ${error}`,
    },
  ];
}
function tenantLink(facts: FactSet): Link {
  const cloud = facts["entra.user"];
  const seen = cloud.state === "seen" ? cloud.value : undefined;
  return {
    link: "tenant",
    ok:
      cloud.state === "unreadable"
        ? null
        : seen !== undefined && (facts["ad.user"].state !== "seen" || personOf(facts).isLinked),
    yes: seen?.userPrincipalName ?? "",
    no: seen === undefined ? "no such user in Entra" : `${seen.userPrincipalName} is there, not linked to this account`,
  };
}
/** Pure; for the card. A tenant without Entra Connect has the first and the last link only. */
export function chainOf(facts: FactSet): ChainLink[] {
  const connectors = facts["server.connectors"];
  const hasEngine = connectors.state === "unreadable" || (connectors.state === "seen" && connectors.value.length > 0);
  const links = [adLink(facts["ad.user"]), ...(hasEngine ? engineLinks(facts["cs.chain"]) : []), tenantLink(facts)];
  const broken = links.findIndex((l) => l.ok === false);
  return links.map(({ link, ok, yes, no }, i) => {
    if (ok === null) return { link, state: "unknown", text: "could not be read" };
    if (ok) return { link, state: "there", text: yes };
    return { link, state: i === broken ? "broken" : "beyond", text: no };
  });
}
