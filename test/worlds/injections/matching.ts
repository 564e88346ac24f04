/** Causes in the cloud's matching: anchors, holders, blocks (Graph reference §6; adsync reference §5). */
import type { Draft, Person } from "../draft";
import { iso, MINUTE } from "../ids";
import type { Injection } from "../injection";

const connect = { tool: "connect" } as const;
const OLD_USER = "2021-06-01T09:00:00Z";
/** A licensed user that nobody synced, under the names that the person's account will have. */
const twin = (d: Draft, p: Pick<Person, "name"> & { upn: string }, over: Record<string, unknown> = {}): string =>
  d.cloudOnly({
    userPrincipalName: p.upn,
    displayName: p.name,
    mail: p.upn,
    mailNickname: p.upn.split("@")[0],
    proxyAddresses: [`SMTP:${p.upn}`],
    createdDateTime: OLD_USER,
    assignedLicenses: d.licence(),
    ...over,
  });
const twinOf = (d: Draft, about: Person, over: Record<string, unknown> = {}): string =>
  twin(d, { name: about.name, upn: d.upn(about) }, over);
const complaint = (d: Draft) => d.rng.of(["doubled", "missing", "sign-in-name"] as const);
const EFFECTS = ["quarantined-attribute", "duplicate-cloud-user"];

export const matching: readonly Injection[] = [
  {
    code: "anchor-mismatch",
    form: "the account was made anew without a trace of the old one",
    wishes: { tool: "connect", anchor: "mS-DS-ConsistencyGuid" },
    make: (d) => {
      const old = d.colleague();
      delete d.objects[old.dn];
      d.people.splice(d.people.indexOf(old), 1);
      const { mail, mailNickname, proxyAddresses, sAMAccountName, userPrincipalName, department } = old.entry;
      const about = d.hire(old.dn.slice(old.dn.indexOf(",") + 1), {
        mail,
        mailNickname,
        proxyAddresses,
        sAMAccountName,
        userPrincipalName,
        department,
        cn: old.name,
        displayName: old.name,
        givenName: old.given,
        sn: old.surname,
      });
      rename(d, about, old);
      return { about, complaint: complaint(d), also: ["orphaned-cloud-object", ...EFFECTS] };
    },
  },
  {
    code: "anchor-mismatch",
    form: "the account was deleted and made anew, the old user went to the deleted ones",
    wishes: { tool: "connect", anchor: "mS-DS-ConsistencyGuid" },
    make: (d) => {
      const old = d.colleague(),
        { mail, mailNickname, proxyAddresses, sAMAccountName, userPrincipalName, department } = old.entry;
      d.remove(old);
      d.people.splice(d.people.indexOf(old), 1);
      const about = d.hire(old.dn.slice(old.dn.indexOf(",") + 1), {
        ...{ mail, mailNickname, proxyAddresses, sAMAccountName, userPrincipalName, department },
        ...{ cn: old.name, displayName: old.name, givenName: old.given, sn: old.surname },
      });
      rename(d, about, old);
      d.atEnd(() => {
        const found = d.cloudOf(about);
        if (found !== undefined) d.unlicense(found[0]);
      });
      return {
        about,
        complaint: "quoted",
        says: d.rng.of([
          "{X} has a new empty account in Microsoft 365, the old mailbox and files are gone",
          "we made the AD account of {X} anew, and the mailbox is gone",
        ]),
        also: ["soft-deleted-conflict", "orphaned-cloud-object", "deleted-on-premises"],
      };
    },
  },
  {
    code: "orphaned-cloud-object",
    form: "the account is gone without a trace, the user stayed",
    wishes: connect,
    make: (d) => {
      const about = d.colleague();
      delete d.objects[about.dn];
      return {
        about,
        name: d.upn(about),
        complaint: "quoted",
        says: d.rng.of([
          "{X} left and has no AD account any more, but the user is still in Microsoft 365 and cannot be deleted there",
          "{X} was deleted in AD, still there in Entra",
        ]),
        also: ["deleted-on-premises"],
      };
    },
  },
  {
    code: "anchor-unusable",
    form: "somebody wrote a name as ImmutableId",
    wishes: connect,
    make: (d) => {
      const about = d.hire();
      twinOf(d, about, { onPremisesImmutableId: `${String(about.entry["sAMAccountName"])}@old` });
      return { about, complaint: complaint(d), also: ["anchor-mismatch", ...EFFECTS] };
    },
  },
  {
    code: "anchor-unusable",
    form: "the attribute of the anchor is empty",
    wishes: { tool: "connect", anchor: "employeeID" },
    make: (d) => ({
      about: d.hire(undefined, { employeeID: null }),
      complaint: "missing",
      also: ["required-attribute-missing"],
    }),
  },
  {
    code: "anchor-conflict",
    form: "the account was copied with its anchor",
    wishes: { tool: "connect", anchor: "mS-DS-ConsistencyGuid" },
    make: (d) => {
      const first = d.colleague();
      const about = d.hire(undefined, { [d.tenant.anchor]: first.entry[d.tenant.anchor] });
      return { about, complaint: "missing", also: ["wrong-match"] };
    },
  },
  {
    code: "duplicate-cloud-user",
    form: "it was synced under a misspelt name first",
    wishes: connect,
    make: (d) => {
      const about = d.hire(),
        upn = d.upn(about),
        typo = `x${upn}`;
      twinOf(d, about);
      d.change(about, { userPrincipalName: typo, mail: null, proxyAddresses: null, mailNickname: null });
      d.goto(new Date(d.now.getTime() + 35 * MINUTE));
      d.change(about, { userPrincipalName: upn, mail: upn, proxyAddresses: [`SMTP:${upn}`] });
      return { about, complaint: complaint(d), also: ["quarantined-attribute"] };
    },
  },
  {
    code: "soft-deleted-conflict",
    form: "the deleted user with its anchor cannot come back",
    wishes: connect,
    make: (d) => {
      const about = d.colleague(),
        home = about.dn.slice(about.dn.indexOf(",") + 1);
      d.move(about, d.tenant.outside[0]!);
      d.goto(new Date(d.now.getTime() + 35 * MINUTE));
      twinOf(d, about, { createdDateTime: iso(d.now) });
      d.move(about, home);
      return { about, complaint: d.rng.of(["gone", "sign-in-name"] as const), also: ["duplicate-cloud-user"] };
    },
  },
  {
    code: "match-blocked-by-admin-role",
    form: "the user of that name holds a role",
    wishes: connect,
    make: (d) => {
      const about = d.hire(),
        id = twinOf(d, about),
        role = d.rng.of(["Exchange Administrator", "User Administrator", "Global Administrator"]);
      if (d.rng.chance(0.3)) d.cloud.directoryRoleEligibility = { [role]: [id] };
      else d.cloud.directoryRoles[role] = [...(d.cloud.directoryRoles[role] ?? []), id];
      return { about, complaint: complaint(d), also: EFFECTS };
    },
  },
  {
    code: "match-blocked-by-admin-role",
    form: "the ImmutableId was written on an administrator",
    wishes: connect,
    make: (d) => {
      const about = d.hire(),
        id = twinOf(d, about, { onPremisesImmutableId: d.anchor(about) }),
        role = d.rng.of(["Exchange Administrator", "Privileged Role Administrator"]);
      d.cloud.directoryRoles[role] = [...(d.cloud.directoryRoles[role] ?? []), id];
      return {
        about,
        complaint: "attribute",
        says: "{X} stays a cloud user although the ImmutableId is right",
        also: ["hard-match-blocked"],
      };
    },
  },
  {
    code: "duplicate-cloud-user",
    form: "the sign-in name alone is the same, and the tenant does not match by it",
    wishes: connect,
    make: (d) => {
      d.cloud.onPremisesSynchronization!.features["softMatchOnUpnEnabled"] = false;
      const about = d.hire(),
        other = `${about.surname.toLowerCase().replace(/[^a-z]/g, "")}.box@${d.tenant.domain}`;
      twinOf(d, about, { mail: other, proxyAddresses: [`SMTP:${other}`] });
      return { about, complaint: complaint(d), also: ["quarantined-attribute", "soft-match-blocked"] };
    },
  },
  {
    code: "soft-match-blocked",
    form: "the tenant blocks soft match",
    wishes: connect,
    make: (d) => {
      d.cloud.onPremisesSynchronization!.features["blockSoftMatchEnabled"] = true;
      const about = d.hire();
      twinOf(d, about);
      return { about, complaint: complaint(d), also: EFFECTS };
    },
  },
  {
    code: "hard-match-blocked",
    form: "the tenant blocks take-over",
    wishes: connect,
    make: (d) => {
      d.cloud.onPremisesSynchronization!.features["blockCloudObjectTakeoverThroughHardMatchEnabled"] = true;
      const about = d.hire();
      twinOf(d, about, { onPremisesImmutableId: d.anchor(about) });
      return {
        about,
        complaint: "attribute",
        says: d.rng.of([
          "{X} stays a cloud user although the ImmutableId is right",
          "{X} does not become a synced user",
        ]),
      };
    },
  },
  {
    code: "hard-match-blocked",
    form: "the user is mapped to another AD object",
    wishes: connect,
    make: (d) => {
      const about = d.hire();
      twinOf(d, about, {
        onPremisesImmutableId: d.anchor(about),
        onPremisesObjectIdentifier: d.rng.guid(),
      });
      return { about, complaint: "attribute", says: "{X} stays a cloud user although the ImmutableId is right" };
    },
  },
  {
    code: "object-type-conflict",
    form: "a contact or group holds the address",
    wishes: connect,
    make: (d) => {
      const about = d.hire(),
        holder = {
          displayName: `${about.name} (extern)`,
          mail: d.upn(about),
          proxyAddresses: [`SMTP:${d.upn(about)}`],
        };
      if (d.rng.chance(0.5)) d.cloud.contacts[d.rng.guid()] = holder;
      else
        d.cloud.groups[d.rng.guid()] = {
          ...holder,
          displayName: "Team Box",
          mailEnabled: true,
          securityEnabled: false,
          groupTypes: ["Unified"],
        };
      return { about, complaint: "missing" };
    },
  },
  {
    code: "object-type-conflict",
    form: "a group of the cloud holds the new alias",
    wishes: connect,
    make: (d) => {
      const about = d.colleague(),
        alias = `${d.rng.of(["board", "travel", "audit"])}@${d.tenant.domain}`;
      d.cloud.groups[d.rng.guid()] = {
        displayName: "Team Mailbox",
        mail: alias,
        proxyAddresses: [`SMTP:${alias}`],
        mailEnabled: true,
        securityEnabled: false,
        groupTypes: ["Unified"],
      };
      d.change(about, { proxyAddresses: [...(about.entry["proxyAddresses"] as string[]), `smtp:${alias}`] });
      return { about, complaint: "address" };
    },
  },
  {
    code: "guest-conflict",
    form: "a guest holds the address",
    wishes: connect,
    make: (d) => {
      const about = d.hire(),
        upn = d.upn(about);
      d.cloudOnly({
        userPrincipalName: `${upn.replace("@", "_")}#EXT#@${d.tenant.initial}`,
        displayName: about.name,
        userType: "Guest",
        mail: upn,
        proxyAddresses: [`SMTP:${upn}`],
        createdDateTime: OLD_USER,
      });
      return { about, complaint: d.rng.of(["doubled", "address"] as const), also: EFFECTS };
    },
  },
  {
    code: "on-premises-duplicate",
    form: "two accounts hold one address",
    wishes: connect,
    make: (d) => {
      const first = d.colleague(),
        about = d.colleague(first),
        alias = `${d.rng.of(["sales", "info", "orders", "tax"])}@${d.tenant.domain}`;
      for (const p of [first, about]) {
        d.change(p, { proxyAddresses: [...(p.entry["proxyAddresses"] as string[]), `smtp:${alias}`] });
        d.goto(new Date(d.now.getTime() + 31 * MINUTE));
      }
      return { about, complaint: "address", also: ["quarantined-attribute"] };
    },
  },
  {
    code: "on-premises-duplicate",
    form: "two accounts have one sign-in name",
    wishes: { tool: "connect", child: true },
    make: (d) => {
      const first = d.colleague();
      const about = d.hire(d.tenant.child!.staff, { userPrincipalName: d.upn(first) });
      return {
        about,
        name: about.dn,
        complaint: "sign-in-name",
        also: ["quarantined-attribute"],
      };
    },
  },
  {
    code: "quarantined-attribute",
    form: "a user of the cloud holds the alias",
    wishes: { tool: "connect", quarantine: true },
    make: (d) => {
      const alias = `${d.rng.of(["reception", "press", "jobs"])}@${d.tenant.domain}`,
        about = d.colleague();
      d.cloudOnly({
        userPrincipalName: `frontdesk@${d.tenant.domain}`,
        displayName: "Front Desk",
        mail: `frontdesk@${d.tenant.domain}`,
        proxyAddresses: [`SMTP:frontdesk@${d.tenant.domain}`, `smtp:${alias}`],
        createdDateTime: OLD_USER,
        assignedLicenses: d.licence(),
      });
      d.change(about, { proxyAddresses: [...(about.entry["proxyAddresses"] as string[]), `smtp:${alias}`] });
      return { about, complaint: "address", also: ["duplicate-cloud-user"] };
    },
  },
];
/** The new account bears the old one's name in the directory too. */
function rename(d: Draft, about: Person, old: Person): void {
  delete d.objects[about.dn];
  about.dn = old.dn;
  d.objects[about.dn] = about.entry;
  Object.assign(about, { name: old.name, given: old.given, surname: old.surname });
}
