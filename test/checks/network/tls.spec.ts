import check from "../../../src/checks/network/tls";
import { testCheck } from "../../testers/check-tester";
import { data, host, login, mute, probe, well } from "../shared/engine-world";

const foreign = { Protocol: "Tls12", Issuer: "CN=Contoso Inspection CA, O=Contoso", ChainStatus: "ok" },
  right = { Protocol: "Tls12", Issuer: "CN=Microsoft Azure RSA TLS Issuing CA 03, O=Microsoft Corporation, C=US" };
const unset = { ...host, Tls12: {} };

testCheck(check, [
  { name: "as it should be", facts: well, verdict: "pass", message: "fine", not: ["inspected"] },
  {
    name: "a foreign issuer",
    facts: { ...well, "server.endpoints": [probe(login, { Tls: foreign })] },
    verdict: "fail",
    message: "inspected",
    not: ["root", "off"],
    code: "tls-interception",
    standing: "blocking",
  },
  {
    name: "a right issuer without its root",
    facts: {
      ...well,
      "server.host": { ...host, MissingRootCertificates: ["DigiCert Global Root G2"] },
      "server.endpoints": [probe(login, { Tls: { ...right, ChainStatus: "untrusted-root" } })],
    },
    verdict: "fail",
    message: "root",
    code: "root-certificate-missing",
  },
  {
    name: "another name in the certificate is no missing root",
    facts: { ...well, "server.endpoints": [probe(login, { Tls: { ...right, ChainStatus: "name-mismatch" } })] },
    verdict: "pass",
    message: "fine",
  },
  {
    name: "no handshake, TLS 1.2 not set",
    facts: { ...well, "server.host": unset, "server.endpoints": [mute(login), mute(data)] },
    verdict: "fail",
    message: "off",
    code: "tls12-disabled",
    suggests: ["enable-tls12"],
  },
  {
    name: "one host fails, the data path shakes hands",
    facts: {
      ...well,
      "server.host": unset,
      "server.endpoints": [probe(login), probe(data), mute("graph.microsoft.com")],
    },
    verdict: "pass",
    message: "fine",
    not: ["off"],
  },
  {
    name: "no handshake, though TLS 1.2 is on",
    facts: { ...well, "server.endpoints": [mute(login), mute(data)] },
    verdict: "pass",
    message: "fine",
    not: ["off"],
  },
  {
    name: "a right issuer and its root, though another root is missing",
    facts: {
      ...well,
      "server.host": { ...host, MissingRootCertificates: ["Baltimore CyberTrust Root"] },
      "server.endpoints": [probe(login, { Tls: { ...right, ChainStatus: "ok" } })],
    },
    verdict: "pass",
    message: "fine",
    not: ["root", "inspected"],
  },
]);
