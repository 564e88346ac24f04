import { defineCheck } from "../../identity/define";
import { cite } from "../../domain";
/** Past the object quota every new object is refused. */
export const quota = defineCheck({
  id: "tenant.quota",
  title: "The tenant has room for new objects",
  guide: "services.cloud",
  needs: ["entra.organization"],
  wants: ["server.runHistory"],
  messages: {
    room: "The tenant has room for new objects.",
    none: "The quota is not known.",
    full: {
      code: "directory-quota-exceeded",
      text: "The tenant holds {used} of {total} objects, so no new object is accepted.",
      advice: [
        "Remove objects that nobody needs (deleted ones count too, for a quarter), or verify a domain, or ask Microsoft support for a higher quota.",
      ],
    },
    refused: {
      code: "directory-quota-exceeded",
      text: "Microsoft Entra ID refused new objects because the tenant's object quota is used up ({error}).",
      advice: ["Remove objects that nobody needs, or ask Microsoft support for a higher quota."],
    },
  },
  evaluate({ "entra.organization": org, "server.runHistory": runs }) {
    // A refused object is tried again at every export: one that ends without the error says that there is room again.
    const exports =
        runs.state === "seen" ? runs.value.filter((r) => r.EndDate !== null && /export/i.test(r.RunProfileName)) : [],
      newest = exports.filter(
        (r, i) =>
          exports.findIndex((x) => x.ConnectorName === r.ConnectorName && /^(success|completed)/.test(x.Result)) === i,
      );
    const error = newest
      .flatMap((r) => r.Errors)
      .find((e) => /^(ExceededQuotaLimit|Directory_QuotaExceeded)$/i.test(e.ErrorType) || e.ErrorCode === "16");
    if (error !== undefined)
      return {
        verdict: "fail",
        message: "refused",
        standing: "blocking",
        data: { error: error.ErrorType },
        evidence: [cite(`export error ${error.ErrorType}`, runs)],
        suggests: [],
      };
    const q = org.state === "seen" ? org.value.directorySizeQuota : undefined;
    if (q === undefined || q === null) return { verdict: "skip", message: "none" };
    return q.used >= q.total
      ? {
          verdict: "fail",
          message: "full",
          standing: "blocking",
          data: { used: q.used, total: q.total },
          evidence: [cite(`directorySizeQuota used ${q.used} of ${q.total}`, org)],
          suggests: [],
        }
      : { verdict: "pass", message: "room" };
  },
});
