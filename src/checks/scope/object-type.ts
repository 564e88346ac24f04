import { defineCheck } from "../../identity/define";
import { placeOf } from "../../identity/place";
import { importsOf } from "../../identity/runs";
import { cite, pii } from "../../domain";

/** Classes that sync as users, and what each connector must be set to read. */
export default defineCheck({
  id: "scope.object-type",
  title: "The object's class is one that the connectors read",
  guide: "basics.scope",
  needs: ["ad.user", "server.connectors"],
  wants: ["server.runHistory", "server.events"],
  messages: {
    supported: "{user} is a {class}, which the connectors read.",
    noUser: "There is no AD account to look at.",
    unsupported: {
      code: "unsupported-object-type",
      text: "{user} is a {class}; that class is not synced as a user.",
      advice: [
        "Managed service accounts never sync, computers only as devices, contacts only as contacts. Make an ordinary user account where a person needs one in the cloud.",
      ],
    },
    notSelected: {
      code: "object-type-not-selected",
      text: "The connector {connector} does not read objects of class {class}, so {user} is never imported.",
      advice: [
        "Synchronization Service Manager > Connectors > {connector} > Properties > Select Object Types: tick {class}, OK; then run Start-ADSyncSyncCycle -PolicyType Initial.",
      ],
    },
    cloudLacks: {
      code: "object-type-not-selected",
      text: "The connector {connector} has the object type {class} not selected, and its import stops with {result} since the cloud sends such objects.",
      advice: [
        "Synchronization Service Manager > Connectors > {connector} > Properties > Select Object Types: tick {class}, OK; then run a Full Import on it and Start-ADSyncSyncCycle -PolicyType Delta.",
      ],
    },
  },
  evaluate({ "ad.user": user, "server.connectors": connectors, "server.runHistory": runs, "server.events": events }) {
    if (user.state === "absent") return { verdict: "skip", message: "noUser" };
    const classes = user.value.objectClass ?? [],
      most = classes[classes.length - 1] ?? "user";
    const name = pii(user.value.userPrincipalName ?? user.value.sAMAccountName ?? user.value.cn);
    const odd = [
      "msDS-GroupManagedServiceAccount",
      "msDS-ManagedServiceAccount",
      "computer",
      "contact",
      "foreignSecurityPrincipal",
      "msExchDynamicDistributionList",
    ].find((c) => classes.includes(c));
    if (odd !== undefined)
      return {
        verdict: "fail",
        message: "unsupported",
        data: { user: name, class: odd },
        evidence: [cite(`objectClass of ${user.value.dn}: ${classes.join(", ")}`, user)],
      };
    const data = { user: name, class: most };
    if (connectors.state === "absent") return { verdict: "pass", message: "supported", data };
    const has = (types: readonly string[], t: string): boolean =>
      types.some((x) => x.toLowerCase() === t.toLowerCase());
    const own = placeOf(user.value, connectors.value)?.connector;
    if (own?.ObjectTypes !== undefined && own.ObjectTypes.length > 0 && !has(own.ObjectTypes, most))
      return {
        verdict: "fail",
        message: "notSelected",
        data: { ...data, connector: own.Name },
        evidence: [
          cite(`Object types of ${own.Name}: ${own.ObjectTypes.join(", ")}`, connectors),
          cite(`objectClass: ${classes.join(", ")}`, user),
        ],
      };
    for (const c of connectors.value.filter((x) => x.Type === "Extensible2" && (x.ObjectTypes ?? []).length > 0)) {
      const lacking = ["user", "group", "contact", "device", "publicFolder"].filter((t) => !has(c.ObjectTypes!, t));
      const newest = runs.state === "seen" ? importsOf(c.Name, runs.value)[0] : undefined;
      const threw = events.state === "seen" && events.value.some((e) => e.ProviderName === "ADSync" && e.Id === 6801);
      if (lacking.length > 0 && threw && newest?.Result === "stopped-extension-dll-exception")
        return {
          verdict: "fail",
          message: "cloudLacks",
          standing: "blocking",
          data: { ...data, class: lacking.join(", "), connector: c.Name, result: newest.Result },
          evidence: [
            cite(`Object types of ${c.Name}: ${c.ObjectTypes!.join(", ")}`, connectors),
            cite(`${newest.RunProfileName} of ${newest.StartDate}: ${newest.Result}`, runs),
            cite("Event ADSync 6801: the connector's extension threw", events),
          ],
        };
    }
    return { verdict: "pass", message: "supported", data };
  },
});
