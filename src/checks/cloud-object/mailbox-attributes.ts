import { localPartOf, smtpAddresses, suffixOf } from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { pairOf } from "../../identity/legacy";
import { cite, pii, valueOr, type Claim } from "../../domain";

const filled = (v: unknown): boolean => v !== undefined && v !== null && v !== "";
/** What AD says about a mailbox decides whether Exchange Online makes one, and how it is shown. */
export default defineCheck({
  id: "cloud-object.mailbox-attributes",
  title: "Exchange accepts the person's mailbox attributes",
  guide: "objects.status",
  needs: ["ad.user", "entra.user", "entra.relatedUsers"],
  wants: ["entra.mailboxSettings", "entra.domains", "server.globalSettings"],
  messages: {
    noPair: "The AD account has no synced cloud user, so Exchange has nothing to refuse.",
    fine: "Exchange has nothing against {target}.",
    refused: {
      code: "mailbox-attributes-conflict",
      text: "Exchange Online refuses {target}: {detail}.",
      advice: [
        "Read the error on the user (Microsoft 365 admin center › Users › the user), mend the attribute in Active Directory, run a delta cycle, then retry with POST /users/{id}/retryServiceProvisioning.",
      ],
    },
    elsewhere: {
      code: "mailbox-attributes-conflict",
      text: "{target} is licensed for Exchange and has no mailbox: Active Directory says that the mailbox is elsewhere (msExchMailboxGuid {guid}, recipient type {type}).",
      advice: [
        "Make sure where the mailbox really is: Get-RemoteMailbox or Get-Mailbox on premises, Get-MailUser and Get-Mailbox -SoftDeletedMailbox in Exchange Online.",
        "The mailbox was moved with another tool or is gone: Disable-Mailbox (or Disable-RemoteMailbox) on premises, then Enable-RemoteMailbox with the right routing address, so that msExchMailboxGuid is cleared and the type is remote; then a delta cycle. A mailbox that is kept is migrated instead.",
        "Keep a note of the old msExchMailboxGuid: a soft-deleted mailbox is restored by it.",
      ],
    },
    numbered: {
      code: "mailbox-attributes-conflict",
      text: "The routing address {address} of {target} got digits because another recipient already has the alias {nick}; nothing is lost.",
      advice: [
        "It is harmless. To avoid it, give the person an alias (mailNickname) of its own and run a delta cycle.",
      ],
    },
    hidden: {
      code: "mailbox-attributes-conflict",
      text: "{target} is synced and hidden from the address lists (msExchHideFromAddressLists).",
      advice: [
        "Ask whether it was meant. If not, clear msExchHideFromAddressLists in Active Directory and run a delta cycle.",
      ],
    },
  },
  evaluate(facts) {
    const pair = pairOf(facts);
    if (pair === undefined) return { verdict: "skip", message: "noPair" };
    const { ad, user } = pair,
      target = pii(user.userPrincipalName),
      base = [seenInCloud(user, facts), seenInAd(ad, facts["ad.user"])],
      found: Claim<"refused" | "elsewhere" | "numbered" | "hidden">[] = [];
    const faults = (user.serviceProvisioningErrors ?? []).filter(
      (e) => e["isResolved"] !== true && /^exchange/i.test(String(e["serviceInstance"] ?? "")),
    );
    if (faults.length > 0)
      found.push({
        verdict: "fail",
        message: "refused",
        standing: "shown",
        data: {
          target,
          id: user.id,
          detail: pii(String(faults[0]!["errorDetail"] ?? faults[0]!["serviceInstance"]), "error detail"),
        },
        evidence: [
          ...base,
          ...faults.map((f) =>
            cite(
              `serviceProvisioningErrors: ${String(f["serviceInstance"])}, ${String(f["createdDateTime"] ?? "?")}`,
              facts["entra.user"],
            ),
          ),
        ],
        suggests: [],
      });
    const exchange = (user.assignedPlans ?? []).some(
      (p) => /^exchange$/i.test(String(p["service"])) && /^enabled$/i.test(String(p["capabilityStatus"])),
    );
    const noMailbox = facts["entra.mailboxSettings"].state === "absent",
      onPremises =
        filled(ad["msExchMailboxGuid"]) && (Number(ad["msExchRecipientTypeDetails"]) === 1 || filled(ad["homeMDB"]));
    if (
      exchange &&
      (noMailbox || onPremises) &&
      filled(ad["msExchMailboxGuid"]) &&
      facts["entra.mailboxSettings"].state !== "seen"
    )
      found.push({
        verdict: "fail",
        message: "elsewhere",
        standing: "shown",
        proof: noMailbox ? "measured" : "timed",
        data: {
          target,
          guid: String(ad["msExchMailboxGuid"]),
          type: String(ad["msExchRecipientTypeDetails"] ?? "(empty)"),
        },
        evidence: [
          ...base,
          cite(
            `msExchMailboxGuid ${String(ad["msExchMailboxGuid"])}, msExchRecipientTypeDetails ${String(ad["msExchRecipientTypeDetails"] ?? "(empty)")}, homeMDB ${String(ad["homeMDB"] ?? "(empty)")}`,
            facts["ad.user"],
          ),
          ...(noMailbox
            ? [
                cite(
                  "Exchange Online has no mailbox for the user",
                  facts["entra.mailboxSettings"].state === "absent" ? facts["entra.mailboxSettings"] : undefined,
                ),
              ]
            : []),
        ],
        suggests: [],
      });
    const nick = (user.mailNickname ?? "").toLowerCase(),
      initial = (d: string): boolean =>
        valueOr(facts["entra.domains"], []).some((x) => x.isInitial === true && x.id.toLowerCase() === d);
    const numbered =
      nick === ""
        ? undefined
        : smtpAddresses(user.proxyAddresses).find(
            (a) =>
              initial(suffixOf(a)) &&
              localPartOf(a).startsWith(nick) &&
              /^\d{4}$/.test(localPartOf(a).slice(nick.length)),
          );
    if (
      numbered !== undefined &&
      (user.onPremisesProvisioningErrors ?? []).length === 0 &&
      !initial(suffixOf(user.userPrincipalName))
    )
      found.push({
        verdict: "fail",
        message: "numbered",
        standing: "shown",
        proof: "timed",
        data: { target, address: pii(numbered), nick: pii(nick) },
        evidence: [...base, cite(`proxyAddresses holds ${numbered}, mailNickname is ${nick}`, facts["entra.user"])],
        suggests: ["set-attribute"],
      });
    if (ad["msExchHideFromAddressLists"] === true && filled(ad.mailNickname))
      found.push({
        verdict: "fail",
        message: "hidden",
        standing: "expected",
        proof: "timed",
        data: { target },
        evidence: [...base, cite("msExchHideFromAddressLists is true", facts["ad.user"])],
        suggests: ["set-attribute"],
      });
    return found.length > 0 ? found : { verdict: "pass", message: "fine", data: { target } };
  },
});
