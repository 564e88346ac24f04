import check from "../../../src/checks/network/endpoints";
import { unreadable } from "../../../src/domain";
import { testCheck } from "../../testers/check-tester";
import { data, host, login, probe, refused, well } from "../shared/engine-world";

const closed = { Tcp: "timeout" },
  all = [probe(login, closed), probe(data, closed)];
const behind = (Proxy: Record<string, unknown>) => ({ ...host, Proxy });
const dc = (Host: string, Port: number, over = {}) =>
  probe(Host, { Port, Purpose: "Connect Sync to a domain controller", ...over });

testCheck(check, [
  { name: "open", facts: well, verdict: "pass", message: "open", not: ["name", "closed"] },
  {
    name: "no address",
    facts: { ...well, "server.endpoints": [probe(login, { Dns: [], Tcp: "timeout" }), probe(data)] },
    verdict: "fail",
    message: "name",
    not: ["closed"],
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
    name: "a host beside the data path, and the runs were not read",
    facts: {
      ...well,
      "server.runHistory": unreadable("failed", ""),
      "server.endpoints": [probe(login), probe(data), probe("graph.microsoft.com", closed)],
    },
    verdict: "fail",
    message: "closed",
    proof: "timed",
    settles: ["server.runHistory"],
  },
  {
    name: "a closed port of the data path, and the proxy settings were not read",
    facts: {
      ...well,
      "server.host": unreadable("failed", ""),
      "server.endpoints": [probe(login), probe(data, closed)],
    },
    verdict: "fail",
    message: "closed",
    proof: "timed",
    settles: ["server.host"],
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
    not: ["closed"],
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
    not: ["closed"],
  },
  {
    name: "Service Bus is not for Connect",
    facts: { ...well, "server.endpoints": [probe(login), probe("x.servicebus.windows.net", closed)] },
    verdict: "pass",
    message: "open",
    not: ["closed"],
  },
  {
    name: "one controller has no name, another one answers",
    facts: {
      ...well,
      "server.endpoints": [probe(login), dc("dc1", 389, { Dns: [], Tcp: "timeout" }), dc("dc2", 389)],
    },
    verdict: "pass",
    message: "open",
    not: ["name", "closed"],
  },
]);
