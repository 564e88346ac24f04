import assert from "node:assert/strict";
import type { AdObject, CloudUser } from "../../src/domain";
import { immutableIdOf } from "../../src/identity/anchor";
import { syncSettings } from "../../src/identity/settings";
import { parseAsk } from "../../src/triage/ask";
import { resolve } from "../../src/triage/subject";

const person = (name: string, n: number): AdObject => ({
  dn: `CN=${name},OU=Staff,DC=contoso,DC=local`,
  forest: "contoso.local",
  objectClass: ["top", "person", "organizationalPerson", "user"],
  objectGUID: `0efd1f8d-5bd4-4d5c-8d52-00000000000${n}`,
  cn: name,
  displayName: name,
  givenName: name.split(" ")[0]!,
  sn: name.split(" ")[1]!,
  sAMAccountName: name.toLowerCase().replace(" ", "."),
  userPrincipalName: `${name.toLowerCase().replace(" ", ".")}@contoso.com`,
});
const ADS = ["Hana Sato", "Ravi Kapoor"].map(person);

/** Who is meant by each. */
const ROWS: readonly (readonly [ask: string, meant: string])[] = [
  ["Ravi Kapoor can't find Hana Sato in the address book", "Hana Sato"],
  ["ravi.kapoor@contoso.com can't find Hana Sato in the address book", "Hana Sato"],
  ["Ravi Kapoor is in the cloud and Hana Sato isn't", "Hana Sato"],
  ["Hana Sato isn't in the cloud, Ravi Kapoor is there", "Hana Sato"],
  ["the manager of Hana Sato is empty in Entra", "Hana Sato"],
  ["Hana Sato has the same problem as Ravi Kapoor", "Hana Sato"],
  ["Same as ravi.kapoor@contoso.com: Hana Sato is missing", "Hana Sato"],
  ["I put ravi.kapoor@contoso.com as an alias on Hana Sato", "Hana Sato"],
  ["Ravi Kapoor says that hana.sato@contoso.com is missing", "Hana Sato"],
  ["Ravi Kapoor is missing and so is his whole team", "Ravi Kapoor"],
  ["Ravi Kapoor is in the cloud, but has no mailbox", "Ravi Kapoor"],
];
describe("who is meant, and who is told of", () => {
  for (const [ask, meant] of ROWS)
    it(ask, () => {
      const r = resolve(parseAsk(ask), { ads: ADS, users: [], settings: syncSettings(undefined) });
      assert.equal(r.kind === "one" ? r.person.ad?.displayName : r.kind, meant);
    });
});

describe("an id names one object", () => {
  it("an account of the same name does not answer to the id of the cloud user that another account is tied to", () => {
    const one = {
        ...person("Leila Karimi", 3),
        userPrincipalName: "leila.old@contoso.com",
        mail: "leila.karimi@contoso.com",
      },
      other = person("Leila Karimi", 4),
      ofOther = {
        id: "138b688e-0b33-5eda-80f8-5eb6397cd776",
        userPrincipalName: other.userPrincipalName,
        displayName: "Leila Karimi",
        onPremisesSyncEnabled: true,
        onPremisesImmutableId: immutableIdOf(other.objectGUID),
      } as CloudUser;
    for (const id of [other.objectGUID, ofOther.id]) {
      const r = resolve(parseAsk(`${id} is missing`), {
        ads: [one, other],
        users: [ofOther],
        settings: syncSettings(undefined),
      });
      assert.equal(r.kind === "one" ? r.person.ad?.objectGUID : r.kind, other.objectGUID);
    }
  });
  it("the cloud user of somebody who is not tied yet means both", () => {
    const ad = person("Owen Blake", 5),
      cloud = {
        id: "238b688e-0b33-5eda-80f8-5eb6397cd776",
        userPrincipalName: ad.userPrincipalName,
        displayName: "Owen Blake",
      } as CloudUser;
    const r = resolve(parseAsk(`${cloud.id} is missing`), {
      ads: [ad],
      users: [cloud],
      settings: syncSettings(undefined),
    });
    assert.equal(r.kind === "one" ? r.person.ad?.objectGUID : r.kind, ad.objectGUID);
  });
});
