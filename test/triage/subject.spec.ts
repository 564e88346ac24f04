import assert from "node:assert/strict";
import { syncSettings } from "../../src/identity/settings";
import { parseAsk } from "../../src/triage/ask";
import { groupBeside, resolve, type Candidates } from "../../src/triage/subject";
import { cloudContact, cloudGroup, computer, contact, device, group } from "../checks/shared/objects";
import { ad, linked, otherAd } from "../checks/shared/people";

const everything: Candidates = {
  ads: [ad(), otherAd(), group(), computer(), contact()],
  users: [linked()],
  objects: [cloudGroup(), device(), cloudContact()],
  settings: syncSettings(undefined),
};
const about = (text: string, candidates = everything) => resolve(parseAsk(text), candidates);
/** Common name or display name of whom the ask is about, and of the group beside it. */
function meant(text: string, candidates = everything): readonly [string | undefined, string | undefined] {
  const r = about(text, candidates);
  if (r.kind !== "one") return [r.kind, undefined];
  const { ad: found, cloud, object } = r.person;
  const beside = groupBeside(parseAsk(text), candidates, r.person);
  return [
    found?.cn ?? found?.displayName ?? object?.displayName ?? cloud?.displayName ?? undefined,
    beside?.ad?.displayName ?? beside?.object?.displayName ?? undefined,
  ];
}

describe("whom an ask is about, beside people", () => {
  const rows: readonly (readonly [ask: string, subject: string, beside?: string])[] = [
    ["The group Surveyors isn't in Entra", "Surveyors"],
    ["Ana Lima isn't in the group Surveyors", "Ana Lima", "Surveyors"],
    ["ana.lima@contoso.com was added to Surveyors and is still no member in the cloud", "Ana Lima", "Surveyors"],
    ["Ana Lima is in the AD group Surveyors and not in the group of that name in Entra", "Ana Lima", "Surveyors"],
    ["The group Surveyors lost Ana Lima", "Ana Lima", "Surveyors"],
    ["Ana Lima's laptop LT-0099 doesn't get hybrid joined", "LT-0099"],
    ["LT-0099$ is missing in Entra", "LT-0099"],
    ["The contact vendor@fabrikam.com isn't in the address list", "Vendor"],
    ["Ana Lima isn't in Microsoft 365", "Ana Lima"],
    ["ana.lima@contoso.com is missing, Surveyors is there", "Ana Lima"],
  ];
  for (const [ask, subject, beside] of rows) it(ask, () => assert.deepEqual(meant(ask), [subject, beside]));

  it("a word of a group's name means nobody", () => {
    const surveyors = {
      ...everything,
      ads: [otherAd(), group({ displayName: "Finance Surveyors EMEA" })],
      objects: [],
    };
    assert.equal(about("Cleo in Finance isn't in Microsoft 365", surveyors).kind, "none");
  });
  it("a group of both sides is one subject, tied by its SID", () => {
    const r = about("The group Surveyors isn't in Entra");
    assert.equal(r.kind === "one" && r.person.object?.id, cloudGroup().id);
    assert.equal(r.kind === "one" && r.person.healthy, true);
  });
  it("a group of the cloud alone is found there", () => {
    const cloudAlone = { ...everything, ads: [ad()], users: [linked()] };
    assert.deepEqual(meant("the group Surveyors is empty", cloudAlone), ["Surveyors", undefined]);
  });
});
