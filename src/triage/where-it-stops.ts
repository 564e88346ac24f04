/** The way of one account, link by link: Active Directory → connector space → metaverse → Entra connector space → tenant, with the link that is broken. */
import { isLinked } from "../identity/legacy";
import type { FactSet } from "../domain";

export interface ChainLink {
  readonly link: "ad" | "connector-space" | "metaverse" | "entra-connector-space" | "tenant";
  /** `there`, `broken` (the first that is missing or in error), `beyond` (behind the break), `unknown` (could not be read). */
  readonly state: "there" | "broken" | "beyond" | "unknown";
  readonly text: string;
}
/** Pure; for the card. A tenant without Entra Connect has the first and the last link only. */
export function chainOf(facts: FactSet): ChainLink[] {
  const ad = facts["ad.user"],
    chain = facts["cs.chain"],
    cloud = facts["entra.user"],
    connectors = facts["server.connectors"];
  const engine = connectors.state === "unreadable" || (connectors.state === "seen" && connectors.value.length > 0);
  const c = chain.state === "seen" ? chain.value : null,
    error = c?.entraCs?.ExportError?.ErrorType;
  const readable = chain.state !== "unreadable";
  const raw: { link: ChainLink["link"]; ok: boolean | null; yes: string; no: string }[] = [
    {
      link: "ad",
      ok: ad.state === "unreadable" ? null : ad.state === "seen",
      yes: ad.state === "seen" ? ad.value.dn : "",
      no: "no such account in Active Directory",
    },
    ...(engine
      ? [
          {
            link: "connector-space" as const,
            ok: readable ? c !== null && c.adCs !== null : null,
            yes: c?.adCs?.ConnectorName ?? "",
            no: "not in the AD connector space",
          },
          {
            link: "metaverse" as const,
            ok: readable ? c !== null && c.mv !== null : null,
            yes: "joined or projected",
            no: "not in the metaverse",
          },
          {
            link: "entra-connector-space" as const,
            ok: readable ? c !== null && c.entraCs !== null && error === undefined : null,
            yes: c?.entraCs?.PendingExport === undefined ? "exported" : `pending export: ${c.entraCs.PendingExport}`,
            no: error === undefined ? "not in the Entra connector space" : `export error ${error}`,
          },
        ]
      : []),
    {
      link: "tenant",
      ok:
        cloud.state === "unreadable"
          ? null
          : cloud.state === "seen" && (ad.state !== "seen" || isLinked(ad.value, cloud)),
      yes: cloud.state === "seen" ? cloud.value.userPrincipalName : "",
      no:
        cloud.state === "seen"
          ? `${cloud.value.userPrincipalName} is there, not linked to this account`
          : "no such user in Entra",
    },
  ];
  let broken = false;
  return raw.map(({ link, ok, yes, no }) => {
    if (ok === null) return { link, state: "unknown", text: "could not be read" };
    if (ok) return { link, state: "there", text: yes };
    const state = broken ? "beyond" : "broken";
    broken = true;
    return { link, state, text: no };
  });
}
