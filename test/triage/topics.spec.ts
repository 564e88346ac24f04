import assert from "node:assert/strict";
import { TOPICS, type Topic } from "../../src/domain";
import { topicsOf } from "../../src/triage/topics";

/** Asks as admins write them, with what a colleague would say that they complain of. */
const ASKS: readonly (readonly [ask: string, ...topics: Topic[]])[] = [
  ["Hana Sato"],
  ["what about s.kovacs?"],
  ["check ravi.kapoor@contoso.com"],
  ["hana.sato@contoso.com is missing", "missing"],
  ["Hana Sato isn't in Teams", "missing"],
  ["hana.sato@contoso.com does not show up in M365", "missing"],
  ["why is Hana Sato not in Microsoft 365", "missing"],
  ["is hana.sato@contoso.com synced?", "missing"],
  ["Hana Sato is there and Ravi Kapoor isn't", "missing"],
  ["HR wants lars.eide@contoso.com in 365 today", "missing"],
  ["Hana Sato fehlt in Teams", "missing"],
  ["Wo ist Ravi Kapoor?", "missing"],
  ["Hana Sato no aparece en Microsoft 365", "missing"],
  ["ravi.kapoor@contoso.com is gone", "removed"],
  ["Hana Sato left the company and is still in 365", "removed"],
  ["Hana Sato exists twice", "double"],
  ["sync made a second account for Hana Sato instead of joining the first", "double"],
  ["Hana Sato ist doppelt vorhanden", "double"],
  ["Hana Sato has the wrong UPN in the cloud", "name"],
  ["it is called minh.tran5083 on the onmicrosoft domain", "name"],
  ["Hana Sato's alias h.sato@contoso.com is not in Exchange Online", "address"],
  ["Jamal Carter got a routing address with four random digits", "address"],
  ["Hana Sato's department is old in Entra", "value"],
  ["Mobile number of kwame.mensah@contoso.com is stuck at an old value", "value"],
  ["Hana Sato has no mailbox", "mailbox"],
  ["Hana Sato doesn't get any emails since Monday", "mailbox"],
  ["Hana Sato no tiene buzón", "mailbox"],
  ["Hana Sato is unlicensed", "licence"],
  ["Hana Sato can't sign in", "sign-in"],
  ["Hana Sato kann sich nicht anmelden", "sign-in"],
  ["Hana Sato's password doesn't sync", "password"],
  ["Hana Sato changed her password yesterday and the old one still works", "password"],
  ["das Kennwort von Hana Sato wird nicht synchronisiert", "password"],
  ["SSPR doesn't work for Hana Sato", "writeback"],
  ["Hana Sato isn't in the Finance group in Entra", "group"],
  ["group Sales EMEA is missing in Entra", "group", "missing"],
  ["Hana Sato ist nicht in der Gruppe Vertrieb", "group"],
  ["can't find Hana Sato in the address book", "list"],
  ["Hana Sato is hidden from the GAL", "list"],
  ["LT-0441 isn't hybrid joined", "device"],
  ["Hana Sato's laptop isn't in Entra", "device", "missing"],
  ["nothing syncs since yesterday, Hana Sato for example", "engine"],
  ["ADSync won't start. Hana Sato is waiting for her account", "engine", "missing"],
];
/** Words of a topic that name something else. */
const NO_COMPLAINT: readonly (readonly [ask: string, not: Topic])[] = [
  ["please don't send passwords in chat - Hana Sato is not in Entra", "password"],
  ["the password of the sync account is fine", "password"],
  ["Security rotated all service account passwords", "password"],
  ["our new group policy is out, Hana Sato isn't in 365", "group"],
  ["Hana from Sales group company is missing in Office 365", "group"],
  ["hana.mail@contoso.com does not show up", "mailbox"],
  ["password@contoso.com is missing", "password"],
  ["Hana Sato's mailbox isn't there", "missing"],
  ["Sync itself is fine. Hana Sato can't reset her password on the web", "engine"],
  ["I can't sign in to the Connect wizard any more", "sign-in"],
  ["he is synced and licensed, and has no mailbox", "licence"],
  ["can't find Hana Sato in the address book", "address"],
  ["login timeouts to the local database", "sign-in"],
];

describe("topics of an ask", () => {
  for (const [ask, ...topics] of ASKS) it(ask, () => assert.deepEqual(topicsOf(ask), topics));
  for (const [ask, not] of NO_COMPLAINT)
    it(`no ${not}: ${ask}`, () => assert.ok(!topicsOf(ask).includes(not), topicsOf(ask).join(", ")));
  it("every topic has an ask above", () =>
    assert.deepEqual(
      TOPICS.filter((t) => !ASKS.some(([, ...topics]) => topics.includes(t))),
      [],
    ));
});
