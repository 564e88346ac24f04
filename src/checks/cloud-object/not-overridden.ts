import { defineCheck } from "../../identity/define";
import { seenInCloud } from "../../identity/evidence";
import { flag, pairOf } from "../../identity/legacy";
import { cite, pii, valueOr, type Claim } from "../../domain";

const PASSWORD = /^(reset|change) (user )?password/i;
/** A mobile number or a password that was set in the cloud wins over Active Directory. */
export default defineCheck({
  id: "cloud-object.not-overridden",
  title: "No value set in the cloud wins over Active Directory",
  guide: "objects.attributes",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/how-to-bypassdirsyncoverrides"],
  needs: ["ad.user", "entra.user", "entra.relatedUsers"],
  wants: ["entra.synchronization", "entra.audits", "cs.chain", "server.globalSettings"],
  messages: {
    noPair: "The AD account has no synced cloud user, so nothing can be overridden.",
    follows: "The values compared on {target} follow Active Directory.",
    mobile: {
      code: "cloud-override",
      text: "Active Directory says {ours} and sync has exported it, but {target} shows {theirs}: the mobile number was set in the cloud and wins.",
      advice: [
        "Find the value that is right with the person.",
        "One user: Update-MgUser -UserId '{target}' -MobilePhone '<value of Active Directory>'. Whole tenant: an administrator turns on bypassDirSyncOverrides, after the overrides were listed with Compare-ADSyncToolsDirSyncOverrides, then runs a full cycle.",
      ],
    },
    password: {
      code: "cloud-override",
      text: "The password of {target} was set in the cloud ({when}), after the last change in Active Directory, and password writeback is off.",
      advice: [
        "Set the password in Active Directory; password hash synchronization takes it to the cloud within minutes.",
        "Turn on password writeback where people change passwords in the cloud.",
      ],
    },
  },
  evaluate(facts) {
    const pair = pairOf(facts);
    if (pair === undefined) return { verdict: "skip", message: "noPair" };
    const { ad, user } = pair,
      target = pii(user.userPrincipalName),
      found: Claim<"mobile" | "password">[] = [],
      chain = valueOr(facts["cs.chain"], undefined);
    const audits = valueOr(facts["entra.audits"], []).filter(
      (a) => (a.targetResources ?? []).some((t) => t["id"] === user.id) && a.initiatedBy?.["user"] != null,
    );
    const digits = (v: unknown): string => (typeof v === "string" ? v.replace(/[^\d+]/g, "") : ""),
      theirs = user["mobilePhone"],
      exported = chain?.entraCs?.Attributes["mobile"];
    const arrived =
      exported !== undefined
        ? digits(exported) === digits(ad["mobile"])
        : Date.parse(String(ad.whenChanged ?? "")) <= Date.parse(user.onPremisesLastSyncDateTime ?? "");
    if (
      digits(ad["mobile"]) !== "" &&
      digits(theirs) !== "" &&
      digits(ad["mobile"]) !== digits(theirs) &&
      arrived &&
      flag(facts, "bypassDirSyncOverridesEnabled") !== true
    ) {
      const change = audits.find((a) =>
        (a.targetResources ?? []).some((t) =>
          ((t["modifiedProperties"] ?? []) as { displayName?: string }[]).some((p) =>
            /^mobile/i.test(p.displayName ?? ""),
          ),
        ),
      );
      found.push({
        verdict: "fail",
        message: "mobile",
        standing: "shown",
        proof: change !== undefined || exported !== undefined ? "measured" : "timed",
        data: { target, ours: pii(String(ad["mobile"]), "phone number"), theirs: pii(String(theirs), "phone number") },
        evidence: [
          cite(`mobile in Active Directory: ${String(ad["mobile"])}`, facts["ad.user"]),
          cite(`mobilePhone in the cloud: ${String(theirs)}`, facts["entra.user"]),
          ...(exported === undefined
            ? []
            : [
                cite(
                  `mobile in the Entra connector space: ${String(exported)}`,
                  facts["cs.chain"].state === "seen" ? facts["cs.chain"] : undefined,
                ),
              ]),
          ...(change === undefined
            ? []
            : [cite(`Changed in the cloud by a person on ${change.activityDateTime}`, facts["entra.audits"])]),
        ],
        suggests: [],
      });
    }
    const set = Date.parse(String(ad.pwdLastSet ?? "")),
      reset = audits.find(
        (a) =>
          PASSWORD.test(a.activityDisplayName ?? "") && Number.isFinite(set) && Date.parse(a.activityDateTime) > set,
      );
    if (reset !== undefined && flag(facts, "passwordWritebackEnabled") === false)
      found.push({
        verdict: "fail",
        message: "password",
        standing: "shown",
        data: { target, when: reset.activityDateTime },
        evidence: [
          seenInCloud(user, facts),
          cite(`${reset.activityDisplayName} by a person on ${reset.activityDateTime}`, facts["entra.audits"]),
          cite("passwordWritebackEnabled is false", facts["entra.synchronization"]),
        ],
        suggests: [],
      });
    return found.length > 0 ? found : { verdict: "pass", message: "follows", data: { target } };
  },
});
