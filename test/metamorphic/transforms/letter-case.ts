/**
 * Letter case of names: AD in capitals, the cloud and the configuration in small letters. Sign-in names, addresses, DNs and account names compare
 * without case (adsync.md §7.1, §6.1; SCENARIO: "held by somebody else, case-insensitively"). What is told by its case keeps it: base64 anchors,
 * hex DNs, the SMTP: prefix of the primary address, connector and profile names (§3.3), certificates, GUIDs.
 */
import type { Scenario, World } from "../../../src/lab/scenario";
import { mapKeys, mapTexts } from "../texts";
import { withWorld, type Transform } from "../transform";

const ADDRESSES = ["userPrincipalName", "mail", "proxyAddresses", "targetAddress", "mailNickname", "otherMails"];
const AD_NAMES = new Set([
  ...ADDRESSES,
  "sAMAccountName",
  "msRTCSIP-PrimaryUserAddress",
  "memberOf",
  "member",
  "manager",
  "directReports",
  "lastKnownParent",
]);
const CLOUD_NAMES = new Set([
  ...ADDRESSES,
  "onPremisesDistinguishedName",
  "onPremisesSamAccountName",
  "onPremisesUserPrincipalName",
  "value",
]);

/** An address with its prefix (`SMTP:` primary, `smtp:` secondary, `x500:` …) as it is, the rest exchanged; #EXT# is the service's own mark. */
const cased = (text: string, exchange: (t: string) => string): string => {
  const prefix = /^[A-Za-z0-9]+:/.exec(text)?.[0] ?? "";
  return prefix + exchange(text.slice(prefix.length)).replace(/#ext#/i, "#EXT#");
};
const upper = (text: string): string => cased(text, (t) => t.toUpperCase());
const lower = (text: string): string => cased(text, (t) => t.toLowerCase());
const lowerDn = (dn: string): string => (/^CN=\{[0-9A-F]+\}$/.test(dn) ? dn : dn.toLowerCase());

const shout = <T>(directory: T): T => mapTexts(directory, (text, name) => (AD_NAMES.has(name) ? upper(text) : text));
const whisper = <T>(cloud: T): T => mapTexts(cloud, (text, name) => (CLOUD_NAMES.has(name) ? lower(text) : text));

function exchangeCloud({ cloud }: World): void {
  cloud.users = whisper(cloud.users);
  cloud.deletedUsers = whisper(cloud.deletedUsers);
  cloud.contacts = whisper(cloud.contacts);
  cloud.groups = whisper(cloud.groups);
}
function exchangePremises({ premises }: World): void {
  for (const forest of Object.values(premises.directory.forests))
    forest.objects = mapKeys(shout(forest.objects), (dn) => dn.toUpperCase());
  for (const connector of Object.values(premises.connectors)) {
    if (connector.Partitions === undefined) continue;
    connector.Partitions = mapKeys(connector.Partitions, (dn) => dn.toLowerCase());
    for (const partition of Object.values(connector.Partitions)) {
      partition.ContainerInclusionList = partition.ContainerInclusionList.map((dn) => dn.toLowerCase());
      partition.ContainerExclusionList = partition.ContainerExclusionList.map((dn) => dn.toLowerCase());
    }
  }
  for (const entry of premises.connectorSpace) {
    entry.DistinguishedName = lowerDn(entry.DistinguishedName);
    entry.Attributes = shout(entry.Attributes);
  }
  for (const run of premises.runHistory) for (const error of run.Errors) error.DN = lowerDn(error.DN);
  for (const right of premises.permissions) {
    right.DN = right.DN.toLowerCase();
    right.Account = right.Account.toLowerCase();
  }
  if (typeof premises.pilotGroup === "string") premises.pilotGroup = premises.pilotGroup.toLowerCase();
}

export default {
  name: "letter-case",
  apply: (scenario: Scenario) => ({
    ...withWorld(scenario, (world) => {
      exchangeCloud(world);
      exchangePremises(world);
    }),
    ask: scenario.ask?.replace(/\S+@\S+/g, (address) => address.toUpperCase()) ?? null,
  }),
} satisfies Transform;
