import { defineCheck } from "../../identity/define";
import { kindOf, newestFirst, wentThrough } from "../../identity/runs";
import { cite, told, valueOr, type RunError, type RunResult } from "../../domain";

/** Name and number of the service's code for a quota that is used up (adsync reference §4.2). */
const EXCEEDED = /^(ExceededQuotaLimit|Directory_QuotaExceeded)$/i;
const EXCEEDED_NUMBER = "16";

/** Past the object quota every new object is refused. */
export default defineCheck({
  id: "tenant.quota",
  title: { en: "The tenant has room for new objects", de: "Der Mandant hat Platz für neue Objekte" },
  guide: "services.cloud",
  needs: ["entra.organization"],
  wants: ["server.runHistory"],
  messages: {
    room: { en: "The tenant has room for new objects.", de: "Der Mandant hat Platz für neue Objekte." },
    none: { en: "The quota is not known.", de: "Das Kontingent ist nicht bekannt." },
    full: {
      code: "directory-quota-exceeded",
      text: {
        en: "The tenant holds {used} of {total} objects, so no new object is accepted.",
        de: "Der Mandant hat {used} von {total} Objekten, deshalb wird kein neues Objekt angenommen.",
      },
      advice: [
        {
          en: "Remove objects that nobody needs (deleted ones count too, for a quarter), or verify a domain, or ask Microsoft support for a higher quota.",
          de: "Entfernen Sie Objekte, die niemand braucht (gelöschte zählen zu einem Viertel mit), oder verifizieren Sie eine Domäne, oder bitten Sie den Microsoft-Support um ein höheres Kontingent.",
        },
      ],
    },
    refused: {
      code: "directory-quota-exceeded",
      text: {
        en: "Microsoft Entra ID refused new objects because the tenant's object quota is used up ({error}).",
        de: "Microsoft Entra ID hat neue Objekte abgelehnt, weil das Objektkontingent des Mandanten ausgeschöpft ist ({error}).",
      },
      advice: [
        {
          en: "Remove objects that nobody needs, or ask Microsoft support for a higher quota.",
          de: "Entfernen Sie Objekte, die niemand braucht, oder bitten Sie den Microsoft-Support um ein höheres Kontingent.",
        },
      ],
    },
  },
  evaluate(facts) {
    const quota = valueOr(facts["entra.organization"], undefined)?.directorySizeQuota;
    const isFull = quota != null && quota.used >= quota.total;
    const measured = isFull
      ? [
          cite(
            told(
              { en: "directorySizeQuota used {used} of {total}", de: "directorySizeQuota: {used} von {total} belegt" },
              { used: quota.used, total: quota.total },
            ),
            facts["entra.organization"],
          ),
        ]
      : [];
    const { run, error } = refusedIn(valueOr(facts["server.runHistory"], [])) ?? {};
    if (run !== undefined && error !== undefined)
      return {
        verdict: "fail",
        message: "refused",
        proof: "stated",
        standing: "blocking",
        since: run.StartDate,
        data: { error: error.ErrorType },
        evidence: [
          cite(
            told({ en: "export error {error}", de: "Exportfehler {error}" }, { error: error.ErrorType }),
            facts["server.runHistory"],
          ),
          ...measured,
        ],
      };
    if (quota == null) return { verdict: "skip", message: "none" };
    const { used, total } = quota;
    if (!isFull) return { verdict: "pass", message: "room" };
    return {
      verdict: "fail",
      message: "full",
      proof: "measured",
      standing: "blocking",
      data: { used, total },
      evidence: measured,
    };
  },
});

/** A refused object is tried again at every export: the newest export of a connector that ends without the error says that there is room again. */
function refusedIn(runs: readonly RunResult[]): { run: RunResult; error: RunError } | undefined {
  const exports = newestFirst(runs).filter((r) => kindOf(r) === "Export" && r.EndDate !== null && wentThrough(r));
  const newest = exports.filter((r, i) => exports.findIndex((x) => x.ConnectorName === r.ConnectorName) === i);
  for (const run of newest) {
    const error = run.Errors.find((e) => EXCEEDED.test(e.ErrorType) || e.ErrorCode === EXCEEDED_NUMBER);
    if (error !== undefined) return { run, error };
  }
  return undefined;
}
