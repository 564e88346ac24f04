/** What both sides hold of the person, or of the group, contact or device that the case is about. */
import { told, valueOr, type AdObject, type CloudUser, type FactKey, type FactSet, type Words } from "../../domain";
import { liveUpnOf, smtpAddresses } from "../../identity/address";
import { isGuest, rolesOf } from "../../identity/holders";
import { immutableIdOf } from "../../identity/anchor";
import { carries } from "../../identity/link";
import { MASTERY_FACTS, masteryOf } from "../../identity/mastery";
import { saySignIn, wentThrough } from "../../identity/sign-ins";
import { cell, marked, moment, yesNo, type ReadingSpec } from "./spec";

const AD = "Active Directory",
  ENTRA = "Microsoft Entra ID",
  WHERE = { en: "Where", de: "Wo" } as const,
  WHO = { en: "Account", de: "Konto" } as const,
  STATE = { en: "State", de: "Zustand" } as const,
  WHAT = { en: "What", de: "Was" } as const,
  VALUE = { en: "Value", de: "Wert" } as const;
const NOT_THERE: Words = { en: "not there", de: "nicht da" },
  UNREAD: Words = { en: "could not be read", de: "nicht lesbar" },
  DELETED: Words = { en: "deleted", de: "gelöscht" };

const nameOf = (o: AdObject): string => cell(o.userPrincipalName ?? o.sAMAccountName ?? o.cn ?? o.dn);
const origin = (u: CloudUser): Words =>
  u.onPremisesSyncEnabled === true
    ? { en: "synchronized", de: "synchronisiert" }
    : u.onPremisesSyncEnabled === false
      ? { en: "was synchronized", de: "war synchronisiert" }
      : { en: "made in the cloud", de: "in der Cloud angelegt" };
/** Nothing is told of an account that could not be read. */
const AD_UNREAD: Words = { en: "Active Directory could not be read.", de: "Active Directory war nicht lesbar." },
  CLOUD_UNREAD: Words = { en: "The cloud account could not be read.", de: "Das Cloud-Konto war nicht lesbar." };
const NO_AD: Words = { en: "There is no AD account to compare with.", de: "Es gibt kein AD-Konto zum Vergleichen." };
const isUnread = (facts: FactSet, key: FactKey): boolean => facts[key].state === "unreadable";
/** Absent, or not read: a row for either. Whoever is on neither side is on none. */
const noneRow = (facts: FactSet, key: FactKey, where: string, isNowhere: boolean) =>
  marked([where, "–", facts[key].state === "unreadable" ? UNREAD : NOT_THERE], isNowhere ? "bad" : undefined);

export const accounts: ReadingSpec = {
  id: "accounts",
  title: { en: "The accounts of both sides", de: "Die Konten beider Seiten" },
  facts: ["ad.user", "ad.deleted", "entra.user", "entra.object", "entra.deletedUsers"],
  columns: [WHERE, WHO, STATE],
  read(facts, { ad, cloud, object }) {
    const dead = valueOr(facts["ad.deleted"], []),
      gone = valueOr(facts["entra.deletedUsers"], []);
    const inCloud = cloud !== undefined || object !== undefined;
    const isNowhere = facts["ad.user"].state === "absent" && facts["entra.user"].state === "absent" && !inCloud;
    return {
      says: told(
        {
          en: "Active Directory: {ad, select, yes {there} no {not there} other {could not be read}}. Microsoft Entra ID: {entra, select, yes {there} no {not there} other {could not be read}}.",
          de: "Active Directory: {ad, select, yes {da} no {nicht da} other {nicht lesbar}}. Microsoft Entra ID: {entra, select, yes {da} no {nicht da} other {nicht lesbar}}.",
        },
        {
          ad: ad !== undefined ? "yes" : facts["ad.user"].state === "unreadable" ? "unread" : "no",
          entra: inCloud ? "yes" : facts["entra.user"].state === "unreadable" ? "unread" : "no",
        },
      ),
      rows: [
        ad === undefined
          ? noneRow(facts, "ad.user", AD, isNowhere)
          : marked([AD, nameOf(ad), { en: "there", de: "da" }], "good"),
        ...dead.map((o) => marked([AD, nameOf(o), DELETED])),
        object !== undefined
          ? marked([ENTRA, cell(object.displayName ?? object.id), { en: "there", de: "da" }], "good")
          : cloud === undefined
            ? noneRow(facts, "entra.user", ENTRA, isNowhere)
            : marked([ENTRA, cell(cloud.userPrincipalName), origin(cloud)], "good"),
        ...gone.map((u) => marked([ENTRA, cell(liveUpnOf(u.userPrincipalName)), DELETED])),
      ],
    };
  },
};
const SAME: Words = { en: "same", de: "gleich" },
  DIFFERENT: Words = { en: "different", de: "verschieden" };
export const values: ReadingSpec = {
  id: "values",
  title: { en: "The values of both sides", de: "Die Werte beider Seiten" },
  facts: ["ad.user", "entra.user", ...MASTERY_FACTS],
  columns: [{ en: "Attribute", de: "Attribut" }, AD, ENTRA, ""],
  read(facts, person) {
    if (person.pair === undefined) {
      const ad = person.ad;
      if (ad === undefined)
        return {
          says: isUnread(facts, "ad.user") ? AD_UNREAD : NO_AD,
          rows: [],
        };
      return {
        says: isUnread(facts, "entra.user")
          ? CLOUD_UNREAD
          : {
              en: "No synchronized cloud account belongs to this AD account, so only its own values stand here.",
              de: "Zu diesem AD-Konto gehört kein synchronisiertes Cloud-Konto; hier stehen nur seine eigenen Werte.",
            },
        rows: ["userPrincipalName", "mail", "mailNickname", "proxyAddresses", "displayName"].map((name) =>
          marked([name, cell(ad[name]), "–", ""]),
        ),
      };
    }
    const rows = masteryOf(person, facts).filter((r) => r.ad !== "" || r.cloud !== "");
    const different = rows.filter((r) => !r.equal);
    return {
      says: told(
        {
          en: "{count, plural, one {# value was compared} other {# values were compared}}, {different, plural, =0 {all are the same} one {# is different} other {# are different}}.",
          de: "{count, plural, one {# Wert wurde verglichen} other {# Werte wurden verglichen}}, {different, plural, =0 {alle sind gleich} one {# ist verschieden} other {# sind verschieden}}.",
        },
        { count: rows.length, different: different.length },
      ),
      rows: [...different, ...rows.filter((r) => r.equal)].map((r) =>
        marked([r.attribute, cell(r.ad), cell(r.cloud), r.equal ? SAME : DIFFERENT], r.equal ? "good" : undefined),
      ),
    };
  },
};
export const usable: ReadingSpec = {
  id: "usable",
  title: { en: "What the cloud account is fit for", de: "Was das Cloud-Konto kann" },
  facts: ["entra.user", "entra.mailboxSettings", "entra.syncBehavior"],
  columns: [WHAT, VALUE],
  read(facts, { cloud, object }) {
    if (cloud === undefined)
      return {
        says:
          object !== undefined
            ? {
                en: "The subject is no user; licences and sign-in do not apply.",
                de: "Es geht nicht um einen Benutzer; Lizenzen und Anmeldung entfallen.",
              }
            : isUnread(facts, "entra.user")
              ? CLOUD_UNREAD
              : { en: "No cloud account is there.", de: "Es ist kein Cloud-Konto da." },
        rows: [],
      };
    const licences = (cloud.assignedLicenses ?? []).length;
    const mailbox = facts["entra.mailboxSettings"].state;
    return {
      says: told(
        {
          en: "Sign-in {on, select, yes {allowed} no {blocked} other {not told}}, {licences, plural, =0 {no licence} one {# licence} other {# licences}}.",
          de: "Anmeldung {on, select, yes {erlaubt} no {gesperrt} other {nicht genannt}}, {licences, plural, =0 {keine Lizenz} one {# Lizenz} other {# Lizenzen}}.",
        },
        { on: cloud.accountEnabled === true ? "yes" : cloud.accountEnabled === false ? "no" : "-", licences },
      ),
      rows: [
        marked(
          [{ en: "Sign-in allowed", de: "Anmeldung erlaubt" }, yesNo(cloud.accountEnabled)],
          cloud.accountEnabled === false ? "bad" : undefined,
        ),
        marked([{ en: "Licences", de: "Lizenzen" }, String(licences)], licences === 0 ? "bad" : undefined),
        marked([{ en: "Usage location", de: "Nutzungsstandort" }, cell(cloud.usageLocation)]),
        marked([
          { en: "Mailbox", de: "Postfach" },
          mailbox === "seen" ? { en: "answers", de: "antwortet" } : mailbox === "absent" ? NOT_THERE : UNREAD,
        ]),
        marked([{ en: "Origin", de: "Herkunft" }, origin(cloud)]),
        marked([
          { en: "Last written by sync", de: "Zuletzt von der Synchronisierung geschrieben" },
          moment(cloud.onPremisesLastSyncDateTime),
        ]),
        marked([
          { en: "Password last changed", de: "Kennwort zuletzt geändert" },
          moment(cloud.lastPasswordChangeDateTime),
        ]),
        marked([
          { en: "Managed in the cloud", de: "In der Cloud verwaltet" },
          yesNo(valueOr(facts["entra.syncBehavior"], undefined)?.isCloudManaged),
        ]),
      ],
    };
  },
};
export const signIns: ReadingSpec = {
  id: "signIns",
  title: { en: "Sign-ins of the last 30 days", de: "Anmeldungen der letzten 30 Tage" },
  facts: ["entra.userSignIns"],
  columns: [
    { en: "When", de: "Wann" },
    { en: "Result", de: "Ergebnis" },
    { en: "Application", de: "Anwendung" },
  ],
  read(facts) {
    const all = valueOr(facts["entra.userSignIns"], []);
    return {
      says: told(
        {
          en: "{count, plural, =0 {No sign-in was found.} one {# sign-in, {failed, plural, =0 {which went through} other {which failed}}.} other {# sign-ins, {failed, plural, =0 {none failed} other {# failed}}.}}",
          de: "{count, plural, =0 {Keine Anmeldung wurde gefunden.} one {# Anmeldung, {failed, plural, =0 {die gelang} other {die fehlschlug}}.} other {# Anmeldungen, {failed, plural, =0 {keine schlug fehl} one {# schlug fehl} other {# schlugen fehl}}.}}",
        },
        { count: all.length, failed: all.filter((s) => !wentThrough(s)).length },
      ),
      rows: all.map((s) => marked([moment(s.createdDateTime), cell(saySignIn(s)), cell(s.appDisplayName)])),
    };
  },
};
export const anchors: ReadingSpec = {
  id: "anchors",
  title: { en: "The anchors of both sides", de: "Die Anker beider Seiten" },
  facts: ["ad.user", "entra.user"],
  columns: [WHERE, VALUE],
  read(facts, { ad, users, anchor, object }) {
    if (object !== undefined)
      return {
        says: {
          en: "The subject is no user, so no anchor of a user is compared.",
          de: "Es geht nicht um einen Benutzer; der Anker eines Benutzers wird nicht verglichen.",
        },
        rows: [],
      };
    const mine = users.filter((u) => carries(u, anchor));
    const guids = (["objectGUID", "mS-DS-ConsistencyGuid"] as const)
      .map((name) => [name, ad?.[name]] as const)
      .filter(([, guid]) => guid !== undefined);
    return {
      says:
        ad === undefined
          ? isUnread(facts, "ad.user")
            ? AD_UNREAD
            : NO_AD
          : mine.length > 0
            ? told(
                {
                  en: "{who} carries the anchor that the engine works out for the AD account.",
                  de: "{who} trägt den Anker, den der Dienst für das AD-Konto errechnet.",
                },
                { who: mine[0]!.userPrincipalName },
              )
            : isUnread(facts, "entra.user")
              ? CLOUD_UNREAD
              : {
                  en: "No cloud account carries the anchor of the AD account.",
                  de: "Kein Cloud-Konto trägt den Anker des AD-Kontos.",
                },
      rows: [
        ...guids.map(([attribute, guid]) => marked([`AD ${attribute}, base64`, cell(immutableIdOf(guid))])),
        ...users.map((u) =>
          marked(
            [`Entra onPremisesImmutableId, ${cell(u.userPrincipalName)}`, cell(u.onPremisesImmutableId)],
            carries(u, anchor) ? "good" : undefined,
          ),
        ),
        ...guids.map(([attribute, guid]) => marked([`AD ${attribute}`, cell(guid)])),
      ],
    };
  },
};
export const holders: ReadingSpec = {
  id: "holders",
  title: { en: "Who else holds a value of this person", de: "Wer sonst einen Wert dieser Person hält" },
  facts: ["entra.relatedUsers", "entra.deletedUsers", "entra.otherHolders", "ad.related"],
  columns: [WHERE, WHO, STATE, { en: "Addresses", de: "Adressen" }],
  read(facts, { others, rivals, ad }) {
    const users = valueOr(facts["entra.relatedUsers"], []),
      gone = valueOr(facts["entra.deletedUsers"], []),
      things = valueOr(facts["entra.otherHolders"], []);
    const names =
      ad === undefined ? [] : [...smtpAddresses(ad.proxyAddresses), (ad.userPrincipalName ?? "").toLowerCase()];
    const twins = others.filter((o) =>
      [...smtpAddresses(o.proxyAddresses), (o.userPrincipalName ?? "").toLowerCase()].some(
        (n) => n !== "" && names.includes(n),
      ),
    );
    const stateOf = (u: CloudUser): Words => {
      const roles = rolesOf(facts["entra.roles"], u).map((r) => r.role);
      return roles.length > 0 ? cell(roles) : isGuest(u) ? { en: "guest", de: "Gast" } : origin(u);
    };
    return {
      says: told(
        {
          en: "Found: {users, plural, =0 {no other live user} one {# other live user} other {# other live users}}, {gone, plural, =0 {no deleted one} one {# deleted one} other {# deleted ones}}, {things, plural, =0 {no group or contact} one {# group or contact} other {# groups and contacts}} in the cloud; {twins, plural, =0 {no other object} one {# other object} other {# other objects}} in Active Directory.",
          de: "Gefunden: in der Cloud {users, plural, =0 {kein weiterer Benutzer} one {# weiterer Benutzer} other {# weitere Benutzer}}, {gone, plural, =0 {kein gelöschter} one {# gelöschter} other {# gelöschte}}, {things, plural, =0 {keine Gruppe, kein Kontakt} one {# Gruppe oder Kontakt} other {# Gruppen und Kontakte}}; in Active Directory {twins, plural, =0 {kein weiteres Objekt} one {# weiteres Objekt} other {# weitere Objekte}}.",
        },
        { users: users.length, gone: gone.length, things: things.length, twins: twins.length },
      ),
      rows: [
        ...users.map((u) =>
          marked(
            [ENTRA, cell(u.userPrincipalName), stateOf(u), cell(smtpAddresses(u.proxyAddresses))],
            rivals.some((r) => r.id === u.id) ? "bad" : undefined,
          ),
        ),
        ...gone.map((u) =>
          marked([ENTRA, cell(liveUpnOf(u.userPrincipalName)), DELETED, cell(smtpAddresses(u.proxyAddresses))]),
        ),
        ...things.map((h) =>
          marked([ENTRA, cell(h.displayName ?? h.id), cell(h.kind), cell(smtpAddresses(h.proxyAddresses))]),
        ),
        ...twins.map((o) => marked([AD, nameOf(o), cell(o.dn), cell(smtpAddresses(o.proxyAddresses))])),
      ],
    };
  },
};
export const withheld: ReadingSpec = {
  id: "withheld",
  title: { en: "Values that the directory withholds", de: "Werte, die das Verzeichnis zurückhält" },
  facts: ["entra.user", "entra.relatedUsers", "entra.object"],
  columns: [
    { en: "Account, attribute", de: "Konto, Attribut" },
    VALUE,
    { en: "Why", de: "Warum" },
    { en: "Since", de: "Seit" },
  ],
  read(facts, { users, object }) {
    const carriers = [
      ...users.map((u) => ({ name: u.userPrincipalName, errors: u.onPremisesProvisioningErrors ?? [] })),
      ...(object === undefined || object.kind === "device"
        ? []
        : [{ name: object.displayName ?? object.id, errors: object.onPremisesProvisioningErrors ?? [] }]),
    ];
    const all = carriers.flatMap(({ name, errors }) => errors.map((e) => ({ name, ...e })));
    return {
      says: told(
        {
          en: "{count, plural, =0 {No value is withheld on the accounts that were read} one {# value is withheld} other {# values are withheld}}.",
          de: "{count, plural, =0 {An den gelesenen Konten wird kein Wert zurückgehalten} one {# Wert wird zurückgehalten} other {# Werte werden zurückgehalten}}.",
        },
        { count: all.length },
      ),
      rows: all.map((e) =>
        marked(
          [
            [cell(e.name), cell(e.propertyCausingError)].join(", "),
            cell(e.value),
            cell(e.category),
            moment(e.occurredDateTime),
          ],
          "bad",
        ),
      ),
    };
  },
};
