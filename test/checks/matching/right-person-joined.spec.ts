import check from "../../../src/checks/matching/right-person-joined";
import { testCheck } from "../../testers/check-tester";
import { ANCHOR, OLD, ad, anchoredOn, cloudOnly, linked, otherAd } from "../shared/people";

const zoe = { userPrincipalName: "zoe.quist@contoso.com", displayName: "Zoe Quist", mail: null, proxyAddresses: [] };
const stranger = { "ad.user": ad(), "entra.user": linked(zoe) };
const otherOwner = {
  "ad.user": ad(),
  "ad.related": [otherAd()],
  "entra.user": linked({ onPremisesImmutableId: OLD }),
};
const second = otherAd({
  displayName: "Ana Lima",
  userPrincipalName: "ana.lima.old@contoso.com",
  proxyAddresses: ["SMTP:ana.lima@contoso.com"],
});
const theirs = cloudOnly({ userPrincipalName: "ana.lima.old@contoso.com", onPremisesImmutableId: OLD });
const secondAccount = {
  "ad.user": ad(),
  "ad.related": [second],
  "entra.user": linked({ assignedLicenses: [] }),
  "entra.relatedUsers": [theirs],
};

/** The audit record of a take-over by synchronization. */
const tookOver = (...changed: [property: string, before: string, after: string][]) => [
  {
    activityDateTime: "2026-11-16T07:33:20Z",
    activityDisplayName: "Update user",
    result: "success",
    initiatedBy: { app: { displayName: "ConnectSyncProvisioning_SYNC01" } },
    targetResources: [
      {
        id: linked().id,
        modifiedProperties: [["SourceAnchor", "", ANCHOR], ...changed].map(([displayName, before, after]) => ({
          displayName,
          oldValue: JSON.stringify(before === "" ? [] : [before]),
          newValue: JSON.stringify([after]),
        })),
      },
    ],
  },
];
const joined = {
  "ad.user": ad({ whenCreated: "2026-11-13T08:00:00Z" }),
  "entra.user": linked({ createdDateTime: "2019-04-15T09:00:00Z" }),
};
const wasAnja = tookOver(
  ["DisplayName", "Anja Lima", "Ana Lima"],
  ["GivenName", "Anja", "Ana"],
  ["Department", "Accounting", "Production"],
);

testCheck(check, [
  {
    name: "the take-over replaced another employee number",
    verdict: "fail",
    message: "takenOver",
    code: "wrong-match",
    proof: "measured",
    since: "2026-11-16T07:33:20Z",
    suggests: [],
    facts: { ...joined, "entra.audits": tookOver(["EmployeeId", "0871", "2216"]) },
  },
  {
    name: "the take-over of an older cloud user replaced the given name and more",
    verdict: "fail",
    message: "takenOver",
    proof: "timed",
    facts: { ...joined, "entra.audits": wasAnja },
  },
  {
    name: "the take-over is told by DirSyncEnabled, and no word of the former name is left",
    verdict: "fail",
    message: "takenOver",
    proof: "measured",
    facts: {
      ...joined,
      "entra.audits": [
        {
          ...wasAnja[0]!,
          targetResources: [
            {
              id: linked().id,
              modifiedProperties: [
                { displayName: "DirSyncEnabled", oldValue: "[]", newValue: "[true]" },
                { displayName: "DisplayName", oldValue: '["Bo Ek"]', newValue: '["Ana Lima"]' },
              ],
            },
          ],
        },
      ],
    },
  },
  {
    name: "the cloud user is no older than the account: it was made for this person",
    verdict: "pass",
    message: "right",
    not: ["takenOver"],
    facts: { ...joined, "entra.user": linked({ createdDateTime: "2026-11-16T07:00:00Z" }), "entra.audits": wasAnja },
  },
  {
    name: "a name that was only spelt in another way: the sign-in name still bears it",
    verdict: "pass",
    message: "right",
    not: ["takenOver"],
    facts: {
      ...joined,
      "ad.user": ad({ whenCreated: "2026-11-13T08:00:00Z", displayName: "Ана Лима" }),
      "entra.audits": tookOver(["DisplayName", "Ana Lima", "Ана Лима"]),
    },
  },
  {
    name: "a marriage changes the surname, not the person",
    verdict: "pass",
    message: "right",
    not: ["takenOver"],
    facts: {
      ...joined,
      "entra.audits": tookOver(["DisplayName", "Ana Berg", "Ana Lima"], ["Surname", "Berg", "Lima"]),
    },
  },
  {
    name: "a short form of the given name is the same name",
    verdict: "pass",
    message: "right",
    not: ["takenOver"],
    facts: {
      ...joined,
      "entra.audits": tookOver(
        ["DisplayName", "Max Lima", "Maximilian Lima"],
        ["GivenName", "Max", "Maximilian"],
        ["Department", "Sales", "Export"],
      ),
    },
  },
  {
    name: "a change of names without a take-over",
    verdict: "pass",
    message: "right",
    not: ["takenOver"],
    facts: {
      ...joined,
      "entra.audits": [
        {
          ...wasAnja[0]!,
          targetResources: [
            {
              id: linked().id,
              modifiedProperties: wasAnja[0]!.targetResources[0]!.modifiedProperties.slice(1),
            },
          ],
        },
      ],
    },
  },
  { name: "no account", verdict: "skip", message: "noUser", facts: {} },
  { name: "nothing of the pair agrees", verdict: "fail", message: "stranger", suggests: [], facts: stranger },
  {
    name: "nothing of the pair agrees, where employeeID is the anchor",
    verdict: "fail",
    message: "stranger",
    facts: {
      "ad.user": ad({ employeeID: "E1001" }),
      "entra.user": linked({ ...zoe, onPremisesImmutableId: "E1001" }),
      "server.globalSettings": anchoredOn("employeeID"),
    },
  },
  {
    name: "the same person",
    verdict: "pass",
    message: "right",
    not: ["stranger"],
    facts: { "ad.user": ad(), "entra.user": linked() },
  },
  {
    name: "the same person under a new family name",
    verdict: "pass",
    message: "right",
    not: ["stranger"],
    facts: { "ad.user": ad(), "entra.user": linked({ ...zoe, displayName: "Ana Quist" }) },
  },
  {
    name: "the cloud user follows somebody else",
    verdict: "fail",
    message: "otherOwner",
    suggests: [],
    facts: otherOwner,
  },
  {
    name: "somebody else's cloud user has that person's names",
    verdict: "pass",
    message: "right",
    not: ["otherOwner"],
    facts: {
      ...otherOwner,
      "entra.user": linked({
        onPremisesImmutableId: OLD,
        displayName: "Bo Ek",
        userPrincipalName: "bo.ek@contoso.com",
      }),
    },
  },
  {
    name: "the mailbox hangs off the second account",
    verdict: "fail",
    message: "secondAccount",
    suggests: [],
    facts: secondAccount,
  },
  {
    name: "two accounts of one person, and the licences are on this one",
    verdict: "pass",
    message: "right",
    not: ["secondAccount"],
    facts: { ...secondAccount, "entra.user": linked() },
  },
  {
    name: "two people of one name, as their employee numbers say",
    verdict: "pass",
    message: "right",
    not: ["secondAccount"],
    facts: { ...secondAccount, "ad.user": ad({ employeeID: "1" }), "ad.related": [{ ...second, employeeID: "2" }] },
  },
]);
