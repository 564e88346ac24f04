/** Values that are refused, dropped, masked or overridden (adsync reference §4.2, §7). */
import type { Draft, Person } from "../draft";
import { DAY, HOUR, iso, MINUTE } from "../ids";
import type { Injection } from "../injection";

const connect = { tool: "connect" } as const;
const proxies = (p: Person): string[] => p.entry["proxyAddresses"] as string[];
const local = (d: Draft, p: Person): string => d.upn(p).split("@")[0]!;
const admin = (d: Draft): Record<string, unknown> => ({ user: { userPrincipalName: `admin@${d.tenant.initial}` } });

export const attributes: readonly Injection[] = [
  {
    code: "invalid-attribute-value",
    form: "an address with a character that is not allowed",
    wishes: connect,
    make: (d) => {
      const about = d.rng.chance(0.5) ? d.hire() : d.colleague(),
        bad = d.rng.of(["sales,north", "front(desk)", "info;eu", "größe", "a b"]);
      d.change(about, { proxyAddresses: [...proxies(about), `smtp:${bad}@${d.tenant.domain}`] });
      return { about, complaint: d.cloudOf(about) === undefined ? "missing" : "attribute" };
    },
  },
  {
    code: "invalid-attribute-value",
    form: "a dot before the at sign, or another slip in the sign-in name",
    wishes: connect,
    make: (d) => {
      const about = d.hire(),
        [name, domain] = d.upn(about).split("@") as [string, string];
      d.change(about, { userPrincipalName: `${d.rng.of([`${name}.`, `${name},x`, `${name}&`])}@${domain}` });
      return { about, name: about.name, complaint: "missing" };
    },
  },
  {
    code: "invalid-attribute-value",
    form: "a nickname that begins with a dot, or is too long",
    wishes: connect,
    make: (d) => ({
      about: d.hire(undefined, { mailNickname: d.rng.of([".starter", "n".repeat(70)]) }),
      complaint: "missing",
      also: ["attribute-too-large"],
    }),
  },
  {
    code: "invalid-attribute-value",
    form: "a character in the sign-in name that nobody sees",
    wishes: connect,
    make: (d) => {
      const about = d.colleague(),
        [name, domain] = d.upn(about).split("@") as [string, string];
      d.change(about, { userPrincipalName: `${name}\u200b@${domain}` });
      return { about, name: about.name, complaint: "sign-in-name", also: ["synced-under-fallback-upn"] };
    },
  },
  {
    code: "attribute-too-large",
    form: "too many certificates",
    wishes: connect,
    make: (d) => {
      const about = d.colleague();
      d.change(about, {
        userCertificate: Array.from({ length: 16 + d.rng.below(20) }, () =>
          Buffer.from(d.rng.guid()).toString("base64"),
        ),
        title: "Principal",
      });
      return { about, complaint: "attribute" };
    },
  },
  {
    code: "address-domain-unverified",
    form: "an alias of a domain that is not the tenant's",
    wishes: connect,
    make: (d) => {
      const about = d.colleague(),
        alias = `${local(d, about)}@${d.tenant.company.toLowerCase()}-old.${d.rng.of(["com", "org"])}`;
      d.change(about, { proxyAddresses: [...proxies(about), `smtp:${alias}`] });
      return {
        about,
        complaint: "address",
        says: d.rng.of([
          `the alias ${alias} of {X} is missing in Exchange Online`,
          "an alias of {X} does not arrive in Exchange Online",
        ]),
      };
    },
  },
  {
    code: "wrong-source-attribute",
    form: "mail was changed, the primary address was not",
    wishes: connect,
    make: (d) => {
      const about = d.colleague(),
        mail = `${about.surname.toLowerCase().replace(/[^a-z]/g, "")}.new@${d.tenant.domain}`;
      d.change(about, { mail });
      return {
        about,
        complaint: "address",
        says: `{X} should be ${mail} now, and Outlook still shows the old address`,
      };
    },
  },
  {
    code: "referenced-object-missing",
    form: "the manager is not synced",
    wishes: connect,
    make: (d) => {
      const boss = d.hire(d.rng.of(d.tenant.outside)),
        about = d.colleague();
      d.change(about, { manager: boss.dn });
      return {
        about,
        complaint: "attribute",
        says: d.rng.of(["the manager of {X} is not shown in Microsoft 365", "{X} has no manager in Entra, AD has one"]),
      };
    },
  },
  {
    code: "cloud-override",
    form: "the mobile number was set in the cloud",
    wishes: connect,
    onset: [DAY, 4 * DAY],
    make: (d) => {
      const about = d.colleague(),
        [id, user] = d.cloudOf(about)!,
        set = "+46 70 555 12 34";
      d.change(about, { mobile: "+46 70 555 00 02" });
      user["mobilePhone"] = set;
      d.audit("Update user", id, admin(d), [
        { displayName: "Mobile", oldValue: '["+46 70 555 00 02"]', newValue: JSON.stringify([set]) },
        { displayName: "Included Updated Properties", oldValue: null, newValue: '"Mobile"' },
      ]);
      d.goto(new Date(d.now.getTime() + 4 * HOUR));
      d.change(about, { mobile: "+46 70 555 88 10" });
      return {
        about,
        complaint: "attribute",
        says: "the mobile number of {X} is stuck at an old value in Microsoft 365",
      };
    },
  },
  {
    code: "cloud-override",
    form: "the password was set in the cloud, and nothing is written back",
    wishes: { tool: "connect", passwordSync: true },
    onset: [3 * HOUR, 3 * DAY],
    make: (d) => {
      d.cloud.onPremisesSynchronization!.features["passwordWritebackEnabled"] = false;
      const about = d.colleague(),
        [id, user] = d.cloudOf(about)!;
      user["lastPasswordChangeDateTime"] = iso(d.now);
      d.audit("Reset user password", id, admin(d));
      return {
        about,
        complaint: "password",
        says: d.rng.of([
          "{X} has one password in the office and another one in Microsoft 365",
          "the password of {X} in Microsoft 365 is not the one from AD",
        ]),
      };
    },
  },
  {
    code: "mailbox-attributes-conflict",
    form: "hidden from address lists",
    wishes: connect,
    make: (d) => {
      const about = d.colleague();
      d.change(about, { msExchHideFromAddressLists: true });
      d.atEnd(() => {
        const user = d.cloudOf(about)?.[1];
        if (user !== undefined) user["showInAddressList"] = false;
      });
      return {
        about,
        complaint: "quoted",
        says: d.rng.of(["nobody finds {X} in the Outlook address book", "{X} is not in the global address list"]),
      };
    },
  },
  {
    code: "federated-domain-change",
    form: "from one federated domain to another",
    wishes: { tool: "connect", secondDomain: true },
    make: (d) => {
      for (const name of [d.tenant.domain, d.tenant.second!])
        d.cloud.domains[name]!["authenticationType"] = "Federated";
      const about = d.colleague();
      d.change(about, { userPrincipalName: `${local(d, about)}@${d.tenant.second}` });
      return { about, complaint: "sign-in-name", also: ["sign-in-name-not-updated"] };
    },
  },
  {
    code: "sign-in-name-not-updated",
    form: "the tenant keeps the sign-in name of licensed users",
    wishes: connect,
    make: (d) => {
      d.cloud.onPremisesSynchronization!.features["synchronizeUpnForManagedUsersEnabled"] = false;
      const about = d.colleague(),
        before = d.upn(about),
        [id] = d.cloudOf(about)!;
      d.change(about, { userPrincipalName: `new.${before}` });
      d.atEnd(() => {
        d.users[id]!.userPrincipalName = before;
      });
      return { about, complaint: "sign-in-name" };
    },
  },
  {
    code: "source-of-authority-cloud",
    form: "the user was switched to the cloud",
    wishes: connect,
    make: (d) => {
      const about = d.colleague(),
        [id, user] = d.cloudOf(about)!;
      user.onPremisesSyncBehavior = { isCloudManaged: true };
      d.audit("Update user", id, admin(d), [
        { displayName: "OnPremisesSyncBehavior.IsCloudManaged", oldValue: "[false]", newValue: "[true]" },
      ]);
      d.goto(new Date(d.now.getTime() + 70 * MINUTE));
      d.change(about, { department: "Procurement" });
      return { about, complaint: "attribute" };
    },
  },
  {
    code: "exchange-attributes-cloud-managed",
    form: "Exchange Online masters the addresses",
    wishes: connect,
    onset: [DAY, 4 * DAY],
    make: (d) => {
      const about = d.colleague(),
        [id, user] = d.cloudOf(about)!,
        alias = `desk.${local(d, about)}@${d.tenant.domain}`,
        own = [...(user.proxyAddresses ?? []), `smtp:team.${local(d, about)}@${d.tenant.domain}`];
      d.audit(
        "Update user",
        id,
        { app: { appId: "00000002-0000-0ff1-ce00-000000000000", displayName: "Office 365 Exchange Online" } },
        [
          {
            displayName: "ProxyAddresses",
            oldValue: JSON.stringify(user.proxyAddresses),
            newValue: JSON.stringify(own),
          },
        ],
      );
      d.goto(new Date(d.now.getTime() + 2 * HOUR));
      d.change(about, { proxyAddresses: [...proxies(about), `smtp:${alias}`], title: "Team Lead" });
      d.atEnd(() => {
        d.users[id]!.proxyAddresses = own;
      });
      return { about, complaint: "address", says: `the alias ${alias} of {X} is in AD and not in Exchange Online` };
    },
  },
  {
    code: "address-moved-in-one-cycle",
    form: "an alias went from a leaver to a colleague within one cycle",
    wishes: connect,
    onset: [5 * HOUR, 3 * DAY],
    make: (d) => {
      const leaver = d.colleague(),
        about = d.colleague(leaver),
        alias = `smtp:${d.rng.of(["orders", "billing", "events"])}@${d.tenant.domain}`;
      d.change(leaver, { proxyAddresses: [...proxies(leaver), alias] });
      d.goto(new Date(d.now.getTime() + 65 * MINUTE));
      d.change(leaver, { proxyAddresses: proxies(leaver).filter((x) => x !== alias) });
      d.change(about, { proxyAddresses: [...proxies(about), alias] });
      d.goto(new Date(d.now.getTime() + 31 * MINUTE));
      refuseOnce(d, about, alias);
      d.atEnd(() => {
        const user = d.cloudOf(about)![1];
        user.proxyAddresses = (user.proxyAddresses ?? []).filter((x) => x.toLowerCase() !== alias.toLowerCase());
      });
      return {
        about,
        complaint: "address",
        says: `the alias ${alias.slice(5)} is on {X} in AD and does not arrive in the cloud`,
      };
    },
  },
  {
    code: "mailbox-attributes-conflict",
    form: "an ExchangeGuid of the old mailbox",
    wishes: connect,
    make: (d) => {
      const about = d.colleague(),
        [id, user] = d.cloudOf(about)!;
      delete user.mailboxSettings;
      d.change(about, {
        msExchMailboxGuid: d.rng.guid(),
        msExchRecipientTypeDetails: 1,
        msExchRecipientDisplayType: 1073741824,
        homeMDB: `CN=DB01,CN=Databases,CN=Exchange Administrative Group (FYDIBOHF23SPDLT),CN=Administrative Groups,CN=${d.tenant.company},CN=Microsoft Exchange,CN=Services,CN=Configuration,${d.tenant.root}`,
      });
      d.cloud.faults.push({
        method: "GET",
        path: `/\\/users\\/(${id}|${d.upn(about)})\\/mailboxSettings/`,
        status: 404,
        body: {
          error: {
            code: "MailboxNotEnabledForRESTAPI",
            message: "The mailbox is either inactive, soft-deleted, or is hosted on-premise.",
          },
        },
      });
      return { about, complaint: "mailbox" };
    },
  },
];
/** The export that sent both changes at once refused the second of them. */
function refuseOnce(d: Draft, about: Person, alias: string): void {
  const Detail = `Unable to update this object because the following attributes associated with this object have values that may already be associated with another object in your local directory services: [ProxyAddresses ${alias};].`;
  const run = d.premises.runHistory.find(
    (r) => r.ConnectorName === d.tenant.cloudConnector && r.RunProfileName === "Export",
  );
  if (run === undefined) return;
  run.Result = "completed-export-errors";
  run.Errors.push({
    DN: d.cloudDn(about),
    ErrorName: "AttributeValueMustBeUnique",
    Detail,
    Attribute: "ProxyAddresses",
  });
  d.atEnd(() => {
    if (d.premises.runHistory.includes(run)) return;
    const text = `ECMA2 MA export run caused an error. \r\nError Name: AttributeValueMustBeUnique\r\nError Detail: ${Detail}\r\nDN: ${d.cloudDn(about)}`;
    d.log("ADSync", 6941, "Error", text, new Date(run.EndDate ?? run.StartDate));
  });
}
