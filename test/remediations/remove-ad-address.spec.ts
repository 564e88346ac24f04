import remedy from "../../src/remediations/remove-ad-address";
import { testRemediation } from "../testers/remediation-tester";
import {
  adIs,
  ana,
  ANCHOR,
  anchoredOn,
  bo,
  cloudAna,
  DELTA,
  GUID,
  hybrid,
  idle,
  linkedBy,
  noCycle,
  OTHER,
  write,
} from "./world";

const LIST = "proxyAddresses";
const both = ["SMTP:ana.lima@contoso.com", "smtp:ana@fabrikam.com"];
const withAlias = ana({ proxyAddresses: both });
const withSip = [
  "SMTP:ana.lima@contoso.com",
  "SIP:ana.lima@contoso.com",
  "X500:/o=Contoso/cn=Ana",
  "smtp:ana@contoso.com",
];
const shared = ["SMTP:ana.lima@contoso.com", "smtp:team@contoso.com"];

testRemediation(remedy, {
  world: { ...hybrid, "ad.user": withAlias },
  plans: [
    {
      name: "the alias in a domain that is not verified",
      commands: [write(LIST, ["SMTP:ana.lima@contoso.com"]), DELTA],
      expects: [adIs(LIST, both), ...idle],
      tellsNot: [/primary address/],
      undo: [write(LIST, both)],
      verify: linkedBy([ANCHOR]),
    },
    {
      name: "a primary address: an alias takes its place, and mail follows",
      facts: {
        "ad.user": ana({
          mail: "ana@fabrikam.com",
          proxyAddresses: ["SMTP:ana@fabrikam.com", "smtp:ana.lima@contoso.com", "x500:/o=Contoso/cn=ana"],
        }),
      },
      commands: [
        write(LIST, ["SMTP:ana.lima@contoso.com", "x500:/o=Contoso/cn=ana"]),
        write("mail", "ana.lima@contoso.com"),
        DELTA,
      ],
      tells: [/ana@fabrikam\.com is the primary address; ana\.lima@contoso\.com takes its place\./],
      verify: linkedBy([ANCHOR]),
    },
    {
      name: "judged by the anchor that the account has afterwards, in a tenant anchored on mail",
      facts: {
        "server.globalSettings": anchoredOn("mail"),
        "ad.user": ana({ mail: "ana@fabrikam.com", proxyAddresses: ["SMTP:ana.lima@contoso.com"] }),
      },
      commands: [write("mail", "ana.lima@contoso.com"), DELTA],
      undo: [write("mail", "ana@fabrikam.com")],
      verify: linkedBy(["ana.lima@contoso.com"]),
    },
    {
      name: "a SIP address that another account holds: its entry alone, and the attribute beside it",
      facts: {
        "ad.user": ana({ proxyAddresses: withSip, "msRTCSIP-PrimaryUserAddress": "sip:ana.lima@contoso.com" }),
        "ad.related": [bo({ adminCount: 1, proxyAddresses: ["SMTP:bo.ek@contoso.com", "sip:ANA.LIMA@contoso.com"] })],
      },
      commands: [
        write(LIST, ["SMTP:ana.lima@contoso.com", "X500:/o=Contoso/cn=Ana", "smtp:ana@contoso.com"]),
        write("msRTCSIP-PrimaryUserAddress", null),
        DELTA,
      ],
      tells: [/is the primary address of its kind, and nothing takes its place/],
      expects: [adIs(LIST, withSip), adIs("msRTCSIP-PrimaryUserAddress", "sip:ana.lima@contoso.com"), ...idle],
      verify: linkedBy([ANCHOR]),
    },
    {
      name: "an X500 address that the cloud has quarantined, and no mail address",
      facts: {
        "ad.user": ana({ proxyAddresses: withSip }),
        "entra.user": cloudAna({
          onPremisesProvisioningErrors: [
            { category: "PropertyConflict", propertyCausingError: "ProxyAddresses", value: "x500:/O=Contoso/CN=Ana" },
          ],
        }),
      },
      commands: [write(LIST, ["SMTP:ana.lima@contoso.com", "SIP:ana.lima@contoso.com", "smtp:ana@contoso.com"]), DELTA],
      verify: linkedBy([ANCHOR]),
    },
    {
      name: "an SPO address that a stranger's cloud user holds",
      facts: {
        "ad.user": ana({ proxyAddresses: ["SMTP:ana.lima@contoso.com", "SPO:SPO_1@SPO_2"] }),
        "entra.relatedUsers": [cloudAna({ id: "other", displayName: "Bo Ek", proxyAddresses: ["SPO:SPO_1@SPO_2"] })],
      },
      commands: [write(LIST, ["SMTP:ana.lima@contoso.com"]), DELTA],
      verify: linkedBy([ANCHOR]),
    },
    {
      name: "what the cloud has quarantined",
      facts: {
        "ad.user": ana({ proxyAddresses: shared }),
        "entra.user": cloudAna({
          onPremisesProvisioningErrors: [
            { category: "PropertyConflict", propertyCausingError: "ProxyAddresses", value: "smtp:TEAM@contoso.com" },
          ],
        }),
      },
      commands: [write(LIST, ["SMTP:ana.lima@contoso.com"]), DELTA],
      verify: linkedBy([ANCHOR]),
    },
  ],
  chooses: [
    {
      name: "another account holds it too: the person's own alias first",
      facts: {
        "ad.user": ana({ proxyAddresses: shared }),
        "ad.related": [bo({ proxyAddresses: ["SMTP:bo.ek@contoso.com", "smtp:team@contoso.com"] })],
      },
      ids: [`${GUID}|team@contoso.com`, `${OTHER}|team@contoso.com`],
    },
  ],
  refuses: [
    ...noCycle,
    { name: "no account", facts: { "ad.user": null }, says: /no AD account/ },
    {
      name: "M8: a protected account",
      facts: { "ad.user": { ...withAlias, adminCount: 1 } },
      says: /protected account/,
    },
    { name: "nothing is in the way", facts: { "ad.user": ana() }, says: /No address of this account/ },
    {
      name: "the same address on the person's own cloud user is in nobody's way",
      facts: {
        "ad.user": ana(),
        "entra.relatedUsers": [cloudAna({ onPremisesSecurityIdentifier: "S-1-5-21-1-2-3-1001" })],
      },
      says: /No address of this account/,
    },
  ],
});
