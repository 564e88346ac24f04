import { sameText } from "../../identity/address";
import { defineCheck } from "../../identity/define";
import { ENGINE } from "../../identity/events";
import { kindsSpokenOf } from "../../identity/kinds";
import { nameOf } from "../../identity/naming";
import { cloudConnectors } from "../../identity/place";
import { importsOf, seenRun } from "../../identity/runs";
import { neverSyncedClass } from "../../identity/source-type";
import { cloudKindOf } from "../../identity/twin";
import { cite, told, valueOr, type AdObject, type Ask, type Connector, type Fact, type Given } from "../../domain";

/** Object types that the cloud sends to the Entra connector. */
const CLOUD_TYPES = ["user", "group", "contact", "device", "publicFolder"];
const ENGINE_EXTENSION_THREW = 6801;

/** Classes that sync as users, and what each connector must be set to read. */
export default defineCheck({
  id: "scope.object-type",
  title: {
    en: "The object's class is one that the connectors read",
    de: "Die Klasse des Objekts gehört zu denen, die die Connectors lesen",
  },
  guide: "basics.scope",
  needs: ["ad.user", "server.connectors"],
  wants: ["ask", "server.runHistory", "server.events"],
  messages: {
    supported: {
      en: "{user} is a {class}, which the connectors read.",
      de: "{user} ist ein Objekt der Klasse {class}, die die Connectors lesen.",
    },
    noUser: { en: "There is no AD account to look at.", de: "Es gibt kein AD-Konto, das sich prüfen ließe." },
    unsupported: {
      code: "unsupported-object-type",
      text: {
        en: "{user} is a {class}; that class is not synced as a user.",
        de: "{user} ist ein Objekt der Klasse {class}; diese Klasse wird nicht als Benutzer synchronisiert.",
      },
      advice: [
        {
          en: "Managed service accounts never sync, computers only as devices, contacts only as contacts. Make an ordinary user account where a person needs one in the cloud.",
          de: "Verwaltete Dienstkonten werden nie synchronisiert, Computer nur als Geräte, Kontakte nur als Kontakte. Legen Sie ein gewöhnliches Benutzerkonto an, wo eine Person eines in der Cloud braucht.",
        },
      ],
    },
    notSelected: {
      code: "object-type-not-selected",
      text: {
        en: "The connector {connector} does not read objects of class {class}, so {user} is never imported.",
        de: "Der Connector {connector} liest keine Objekte der Klasse {class}, deshalb wird {user} nie importiert.",
      },
      advice: [
        {
          en: "Synchronization Service Manager > Connectors > {connector} > Properties > Select Object Types: tick {class}, OK; then run Start-ADSyncSyncCycle -PolicyType Initial.",
          de: "Synchronization Service Manager > Connectors > {connector} > Properties > Select Object Types: Wählen Sie {class} aus, OK; führen Sie dann Start-ADSyncSyncCycle -PolicyType Initial aus.",
        },
      ],
    },
    cloudLacks: {
      code: "object-type-not-selected",
      text: {
        en: "The connector {connector} has the object type {class} not selected, and its import stops with {result} since the cloud sends such objects.",
        de: "Im Connector {connector} ist der Objekttyp {class} nicht ausgewählt, und sein Import endet mit {result}, weil die Cloud solche Objekte sendet.",
      },
      advice: [
        {
          en: "Synchronization Service Manager > Connectors > {connector} > Properties > Select Object Types: tick {class}, OK; then run a Full Import on it and Start-ADSyncSyncCycle -PolicyType Delta.",
          de: "Synchronization Service Manager > Connectors > {connector} > Properties > Select Object Types: Wählen Sie {class} aus, OK; führen Sie dann auf ihm einen Full Import und danach Start-ADSyncSyncCycle -PolicyType Delta aus.",
        },
      ],
    },
  },
  evaluate(facts, { ad, place }) {
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const classes = ad.objectClass ?? [];
    const never = neverSyncedClass(ad) ?? contactTakenForUser(ad, facts.ask);
    const objectClass = cite(
      told(
        { en: "objectClass of {dn}: {classes}", de: "objectClass von {dn}: {classes}" },
        { dn: ad.dn, classes: classes.join(", ") },
      ),
      facts["ad.user"],
    );
    if (never !== undefined)
      return {
        verdict: "fail",
        message: "unsupported",
        proof: "measured",
        data: { user: nameOf(ad), class: never },
        evidence: [objectClass],
      };
    const mostSpecial = classes.at(-1) ?? "user";
    const data = { user: nameOf(ad), class: mostSpecial };
    const own = place?.connector;
    const types = own?.ObjectTypes ?? [];
    if (own !== undefined && types.length > 0 && !includesText(types, mostSpecial))
      return {
        verdict: "fail",
        message: "notSelected",
        proof: "measured",
        data: { ...data, connector: own.Name },
        evidence: [typesOf(own, facts), objectClass],
      };
    const cloud = cloudLacking(facts);
    if (cloud === undefined) return { verdict: "pass", message: "supported", data };
    return {
      verdict: "fail",
      message: "cloudLacks",
      proof: "measured",
      standing: "blocking",
      data: { ...data, class: cloud.lacking.join(", "), connector: cloud.connector.Name, result: cloud.run.Result },
      evidence: [
        typesOf(cloud.connector, facts),
        seenRun(cloud.run, facts["server.runHistory"]),
        cite(
          {
            en: "Event ADSync 6801: the connector's extension threw",
            de: "Ereignis ADSync 6801: Die Erweiterung des Connectors hat einen Fehler ausgelöst",
          },
          facts["server.events"],
        ),
      ],
    };
  },
});

/** A contact syncs as a contact: where none was asked about, somebody expects an account. */
const contactTakenForUser = (ad: AdObject, ask: Fact<Ask>): string | undefined =>
  cloudKindOf(ad) !== "contact" || ask.state !== "seen" || isAboutContacts(ask.value) ? undefined : "contact";
const isAboutContacts = (ask: Ask): boolean => kindsSpokenOf(ask).includes("contact") || ask.topics.includes("list");
const includesText = (list: readonly string[], text: string): boolean => list.some((entry) => sameText(entry, text));
const typesOf = (connector: Connector, facts: Given<never, "server.connectors">) =>
  cite(
    told(
      { en: "Object types of {connector}: {types}", de: "Objekttypen von {connector}: {types}" },
      { connector: connector.Name, types: (connector.ObjectTypes ?? []).join(", ") },
    ),
    facts["server.connectors"],
  );

/** A cloud connector that lacks an object type and whose newest import threw; undefined where there is none. */
function cloudLacking(facts: Given<never, "server.connectors" | "server.runHistory" | "server.events">) {
  const threw = valueOr(facts["server.events"], []).some(
    (e) => ENGINE.test(e.ProviderName) && e.Id === ENGINE_EXTENSION_THREW,
  );
  if (!threw) return undefined;
  for (const connector of cloudConnectors(valueOr(facts["server.connectors"], []))) {
    const types = connector.ObjectTypes ?? [];
    const lacking = types.length === 0 ? [] : CLOUD_TYPES.filter((type) => !includesText(types, type));
    const run = importsOf(connector.Name, valueOr(facts["server.runHistory"], []))[0];
    if (lacking.length > 0 && run?.Result === "stopped-extension-dll-exception") return { connector, lacking, run };
  }
  return undefined;
}
