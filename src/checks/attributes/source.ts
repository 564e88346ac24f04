import { bareAddress, namesOf, primaryAddress, sameText, smtpAddresses, suffixOf } from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { isLinked } from "../../identity/legacy";
import { cite, pii } from "../../domain";
import { flawOf } from "../../identity/spelling";

/** AD and cloud agree, and it is AD's own value that is not what is wanted; or the cloud drops an address for its domain. */
export default defineCheck({
  id: "attributes.source",
  title: "What the cloud shows is what Active Directory was meant to say",
  guide: "objects.attributes",
  needs: ["ad.user", "entra.user", "entra.domains"],
  wants: ["ask", "entra.relatedUsers"],
  messages: {
    notApplicable: "The user is not linked yet, so the values cannot be compared.",
    agrees: "{user} shows what Active Directory says.",
    masked: {
      code: "wrong-source-attribute",
      text: "mail of {user} is {mail}, but its primary address in proxyAddresses is still {primary}; the cloud goes by proxyAddresses.",
      advice: [
        "Make {mail} the primary (SMTP:) entry of proxyAddresses in Active Directory and keep the old one as smtp:, then run a delta cycle.",
      ],
    },
    stale: {
      code: "wrong-source-attribute",
      text: "Active Directory itself says {adUpn}, and the cloud agrees; {asked} is written nowhere. The value to change is the one in Active Directory.",
      advice: [
        "Change userPrincipalName in Active Directory to {asked}, if that is what it should be (offered here), then run a delta cycle.",
      ],
    },
    unverified: {
      code: "address-domain-unverified",
      text: "{address} of {user} is in AD and not in the cloud: {domain} is not a verified domain of the tenant.",
      advice: [
        "If the address is wanted: add and verify {domain} (Microsoft 365 admin center > Settings > Domains), then run Start-ADSyncSyncCycle -PolicyType Initial.",
        "Otherwise remove it from proxyAddresses in Active Directory.",
      ],
    },
  },
  evaluate({ "ad.user": ad, "entra.user": cloud, "entra.domains": domains, ask, "entra.relatedUsers": related }) {
    if (ad.state === "absent" || cloud.state === "absent" || domains.state === "absent" || !isLinked(ad.value, cloud))
      return { verdict: "skip", message: "notApplicable" };
    const user = ad.value,
      there = cloud.value,
      data = { user: pii(user.userPrincipalName ?? user.sAMAccountName) },
      out = [];
    const verified = new Set(domains.value.filter((d) => d.isVerified).map((d) => d.id.toLowerCase())),
      cloudNames = namesOf(there);
    const asked = ask.state === "seen" ? ask.value.terms.upns.map(bareAddress) : [];
    const primary = primaryAddress(user.proxyAddresses),
      mail = user.mail === undefined ? undefined : bareAddress(user.mail);
    if (
      primary !== undefined &&
      mail !== undefined &&
      mail !== primary &&
      verified.has(suffixOf(mail)) &&
      !cloudNames.includes(mail) &&
      cloudNames.includes(primary)
    )
      out.push({
        verdict: "fail" as const,
        message: "masked" as const,
        data: {
          ...data,
          mail: pii(mail),
          primary: pii(primary),
          attribute: "proxyAddresses",
          value: pii(`SMTP:${mail}`),
        },
        suggests: ["set-attribute" as const],
        evidence: [
          cite(`mail = ${user.mail}; primary = SMTP:${primary}`, ad),
          cite(`mail in the cloud = ${there.mail ?? "(empty)"}`, cloud),
        ],
      });
    for (const address of smtpAddresses(user.proxyAddresses).filter(
      (a) => !verified.has(suffixOf(a)) && !cloudNames.includes(a) && !/\.onmicrosoft\.com$/.test(a),
    ))
      out.push({
        verdict: "fail" as const,
        message: "unverified" as const,
        standing: asked.includes(address)
          ? ("shown" as const)
          : /\.(local|lan|internal|corp)$/.test(address)
            ? ("degrading" as const)
            : ("expected" as const),
        data: { ...data, address: pii(address), domain: suffixOf(address) },
        suggests: /\.(local|lan|internal|corp)$/.test(address) ? ["remove-ad-address" as const] : [],
        evidence: [
          cite(`proxyAddresses holds ${address}`, ad),
          cite(`${suffixOf(address)} is not among the verified domains: ${[...verified].join(", ")}`, domains),
          cite("The cloud user does not hold it", cloud),
        ],
      });
    const own = new Set([...namesOf(user), ...cloudNames]),
      others = related.state === "seen" ? related.value.flatMap(namesOf) : [];
    const wanted = asked.find(
      (a) =>
        !own.has(a) &&
        !others.includes(a) &&
        verified.has(suffixOf(a)) &&
        !/\.onmicrosoft\.com$/.test(a) &&
        flawOf("userPrincipalName", a) === undefined,
    );
    if (
      out.length === 0 &&
      wanted !== undefined &&
      asked.length === 1 &&
      user.userPrincipalName !== undefined &&
      flawOf("userPrincipalName", user.userPrincipalName) === undefined &&
      sameText(user.userPrincipalName, there.userPrincipalName)
    )
      out.push({
        verdict: "fail" as const,
        message: "stale" as const,
        standing: "expected" as const,
        proof: "told" as const,
        data: {
          ...data,
          adUpn: pii(user.userPrincipalName),
          asked: pii(wanted),
          attribute: "userPrincipalName",
          value: pii(wanted),
        },
        suggests: ["set-user-principal-name" as const],
        evidence: [
          cite(`userPrincipalName = ${user.userPrincipalName}`, ad),
          cite(`userPrincipalName = ${there.userPrincipalName}`, cloud),
        ],
      });
    return out.length > 0 ? out : { verdict: "pass", message: "agrees", data };
  },
});
