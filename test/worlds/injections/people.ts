/** Nothing of the engine is broken: what is reported is something else, or nothing (root causes, "Nothing is broken"). */
import type { Draft } from "../draft";
import { tellPassword } from "../events";
import { DAY, HOUR, iso, MINUTE } from "../ids";
import type { Complaint, Injection } from "../injection";

const connect = { tool: "connect" } as const;
const COMPLAINTS: readonly Complaint[] = [
  "missing",
  "address",
  "attribute",
  "password",
  "mailbox",
  "sign-in",
  "doubled",
  "gone",
];
const admin = (d: Draft): Record<string, unknown> => ({ user: { userPrincipalName: `admin@${d.tenant.initial}` } });

const KEPT = new Set([
  "objectClass",
  "objectGUID",
  "objectSid",
  "sAMAccountName",
  "isDeleted",
  "lastKnownParent",
  "msDS-LastKnownRDN",
  "whenCreated",
  "whenChanged",
]);

export const people: readonly Injection[] = [
  {
    code: "already-synced",
    form: "somebody who has long been there",
    make: (d) => ({ about: d.colleague(), complaint: d.rng.of(COMPLAINTS), also: ["undetermined", "false-alarm"] }),
  },
  {
    code: "already-synced",
    form: "somebody who arrived some hours ago",
    onset: [3 * HOUR, 2 * DAY],
    make: (d) => ({
      about: d.hire(),
      complaint: d.rng.of(["missing", "mailbox", "password"] as const),
      also: ["undetermined", "false-alarm"],
    }),
  },
  {
    code: "already-synced",
    form: "a change that arrived",
    onset: [3 * HOUR, 2 * DAY],
    make: (d) => {
      const about = d.colleague();
      d.change(about, { department: "Procurement", title: "Buyer" });
      return { about, complaint: "attribute", also: ["undetermined", "false-alarm"] };
    },
  },
  {
    code: "already-synced",
    form: "a password that arrived, with its trace",
    wishes: { tool: "connect", passwordSync: true },
    onset: [3 * HOUR, 2 * DAY],
    make: (d) => {
      const about = d.colleague(),
        [, user] = d.cloudOf(about)!;
      d.change(about, { pwdLastSet: iso(d.now) });
      user["lastPasswordChangeDateTime"] = iso(d.now.getTime() + MINUTE);
      tellPassword(d, about.dn, d.anchor(about), "Success", new Date(d.now.getTime() + MINUTE));
      return { about, complaint: d.rng.of(["password", "sign-in"] as const), also: ["undetermined", "false-alarm"] };
    },
  },
  {
    code: "already-synced",
    form: "nothing is wrong with the engine",
    wishes: connect,
    make: () => ({ about: null, complaint: "engine", also: ["undetermined", "false-alarm"] }),
  },
  {
    code: "user-not-found",
    form: "nobody of that name",
    make: (d) => {
      const stranger = `${d.rng.of(["quirin", "zelda", "thaddeus"])}.${d.rng.of(["unbekannt", "nobody", "xavierson"])}`;
      const name = d.rng.of([
        `${stranger}@${d.tenant.domain}`,
        stranger
          .split(".")
          .map((w) => w[0]!.toUpperCase() + w.slice(1))
          .join(" "),
      ]);
      return { about: null, name, complaint: "missing" };
    },
  },
  {
    code: "deleted-on-premises",
    form: "the account was deleted, the user followed",
    wishes: connect,
    make: (d) => {
      const about = d.colleague();
      d.remove(about);
      return { about, name: d.rng.of([d.upn(about), about.name]), complaint: "gone" };
    },
  },
  {
    code: "user-not-found",
    form: "a slip in the name of somebody who is there",
    make: (d) => {
      const [local, domain] = d.upn(d.colleague()).split("@") as [string, string];
      return { about: null, name: `${local}${d.rng.of(["x", "z1", ".a"])}@${domain}`, complaint: "missing" };
    },
  },
  {
    code: "deleted-on-premises",
    form: "the account was deleted, and no recycle bin kept it",
    wishes: connect,
    make: (d) => {
      const about = d.colleague();
      d.remove(about);
      const [tombstone] = Object.values(d.objects).filter(
        (o) => o["isDeleted"] === true && o.objectGUID === about.entry.objectGUID,
      );
      // What a tombstone keeps where the recycle bin is not switched on.
      for (const k of Object.keys(tombstone ?? {})) if (!KEPT.has(k)) delete tombstone![k];
      return { about, name: d.upn(about), complaint: "gone", also: ["orphaned-cloud-object"] };
    },
  },
  {
    code: "synced-under-fallback-upn",
    form: "its suffix is not verified",
    make: (d) => {
      const about = d.hire(),
        local = d.upn(about).split("@")[0]!;
      d.change(about, {
        userPrincipalName: `${local}@${d.rng.of([d.tenant.forest, `${d.tenant.company.toLowerCase()}-new.com`])}`,
      });
      return { about, complaint: d.rng.of(["missing", "sign-in-name"] as const) };
    },
  },
  {
    code: "synced-under-fallback-upn",
    form: "its new suffix is not verified yet",
    wishes: connect,
    make: (d) => {
      const about = d.colleague(),
        name = `${d.tenant.company.toLowerCase()}-rebrand.com`;
      d.cloud.domains[name] = { isVerified: false, isDefault: false, isInitial: false, authenticationType: "Managed" };
      d.change(about, { userPrincipalName: `${d.upn(about).split("@")[0]}@${name}` });
      return { about, complaint: "sign-in-name" };
    },
  },
  {
    code: "external-address-confusion",
    form: "a guest of the same name is what people find",
    make: (d) => {
      const about = d.colleague();
      d.cloudOnly({
        userPrincipalName: `${about.given.toLowerCase().replace(/[^a-z]/g, "")}_adatum.com#EXT#@${d.tenant.initial}`,
        displayName: about.name,
        userType: "Guest",
        mail: `${about.given.toLowerCase().replace(/[^a-z]/g, "")}@adatum.com`,
        createdDateTime: "2024-02-01T09:00:00Z",
      });
      return {
        about,
        name: d.upn(about),
        complaint: "quoted",
        says: d.rng.of([
          "people find the wrong {X} in Teams, an old partner account",
          "in Teams people find a guest instead of {X}",
        ]),
        also: ["already-synced"],
      };
    },
  },
  {
    code: "present-but-unlicensed",
    form: "nobody gave it a licence",
    make: (d) => {
      const about = d.colleague(),
        [id, user] = d.cloudOf(about)!;
      d.unlicense(id);
      if (d.rng.chance(0.5)) user["usageLocation"] = null;
      if (d.rng.chance(0.5)) d.audit("Change user license", id, admin(d));
      return { about, complaint: d.rng.of(["missing", "mailbox"] as const) };
    },
  },
  {
    code: "sign-in-blocked",
    form: "disabled in AD",
    make: (d) => {
      const about = d.colleague();
      d.change(about, { userAccountControl: 514 });
      return { about, complaint: "sign-in" };
    },
  },
  {
    code: "unsupported-direction",
    form: "a cloud user is expected in AD",
    make: (d) => {
      const name = "Casey Brightwater",
        upn = `casey.brightwater@${d.tenant.domain}`;
      d.cloudOnly({
        userPrincipalName: upn,
        displayName: name,
        mail: upn,
        proxyAddresses: [`SMTP:${upn}`],
        assignedLicenses: d.licence(),
        createdDateTime: iso(d.now),
      });
      return {
        about: null,
        name: d.rng.of([upn, name]),
        complaint: "quoted",
        says: d.rng.of([
          "I created {X} in Entra, and the account doesn't appear in Active Directory",
          "{X} exists in Microsoft 365 and is not written back to our AD",
        ]),
      };
    },
  },
  {
    code: "false-alarm",
    form: "the operator lacks the right",
    wishes: connect,
    make: (d) => {
      for (const back of [9, 15])
        d.log(
          "ADSync",
          6600,
          "Warning",
          `The user ${d.tenant.netbios}\\helpdesk1 was denied access to an operation: Get-ADSyncScheduler.`,
          d.before(back * MINUTE),
        );
      return {
        about: null,
        complaint: "engine",
        says: "I get access denied from Get-ADSyncScheduler as helpdesk1, so sync must be broken",
        also: ["already-synced", "undetermined"],
      };
    },
  },
  {
    code: "wrong-match",
    form: "the address was another person's",
    wishes: connect,
    onset: [6 * HOUR, DAY * 3],
    make: (d) => {
      const victim = "Rosalind Ashgrove",
        upn = `rosalind.ashgrove@${d.tenant.domain}`;
      const id = d.cloudOnly({
        userPrincipalName: upn,
        displayName: victim,
        givenName: "Rosalind",
        surname: "Ashgrove",
        mail: upn,
        proxyAddresses: [`SMTP:${upn}`],
        assignedLicenses: d.licence(),
        createdDateTime: "2021-03-01T09:00:00Z",
      });
      const about = d.hire(undefined, { mail: upn, proxyAddresses: [`SMTP:${upn}`] });
      const change = (displayName: string, before: string | undefined, after: unknown) => ({
        displayName,
        oldValue: JSON.stringify(before === undefined ? [] : [before]),
        newValue: JSON.stringify([after]),
      });
      const changes = [
        change("SourceAnchor", undefined, d.anchor(about)),
        change("DirSyncEnabled", undefined, true),
        change("DisplayName", victim, about.name),
        change("GivenName", "Rosalind", about.given),
        change("Surname", "Ashgrove", about.surname),
        change("UserPrincipalName", upn, d.upn(about)),
      ];
      d.goto(new Date(d.now.getTime() + 40 * MINUTE));
      d.audit("Update user", id, { app: { displayName: d.tenant.identity.name } }, changes);
      return {
        about,
        complaint: "quoted",
        says: d.rng.of([`the account of ${victim} shows {X} since yesterday`, `{X} has the mailbox of ${victim}`]),
      };
    },
  },
];
