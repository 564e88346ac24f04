import { sameText, suffixOf } from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { errorsNamed } from "../../identity/errors";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { isLicensed, upnSent } from "../../identity/holders";
import { featureOf, isOnMicrosoft, isVerified, lastSyncOf } from "../../identity/tenant";
import { at } from "../../identity/time";
import { unreadOf } from "../../identity/unread";
import {
  cite,
  pii,
  told,
  valueOr,
  type AdObject,
  type Claim,
  type Domain,
  type Fact,
  type Organization,
} from "../../domain";

/** A sign-in name that AD has changed and the cloud kept: between federated domains the service refuses it; for managed, licensed users an old tenant flag keeps it. */
export default defineCheck({
  id: "cloud-object.sign-in-name-current",
  title: {
    en: "The cloud's sign-in name follows Active Directory",
    de: "Der Anmeldename der Cloud folgt Active Directory",
  },
  guide: "objects.attributes",
  needs: ["ad.user", "entra.user", "entra.relatedUsers", "entra.domains"],
  wants: [
    "entra.synchronization",
    "entra.organization",
    "server.globalSettings",
    "server.runHistory",
    "server.connectors",
    "cs.chain",
  ],
  messages: {
    noPair: {
      en: "The AD account has no synced cloud user, so there are no two names to compare.",
      de: "Das AD-Konto hat keinen synchronisierten Cloudbenutzer, es gibt also keine zwei Namen zu vergleichen.",
    },
    same: {
      en: "The cloud's sign-in name {target} is not an old one of Active Directory.",
      de: "Der Anmeldename der Cloud, {target}, ist kein alter Name aus Active Directory.",
    },
    federated: {
      code: "federated-domain-change",
      text: {
        en: "{user} was moved from the federated domain {old} to the federated domain {next}; the service takes no such change in one step.",
        de: "{user} wechselte von der Verbunddomäne {old} in die Verbunddomäne {next}; der Dienst nimmt eine solche Änderung nicht in einem Schritt an.",
      },
      advice: [
        {
          en: "Set the AD account's UPN to a managed domain, for example the tenant's onmicrosoft.com domain, and run a delta cycle.",
          de: "Setzen Sie den UPN des AD-Kontos auf eine verwaltete Domäne, zum Beispiel die onmicrosoft.com-Domäne des Mandanten, und starten Sie eine Deltasynchronisierung.",
        },
        {
          en: "When the cloud shows that name, set the UPN to the one under {next} and run a delta cycle again.",
          de: "Sobald die Cloud diesen Namen zeigt, setzen Sie den UPN auf den Namen unter {next} und starten Sie noch einmal eine Deltasynchronisierung.",
        },
        {
          en: "Do both steps outside of working hours: the person cannot sign in under the federated name in between.",
          de: "Führen Sie beide Schritte außerhalb der Arbeitszeit aus: Dazwischen kann sich die Person nicht unter dem Verbundnamen anmelden.",
        },
      ],
    },
    kept: {
      code: "sign-in-name-not-updated",
      text: {
        en: "Active Directory says {user}, the cloud kept {target}.",
        de: "In Active Directory steht {user}, die Cloud hat {target} behalten.",
      },
      advice: [
        {
          en: "If synchronizeUpnForManagedUsers is off, an administrator sets the one user's name: Update-MgUser -UserId '{target}' -UserPrincipalName '{user}', or turns the feature on (this cannot be undone).",
          de: "Ist synchronizeUpnForManagedUsers ausgeschaltet, setzt ein Administrator den Namen dieses einen Benutzers: Update-MgUser -UserId '{target}' -UserPrincipalName '{user}', oder schaltet die Funktion ein (das lässt sich nicht rückgängig machen).",
        },
        {
          en: "Otherwise set the UPN again in Active Directory, run a delta cycle and look at the export of this object.",
          de: "Andernfalls setzen Sie den UPN in Active Directory noch einmal, starten Sie eine Deltasynchronisierung und sehen Sie sich den Export dieses Objekts an.",
        },
      ],
    },
  },
  evaluate(facts, { pair, errors, settings }) {
    const sent = pair === undefined ? undefined : upnSent(settings, pair.ad);
    if (pair === undefined || sent === undefined) return { verdict: "skip", message: "noPair" };
    const { ad, user } = pair;
    const domains = facts["entra.domains"];
    const names = {
      user: pii(sent),
      target: pii(user.userPrincipalName),
      old: suffixOf(user.userPrincipalName),
      next: suffixOf(sent),
    };
    const same: Claim<"same"> = { verdict: "pass", message: "same", data: names };
    const isWithheld = (user.onPremisesProvisioningErrors ?? []).some((e) =>
      /^userPrincipalName$/i.test(e.propertyCausingError),
    );
    if (sameText(sent, user.userPrincipalName) || isWithheld) return same;

    const refused = errorsNamed(errors, "FederatedDomainChangeError");
    const seenBoth = [seenInAd(ad, facts["ad.user"]), seenInCloud(user, facts)];
    const isMove = names.old !== names.next && isFederated(domains, sent) && isFederated(domains, names.old);
    if (refused.length > 0 || isMove)
      return {
        verdict: "fail",
        message: "federated",
        proof: refused.length > 0 ? "stated" : "timed",
        settles: refused.length > 0 ? [] : unreadOf(facts, "cs.chain", "server.runHistory"),
        data: names,
        evidence: [
          ...seenBoth,
          ...refused.map((e) => e.evidence),
          cite(
            told(
              { en: "Federated domains: {domains}", de: "Verbunddomänen: {domains}" },
              { domains: federatedDomains(domains).join(", ") },
            ),
            domains,
          ),
        ],
      };
    if (errors.length > 0 || !hasHadItsTurn(facts, ad, sent) || isOnMicrosoft(user.userPrincipalName)) return same;
    const synchronization = facts["entra.synchronization"];
    const isOff = featureOf(synchronization, "synchronizeUpnForManagedUsersEnabled") === false && isLicensed(user);
    if (!isOff && !sameText(user.onPremisesUserPrincipalName, sent)) return same;
    return {
      verdict: "fail",
      message: "kept",
      proof: isOff ? "measured" : "timed",
      settles: isOff ? [] : unreadOf(facts, "entra.synchronization"),
      data: names,
      evidence: [
        ...seenBoth,
        ...(isOff
          ? [
              cite(
                {
                  en: "synchronizeUpnForManagedUsersEnabled is false, and the user is licensed",
                  de: "synchronizeUpnForManagedUsersEnabled ist false, und der Benutzer hat eine Lizenz",
                },
                synchronization,
              ),
            ]
          : []),
      ],
    };
  },
});

const federatedDomains = (domains: Fact<Domain[]>): string[] =>
  valueOr(domains, [])
    .filter((d) => /^federated$/i.test(d.authenticationType ?? ""))
    .map((d) => d.id);
const isFederated = (domains: Fact<Domain[]>, nameOrAddress: string): boolean =>
  federatedDomains(domains).some((d) => sameText(d, suffixOf(nameOrAddress)));
/** The name is one that the cloud can take, and a cycle has run since the account was changed. */
const hasHadItsTurn = (
  facts: { readonly "entra.domains": Fact<Domain[]>; readonly "entra.organization": Fact<Organization> },
  ad: AdObject,
  sent: string,
): boolean =>
  isVerified(facts["entra.domains"], sent) && !(at(ad.whenChanged) > at(lastSyncOf(facts["entra.organization"])));
