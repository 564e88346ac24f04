/** Groups, contacts and computers have their own chain to the cloud, and a membership has its own. */
import type { AdEntry, Draft, Person } from "../draft";
import { iso, MINUTE } from "../ids";
import type { Injection } from "../injection";

const connect = { tool: "connect" } as const;
const TEAMS = ["Field Ops", "Release Managers", "Tax Desk", "Northern Region", "Lab Safety", "Event Crew"];
/** A group as it is created now. */
function group(
  d: Draft,
  name: string,
  ou: string,
  members: readonly Person[],
  over: Record<string, unknown> = {},
): AdEntry {
  const dn = `CN=${name},${ou}`;
  for (const m of members) m.entry["memberOf"] = [...((m.entry["memberOf"] as string[] | undefined) ?? []), dn];
  const entry = {
    objectClass: ["top", "group"],
    objectGUID: d.rng.guid(),
    objectSid: d.sid(d.tenant.root, 3000 + d.rng.below(5000)),
    cn: name,
    displayName: name,
    sAMAccountName: name,
    groupType: -2147483646,
    member: members.map((m) => m.dn),
    whenCreated: iso(d.now),
    whenChanged: iso(d.now),
    ...over,
  } as AdEntry;
  d.objects[dn] = entry;
  return entry;
}
const team = (d: Draft): string =>
  d.rng.of(TEAMS.filter((t) => !Object.keys(d.objects).some((dn) => dn.startsWith(`CN=${t},`))));

export const subjects: readonly Injection[] = [
  {
    code: "ou-out-of-scope",
    form: "a group in a container that is not selected",
    wishes: connect,
    make: (d) => {
      const name = team(d);
      group(d, name, d.rng.of(d.tenant.outside), [d.colleague()]);
      return {
        about: null,
        name,
        complaint: "quoted",
        says: d.rng.of([
          "the group {X} is missing in Microsoft 365",
          'the security group "{X}" does not show up in Entra',
        ]),
      };
    },
  },
  {
    code: "ou-out-of-scope",
    form: "a contact in a container that is not selected",
    wishes: connect,
    make: (d) => {
      const name = d.rng.of(["Harbour Logistics", "Summit Travel", "Quill Printing"]),
        mail = `desk@${name.toLowerCase().replace(" ", "-")}.example`;
      d.objects[`CN=${name},${d.rng.of(d.tenant.outside)}`] = {
        objectClass: ["top", "person", "organizationalPerson", "contact"],
        objectGUID: d.rng.guid(),
        cn: name,
        displayName: name,
        mail,
        mailNickname: name.replace(" ", ""),
        targetAddress: `SMTP:${mail}`,
        proxyAddresses: [`SMTP:${mail}`],
        whenCreated: iso(d.now),
        whenChanged: iso(d.now),
      };
      return {
        about: null,
        name,
        complaint: "quoted",
        says: "the contact {X} is missing in the address book of Exchange Online",
      };
    },
  },
  {
    code: "ou-out-of-scope",
    form: "a computer in a container that is not selected",
    wishes: connect,
    make: (d) => {
      const host = `LT-${1000 + d.rng.below(9000)}`;
      d.ad["ObjectTypes"] = ["user", "group", "contact", "computer", "inetOrgPerson"];
      d.objects[`CN=${host},${d.rng.of(d.tenant.outside)}`] = {
        objectClass: ["top", "person", "organizationalPerson", "user", "computer"],
        objectGUID: d.rng.guid(),
        objectSid: d.sid(d.tenant.root, 8000 + d.rng.below(900)),
        cn: host,
        sAMAccountName: `${host}$`,
        dNSHostName: `${host}.${d.tenant.forest}`,
        userAccountControl: 4096,
        operatingSystem: "Windows 11 Enterprise",
        userCertificate: ["MIIB4zCCAUygAwIBAgIQ"],
        whenCreated: iso(d.now),
        whenChanged: iso(d.now),
      };
      return {
        about: null,
        name: `${host}$`,
        complaint: "quoted",
        says: d.rng.of(["the laptop {X} does not become hybrid joined", "the computer {X} is missing in Entra"]),
      };
    },
  },
  {
    code: "object-type-not-selected",
    form: "the connector reads no groups",
    wishes: connect,
    make: (d) => {
      d.ad["ObjectTypes"] = ["user", "contact", "inetOrgPerson", "container", "organizationalUnit", "domainDNS"];
      const name = team(d);
      group(d, name, d.tenant.groupsOu, [d.colleague()]);
      return { about: null, name, complaint: "quoted", says: "the group {X} is missing in Microsoft 365" };
    },
  },
  {
    code: "source-of-authority-cloud",
    form: "a group was switched to the cloud",
    wishes: connect,
    make: (d) => {
      const name = team(d),
        entry = group(d, name, d.tenant.groupsOu, [d.colleague()]);
      d.goto(new Date(d.now.getTime() + 35 * MINUTE));
      const found = Object.values(d.cloud.groups).find((g) => g.displayName === name);
      if (found !== undefined) found["onPremisesSyncBehavior"] = { isCloudManaged: true };
      const newMember = d.colleague();
      entry["member"] = [...(entry["member"] as string[]), newMember.dn];
      newMember.entry["memberOf"] = [
        ...((newMember.entry["memberOf"] as string[] | undefined) ?? []),
        `CN=${name},${d.tenant.groupsOu}`,
      ];
      entry["whenChanged"] = iso(d.now);
      return {
        about: null,
        name,
        complaint: "quoted",
        says: "new members of the group {X} in AD do not arrive in the cloud",
      };
    },
  },
  {
    code: "referenced-object-missing",
    form: "a membership through the primary group",
    wishes: connect,
    make: (d) => {
      const name = team(d),
        token = 2000 + d.rng.below(900),
        about = d.colleague();
      group(d, name, d.tenant.groupsOu, [d.colleague(about)], {
        primaryGroupToken: token,
        objectSid: d.sid(d.tenant.root, token),
      });
      d.change(about, { primaryGroupID: token });
      return {
        about,
        complaint: "quoted",
        says: `{X} is in the AD group ${name} and not in the group of that name in Entra`,
      };
    },
  },
  {
    code: "ou-out-of-scope",
    form: "the member of a group is not synced",
    wishes: connect,
    make: (d) => {
      const name = team(d),
        about = d.hire(d.rng.of(d.tenant.outside));
      group(d, name, d.tenant.groupsOu, [about, d.colleague()]);
      return {
        about,
        complaint: "quoted",
        says: `why is {X} not in the group ${name} in Microsoft 365?`,
        also: ["referenced-object-missing"],
      };
    },
  },
];
