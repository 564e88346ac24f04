/** The words of an ask: one complaint about one person, named in one of the ways in which people are named. */
import type { Random } from "../differential/random";
import type { Answer, Complaint } from "./injection";
import type { Draft, Person } from "./draft";

/** `{X}` is the name. The wordings that hold only for somebody new, or only for somebody who was there, stand apart. */
const WORDINGS: Readonly<Record<Exclude<Complaint, "quoted">, readonly string[]>> = {
  missing: [
    "{X} isn't in Microsoft 365",
    "{X} is missing",
    "{X} is missing in Entra",
    "Why doesn't {X} show up in Microsoft 365?",
    "we can't find {X} in the cloud",
    "{X} has not arrived in Entra ID, please check",
  ],
  gone: [
    "{X} has disappeared from Microsoft 365",
    "{X} is missing",
    "{X} is gone from Teams since yesterday",
    "where did {X} go?",
  ],
  doubled: [
    "{X} is in Microsoft 365 twice",
    "there are two accounts for {X} in Entra",
    "sync made a second account for {X}",
    "{X} got a duplicate account in the cloud",
  ],
  address: [
    "{X} lacks an e-mail address in the cloud",
    "an alias of {X} does not arrive in Exchange Online",
    "the new address of {X} is missing in Microsoft 365",
  ],
  attribute: [
    "changes to {X} in AD do not reach the cloud",
    "{X} has old data in Entra",
    "updates of {X} don't sync any more",
  ],
  password: [
    "the new password of {X} does not work in Microsoft 365",
    "{X}'s password doesn't sync",
    "{X} changed the password in AD, and Microsoft 365 still wants the old one",
  ],
  mailbox: ["{X} has no mailbox", "{X} is synced and has no mailbox in Exchange Online"],
  "sign-in": ["{X} can't sign in to Microsoft 365", "{X} cannot log on to Teams"],
  "sign-in-name": [
    "{X} has the wrong sign-in name in Microsoft 365",
    "the user name of {X} is not right in the cloud",
    "{X} is not there under the right name",
  ],
  engine: [
    "nothing syncs any more",
    "Directory sync has stopped working, can you look?",
    "new accounts do not arrive in Microsoft 365",
    "our sync is broken",
  ],
};
/** What an admin copies from a console. */
function identifiersOf(d: Draft, p: Person): string[] {
  const found = d.cloudOf(p),
    parts = p.dn.split(/,(?=OU=|DC=)/);
  const ous = parts
      .filter((x) => x.startsWith("OU="))
      .map((x) => x.slice(3))
      .reverse(),
    domain = parts
      .filter((x) => x.startsWith("DC="))
      .map((x) => x.slice(3))
      .join(".");
  return [
    p.entry.objectGUID,
    String(p.entry["objectSid"]),
    `${domain}/${[...ous, p.name].join("/")}`,
    ...(found === undefined ? [] : [found[0], found[1].onPremisesImmutableId ?? found[0]]),
  ];
}
/** Ways to name somebody: most people give a sign-in name or a name. */
function nameOf(rng: Random, d: Draft, answer: Answer): string {
  if (answer.name !== undefined) return answer.name;
  const p = answer.about!,
    upn = d.upn(p),
    sam = String(p.entry["sAMAccountName"] ?? "");
  if (rng.chance(0.12)) return rng.of(identifiersOf(d, p));
  const ways = [
    ...(upn === "" ? [] : [upn, upn, upn]),
    p.name,
    p.name,
    ...(sam === "" ? [] : [`${d.tenant.netbios}\\${sam}`]),
    p.dn,
  ];
  return rng.of(ways);
}
/** The wordings that say no more than that somebody is missing. */
const BARE = ["{X} is missing", "{X} is missing in Microsoft 365"];
/** Complaints that an admin would at times shorten to that. */
const SHORTENED: readonly Complaint[] = ["missing", "gone", "doubled", "sign-in-name"];

export function askOf(rng: Random, d: Draft, answer: Answer): string {
  const named = answer.about !== null || answer.name !== undefined;
  const bare = SHORTENED.includes(answer.complaint) && answer.says === undefined && rng.chance(0.15);
  const wordings = bare ? BARE : answer.complaint === "quoted" ? [] : WORDINGS[answer.complaint];
  const text = answer.says ?? rng.of(wordings);
  return named ? text.replace("{X}", () => nameOf(rng, d, answer)) : text;
}
