import { suffixOf } from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { objectErrors } from "../../identity/legacy";
import { cite, pii } from "../../domain";
import { sourceTypeOf } from "../../identity/source-type";

/** Attributes without which the rules drop the object, or put another value in their place. */
export default defineCheck({
  id: "attributes.required",
  title: "The attributes that the rules need are filled",
  guide: "objects.attributes",
  needs: ["ad.user"],
  wants: [
    "server.globalSettings",
    "entra.user",
    "entra.relatedUsers",
    "entra.domains",
    "cs.chain",
    "server.runHistory",
    "server.connectors",
  ],
  messages: {
    noUser: "There is no AD account to look at.",
    filled: "The attributes that the rules need of {user} are filled.",
    noSam: {
      code: "required-attribute-missing",
      text: "{user} has no sAMAccountName; the default rules filter such objects (cloudFiltered).",
      advice: ["Give the account a sAMAccountName in Active Directory, then run a delta cycle."],
    },
    upnEmpty: {
      code: "required-attribute-missing",
      text: "{user} has no userPrincipalName in Active Directory, so the engine sends {derived}; {effect}.",
      advice: [
        "Give the account a userPrincipalName of its own with a verified suffix (offered here).",
        "A machine-local installer account (same name in every domain) need not be in the cloud: move it out of the synced OUs instead.",
      ],
    },
    sourceEmpty: {
      code: "required-attribute-missing",
      text: "Entra Connect takes the sign-in name from {attribute}, and {attribute} of {user} is empty; the cloud got a derived name, {cloudUpn}, and nothing to match an existing account by.",
      advice: [
        "Fill {attribute} in Active Directory with the person's address (offered here), then run a delta cycle.",
        "If a duplicate was made meanwhile, merge it afterwards: the account with the licence is the one to keep.",
      ],
    },
  },
  evaluate({
    "ad.user": ad,
    "server.globalSettings": settings,
    "entra.user": cloud,
    "entra.relatedUsers": related,
    "entra.domains": domains,
    "cs.chain": chain,
    "server.runHistory": runs,
    "server.connectors": connectors,
  }) {
    // What is no user account at all is judged by its class, not by what it lacks.
    if (ad.state === "absent" || !["user", "inetOrgPerson"].includes(sourceTypeOf(ad.value)))
      return { verdict: "skip", message: "noUser" };
    const user = ad.value,
      data = { user: pii(user.displayName ?? user.sAMAccountName ?? user.cn) };
    if (user.sAMAccountName === undefined || user.sAMAccountName === "")
      return {
        verdict: "fail",
        message: "noSam",
        data: { ...data, attribute: "sAMAccountName" },
        suggests: ["set-attribute"],
        evidence: [cite("sAMAccountName is empty", ad)],
      };
    const initial = domains.state === "seen" ? domains.value.find((d) => d.isInitial === true)?.id : undefined;
    const cloudUpn = cloud.state === "seen" ? cloud.value.userPrincipalName : undefined,
      fellBack = cloudUpn !== undefined && initial !== undefined && suffixOf(cloudUpn) === initial.toLowerCase();
    const source =
      settings.state === "seen" ? settings.value["Microsoft.SynchronizationOption.UPNAttribute"] : undefined;
    if (
      typeof source === "string" &&
      !/^userPrincipalName$/i.test(source) &&
      (user[source] === undefined || user[source] === "") &&
      (cloudUpn === undefined || fellBack)
    ) {
      const people =
        related.state === "seen"
          ? related.value.filter(
              (r) =>
                r.onPremisesSyncEnabled == null && r.displayName === user.displayName && typeof r.mail === "string",
            )
          : [];
      const value = people.length === 1 ? people[0]!.mail! : undefined;
      return {
        verdict: "fail",
        message: "sourceEmpty",
        data: {
          ...data,
          attribute: source,
          cloudUpn: pii(cloudUpn ?? null),
          ...(value === undefined ? {} : { value: pii(value) }),
        },
        suggests: ["set-attribute"],
        evidence: [
          cite(`Microsoft.SynchronizationOption.UPNAttribute = ${source}`, settings),
          cite(`${source} is empty`, ad),
          ...(cloudUpn === undefined ? [] : [cite(`The cloud user is called ${cloudUpn}`, cloud)]),
        ],
      };
    }
    const error = objectErrors(user, chain, runs, connectors).find(
      (e) => e.side === "entra" && /UserPrincipalName/i.test(e.attribute ?? ""),
    );
    if (
      (user.userPrincipalName === undefined || user.userPrincipalName === "") &&
      (fellBack || error !== undefined || cloud.state === "absent")
    ) {
      const domain = user.dn
        .split(/(?<!\\),/)
        .filter((p) => /^DC=/i.test(p.trim()))
        .map((p) => p.trim().slice(3))
        .join(".");
      return {
        verdict: "fail",
        message: "upnEmpty",
        data: {
          ...data,
          attribute: "userPrincipalName",
          derived: pii(`${user.sAMAccountName}@${domain}`),
          effect: fellBack ? pii(`the cloud made it ${cloudUpn}`) : "the cloud derives a name that others may get too",
        },
        suggests: ["set-user-principal-name", "set-attribute"],
        standing: fellBack || error !== undefined ? "shown" : "expected",
        evidence: [
          cite("userPrincipalName is empty", ad),
          ...(fellBack ? [cite(`The cloud user is called ${cloudUpn}`, cloud)] : []),
          ...(error === undefined ? [] : [error.evidence]),
        ],
      };
    }
    return { verdict: "pass", message: "filled", data };
  },
});
