import { clock } from "../../../src/checks/network/clock";
import { endpoints } from "../../../src/checks/network/endpoints";
import { proxy } from "../../../src/checks/network/proxy";
import { tls } from "../../../src/checks/network/tls";
import { testCheckLater as testCheck } from "../../testers/check-tester";
import { adSync, cloudExport, data, host, login, mute, probe, refused, well } from "../shared/engine-world";

const closed = { Tcp: "timeout" },
  all = [probe(login, closed), probe(data, closed)];
const behind = (Proxy: Record<string, unknown>) => ({ ...host, Proxy });
const foreign = { Protocol: "Tls12", Issuer: "CN=Contoso Inspection CA, O=Contoso", ChainStatus: "ok" },
  right = { Protocol: "Tls12", Issuer: "CN=Microsoft Azure RSA TLS Issuing CA 03, O=Microsoft Corporation, C=US" };
const dc = (Host: string, Port: number, over = {}) =>
  probe(Host, { Port, Purpose: "Connect Sync to a domain controller", ...over });

testCheck(clock, [
  {
    name: "four minutes",
    facts: { "server.host": { ...host, ClockSkewSeconds: -240 } },
    verdict: "pass",
    message: "right",
  },
  {
    name: "eleven minutes",
    facts: { "server.host": { ...host, ClockSkewSeconds: 660 } },
    verdict: "fail",
    message: "off",
    code: "clock-skew",
    data: { seconds: 660 },
  },
  { name: "not compared", facts: { "server.host": { OS: "Windows" } }, verdict: "skip", message: "unread" },
]);
testCheck(endpoints, [
  { name: "open", facts: well, verdict: "pass", message: "open" },
  {
    name: "no address",
    facts: { ...well, "server.endpoints": [probe(login, { Dns: [], Tcp: "timeout" }), probe(data)] },
    verdict: "fail",
    message: "name",
    code: "name-resolution-failure",
    standing: "blocking",
  },
  {
    name: "a sinkhole",
    facts: { ...well, "server.endpoints": [probe(login, { Dns: ["0.0.0.0"], Tcp: "refused" }), probe(data)] },
    verdict: "fail",
    message: "name",
  },
  {
    name: "a closed port of the data path",
    facts: { ...well, "server.endpoints": [probe(login), probe(data, closed)] },
    verdict: "fail",
    message: "closed",
    code: "endpoint-blocked",
    standing: "blocking",
    data: { rule: `${data} (203.0.113.10) port 443` },
  },
  {
    name: "a host beside the data path, and exports succeed",
    facts: { ...well, "server.endpoints": [probe(login), probe(data), probe("graph.microsoft.com", closed)] },
    verdict: "warn",
    message: "closed",
    standing: "degrading",
  },
  {
    name: "a host beside the data path, and exports fail",
    facts: {
      ...well,
      "server.runHistory": refused,
      "server.endpoints": [probe(login), probe(data), probe("graph.microsoft.com", closed)],
    },
    verdict: "fail",
    message: "closed",
    standing: "blocking",
  },
  {
    name: "one port of a controller",
    facts: { ...well, "server.endpoints": [...all.map((p) => probe(p.Host)), dc("dc1", 389), dc("dc1", 135, closed)] },
    verdict: "fail",
    message: "closed",
  },
  {
    name: "a controller that is down as a whole is another cause",
    facts: { ...well, "server.endpoints": [probe(login), dc("dc1", 389, closed), dc("dc1", 135, closed)] },
    verdict: "pass",
    message: "open",
  },
  {
    name: "the direct way is closed where the engine has a proxy",
    facts: {
      ...well,
      "server.host": behind({ WinHttp: null, MachineConfig: "http://p:8080" }),
      "server.endpoints": all,
    },
    verdict: "pass",
    message: "open",
  },
  {
    name: "Service Bus is not for Connect",
    facts: { ...well, "server.endpoints": [probe(login), probe("x.servicebus.windows.net", closed)] },
    verdict: "pass",
    message: "open",
  },
]);
const died = [5, 4, 3].map((h) =>
  cloudExport({
    StartDate: `2026-11-23T0${h}:00:00Z`,
    EndDate: `2026-11-23T0${h}:02:00Z`,
    Result: "stopped-extension-dll-exception",
  }),
);
testCheck(proxy, [
  { name: "none needed", facts: well, verdict: "pass", message: "fine" },
  {
    name: "only Windows knows it",
    facts: { ...well, "server.host": behind({ WinHttp: "p:8080", MachineConfig: null }), "server.endpoints": all },
    verdict: "fail",
    message: "unknownToEngine",
    code: "proxy-misconfigured",
    standing: "blocking",
  },
  {
    name: "it asks the engine to sign in",
    facts: {
      ...well,
      "server.host": behind({ MachineConfig: "http://p:8080" }),
      "server.endpoints": [probe(login, { ...closed, ViaProxy: { Dns: [], Tcp: "open", Http: 407 } })],
    },
    verdict: "fail",
    message: "refuses",
    data: { status: 407, host: login },
  },
  {
    name: "it would ask, but the engine goes direct and gets through",
    facts: {
      ...well,
      "server.host": behind({ WinHttp: "p:8080", MachineConfig: null }),
      "server.endpoints": [probe(login, { ViaProxy: { Dns: [], Tcp: "open", Http: 407 } })],
    },
    verdict: "pass",
    message: "fine",
  },
  {
    name: "changed after the service started",
    facts: {
      ...well,
      "server.runHistory": refused,
      "server.services": [adSync({ ProcessStartTime: "2026-11-20T00:00:00Z" })],
      "server.host": behind({ MachineConfig: "http://p:8080", MachineConfigLastWriteTime: "2026-11-22T00:00:00Z" }),
    },
    verdict: "fail",
    message: "restart",
    suggests: ["restart-sync-service"],
  },
  {
    name: "it gives no answer, and runs fail",
    facts: {
      ...well,
      "server.runHistory": refused,
      "server.host": behind({ MachineConfig: "http://old:3128" }),
      "server.endpoints": [probe(login, { ViaProxy: { Dns: [], Tcp: "timeout" } })],
    },
    verdict: "fail",
    message: "silent",
    code: "proxy-misconfigured",
    standing: "blocking",
  },
  {
    name: "it gives no answer to a probe, yet runs succeed",
    facts: {
      ...well,
      "server.host": behind({ MachineConfig: "http://old:3128" }),
      "server.endpoints": [probe(login, { ViaProxy: { Dns: [], Tcp: "timeout" } })],
    },
    verdict: "pass",
    message: "fine",
  },
  {
    name: "exports die at one length",
    facts: { ...well, "server.runHistory": died, "server.host": behind({ MachineConfig: "http://p:8080" }) },
    verdict: "fail",
    message: "idle",
    data: { proxy: "http://p:8080", seconds: 120 },
  },
]);
const unset = { ...host, Tls12: {} };
testCheck(tls, [
  { name: "as it should be", facts: well, verdict: "pass", message: "fine" },
  {
    name: "a foreign issuer",
    facts: { ...well, "server.endpoints": [probe(login, { Tls: foreign })] },
    verdict: "fail",
    message: "inspected",
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
  },
  {
    name: "no handshake, though TLS 1.2 is on",
    facts: { ...well, "server.endpoints": [mute(login), mute(data)] },
    verdict: "pass",
    message: "fine",
  },
]);
