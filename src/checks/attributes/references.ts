import { defineCheck } from "../../identity/define";
import { sameDn } from "../../identity/dn";
import { objectErrors } from "../../identity/legacy";
import { cite, pii } from "../../domain";

/** The user is fine; a reference of it points to an object that the cloud does not hold. */
export default defineCheck({
  id: "attributes.references",
  title: "What the user refers to is in the cloud",
  guide: "cycles.messages",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-sync-errors"],
  needs: ["ad.user"],
  wants: ["cs.chain", "cs.relatedChains", "ad.related", "server.runHistory", "server.connectors"],
  messages: {
    noUser: "There is no AD account to look at.",
    fine: "No reference of {user} fails.",
    missing: {
      code: "referenced-object-missing",
      text: "{user} syncs, but its {attribute} does not: {target} is not in the cloud ({why}).",
      advice: [
        "Nothing is to be changed on this user. Ask for the triage of {target}: once it is in the cloud, the reference is exported by itself.",
        "Where the referenced object is never meant to sync, choose another {attribute} in Active Directory.",
      ],
    },
  },
  evaluate({
    "ad.user": ad,
    "cs.chain": chain,
    "cs.relatedChains": chains,
    "ad.related": related,
    "server.runHistory": runs,
    "server.connectors": connectors,
  }) {
    if (ad.state === "absent") return { verdict: "skip", message: "noUser" };
    const user = ad.value,
      data = { user: pii(user.userPrincipalName ?? user.sAMAccountName) };
    const error = objectErrors(user, chain, runs, connectors).find((e) =>
      /^(dn-attributes-failure|ReferenceUpdateFailure|LinkTargetValidationFailed)$/i.test(e.type),
    );
    if (error === undefined) return { verdict: "pass", message: "fine", data };
    const attribute = error.attribute ?? "manager",
      raw = user[attribute],
      target = typeof raw === "string" ? raw : user.manager;
    const object =
      related.state === "seen" && target !== undefined ? related.value.find((o) => sameDn(o.dn, target)) : undefined;
    const own =
      chains.state === "seen" && target !== undefined ? chains.value.find((c) => sameDn(c.adDn, target)) : undefined;
    const targetError =
      object === undefined
        ? undefined
        : objectErrors(
            object,
            own === undefined
              ? { state: "unreadable", why: "not-asked", detail: "" }
              : { state: "seen", value: own, from: { system: "premises", via: "Get-ADSyncCSObject" } },
            runs,
            connectors,
          ).find((e) => e.side === "entra");
    const why =
      targetError !== undefined
        ? `its own export fails with ${targetError.type}`
        : own?.adCs === null
          ? "the engine has not imported it"
          : own?.entraCs === null
            ? "it stops in the metaverse"
            : "it is not exported";
    return {
      verdict: "fail",
      message: "missing",
      data: { ...data, attribute, target: pii(object?.userPrincipalName ?? target ?? "the referenced object"), why },
      evidence: [
        error.evidence,
        ...(target === undefined ? [] : [cite(`${attribute} = ${target}`, ad)]),
        ...(targetError === undefined ? [] : [targetError.evidence]),
      ],
    };
  },
});
