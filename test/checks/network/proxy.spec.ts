import check from "../../../src/checks/network/proxy";
import { testCheck } from "../../testers/check-tester";
import { adSync, cloudExport, data, host, login, probe, refused, well } from "../shared/engine-world";

const closed = { Tcp: "timeout" },
  all = [probe(login, closed), probe(data, closed)];
const behind = (Proxy: Record<string, unknown>) => ({ ...host, Proxy });
const died = [5, 4, 3].map((h) =>
  cloudExport({
    StartDate: `2026-11-23T0${h}:00:00Z`,
    EndDate: `2026-11-23T0${h}:02:00Z`,
    Result: "stopped-extension-dll-exception",
  }),
);

testCheck(check, [
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
    not: ["refuses", "unknownToEngine"],
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
    not: ["silent"],
  },
  {
    name: "exports die at one length",
    facts: { ...well, "server.runHistory": died, "server.host": behind({ MachineConfig: "http://p:8080" }) },
    verdict: "fail",
    message: "idle",
    data: { proxy: "http://p:8080", seconds: 120 },
  },
  {
    name: "Windows knows it, and the direct way is open",
    facts: {
      ...well,
      "server.host": behind({ WinHttp: "p:8080", MachineConfig: null }),
      "server.endpoints": [probe(login)],
    },
    verdict: "pass",
    message: "fine",
    not: ["unknownToEngine"],
  },
  {
    name: "changed before the service started",
    facts: {
      ...well,
      "server.runHistory": refused,
      "server.services": [adSync({ ProcessStartTime: "2026-11-22T12:00:00Z" })],
      "server.host": behind({ MachineConfig: "http://p:8080", MachineConfigLastWriteTime: "2026-11-22T00:00:00Z" }),
    },
    verdict: "pass",
    message: "fine",
    not: ["restart"],
  },
  {
    name: "exports die after different times",
    facts: {
      ...well,
      "server.runHistory": died.map((r, i) => ({ ...r, EndDate: `${r.StartDate.slice(0, 14)}0${i + 2}:30Z` })),
      "server.host": behind({ MachineConfig: "http://p:8080" }),
    },
    verdict: "pass",
    message: "fine",
    not: ["idle"],
  },
]);
