import { sameText, suffixOf } from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { errorsNamed } from "../../identity/errors";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { isLicensed } from "../../identity/holders";
import { citeError, errorsOf, flag, pairOf, sidesOf, upnSent } from "../../identity/legacy";
import { cite, pii, valueOr, type Claim } from "../../domain";

type Message = "noPair" | "same" | "federated" | "kept";
/** A sign-in name that AD has changed and the cloud kept: between federated domains the service refuses it; for managed, licensed users an old tenant flag keeps it. */
export default defineCheck({
  id: "cloud-object.sign-in-name-current",
  title: "The cloud's sign-in name follows Active Directory",
  guide: "objects.attributes",
  needs: ["ad.user", "entra.user", "entra.relatedUsers", "entra.domains"],
  wants: ["entra.synchronization", "entra.organization", "server.globalSettings", "server.runHistory", "cs.chain"],
  messages: {
    noPair: "The AD account has no synced cloud user, so there are no two names to compare.",
    same: "The cloud's sign-in name {target} is not an old one of Active Directory.",
    federated: {
      code: "federated-domain-change",
      text: "{user} was moved from the federated domain {old} to the federated domain {next}; the service takes no such change in one step.",
      advice: [
        "Set the AD account's UPN to a managed domain, for example the tenant's onmicrosoft.com domain, and run a delta cycle.",
        "When the cloud shows that name, set the UPN to the one under {next} and run a delta cycle again.",
        "Do both steps outside of working hours: the person cannot sign in under the federated name in between.",
      ],
    },
    kept: {
      code: "sign-in-name-not-updated",
      text: "Active Directory says {user}, the cloud kept {target}.",
      advice: [
        "If synchronizeUpnForManagedUsers is off, an administrator sets the one user's name: Update-MgUser -UserId '{target}' -UserPrincipalName '{user}', or turns the feature on (this cannot be undone).",
        "Otherwise set the UPN again in Active Directory, run a delta cycle and look at the export of this object.",
      ],
    },
  },
  evaluate(facts) {
    const pair = pairOf(facts),
      sent = pair === undefined ? undefined : upnSent(facts, pair.ad);
    if (pair === undefined || sent === undefined) return { verdict: "skip", message: "noPair" };
    const { ad, user } = pair,
      domains = valueOr(facts["entra.domains"], []),
      domain = (upn: string) => domains.find((d) => d.id.toLowerCase() === suffixOf(upn));
    const data = {
      user: pii(sent),
      target: pii(user.userPrincipalName),
      old: suffixOf(user.userPrincipalName),
      next: suffixOf(sent),
    };
    const withheld = (user.onPremisesProvisioningErrors ?? []).some((e) =>
      /^userPrincipalName$/i.test(e.propertyCausingError),
    );
    const errors = errorsOf(facts, { dn: ad.dn, anchors: sidesOf(facts).anchors }),
      refused = errorsNamed(errors, "FederatedDomainChangeError");
    const evidence = [seenInAd(ad, facts["ad.user"]), seenInCloud(user, facts), ...refused.map(citeError)];
    const pass: Claim<Message> = { verdict: "pass", message: "same", data };
    if (sameText(sent, user.userPrincipalName) || withheld) return pass;
    const federated = (upn: string): boolean => /^federated$/i.test(domain(upn)?.authenticationType ?? "");
    if (refused.length > 0 || (data.old !== data.next && federated(sent) && federated(user.userPrincipalName)))
      return {
        verdict: "fail",
        message: "federated",
        standing: "shown",
        proof: refused.length > 0 ? "measured" : "timed",
        data,
        evidence: [
          ...evidence,
          cite(
            `Federated domains: ${domains
              .filter((d) => /^federated$/i.test(d.authenticationType ?? ""))
              .map((d) => d.id)
              .join(", ")}`,
            facts["entra.domains"],
          ),
        ],
        suggests: [],
      };
    const org = valueOr(facts["entra.organization"], undefined),
      changed = Date.parse(String(ad.whenChanged ?? "")),
      synced = Date.parse(org?.onPremisesLastSyncDateTime ?? "");
    const off = flag(facts, "synchronizeUpnForManagedUsersEnabled") === false && isLicensed(user),
      known = sameText(user.onPremisesUserPrincipalName, sent);
    if (
      domain(sent)?.isVerified !== true ||
      errors.length > 0 ||
      /\.onmicrosoft\.com$/i.test(data.old) ||
      !(off || known) ||
      (Number.isFinite(changed) && Number.isFinite(synced) && changed > synced)
    )
      return pass;
    return {
      verdict: "fail",
      message: "kept",
      standing: "shown",
      proof: off ? "measured" : "timed",
      data,
      evidence: [
        ...evidence,
        ...(off
          ? [
              cite(
                "synchronizeUpnForManagedUsersEnabled is false, and the user is licensed",
                facts["entra.synchronization"],
              ),
            ]
          : []),
      ],
      suggests: [],
    };
  },
});
