import assert from "node:assert/strict";
import { GUIDE, NODES, START } from "../../src/guide";
import { ROOT_CAUSES } from "../../src/domain";
import { CHECKS } from "../../src/checks";

/** Every bullet of the guide that the product carries out, and the node that answers for it. */
const BULLETS: Record<string, string> = {
  "outbound TCP ports": "network.ports",
  "required URLs": "network.urls",
  "test from a shell or browser": "network.test",
  "firewall and proxy logs": "network.interception",
  "services on the server": "services.sync",
  "service health in the cloud": "services.cloud",
  "permissions during setup": "server.permissions",
  "service account misconfigured": "server.accounts",
  "certificates and TLS trust": "server.certificates",
  "outdated OS and prerequisites": "server.prerequisites",
  "conflicting software or GPO": "server.software",
  "view synchronization status": "cycles.status",
  "run a manual delta sync": "cycles.delta",
  "verify sync results": "cycles.results",
  "interpret failure messages": "cycles.messages",
  "attribute conflicts": "objects.attributes",
  "sync logs and status of the object": "objects.status",
  "matching logic": "objects.matching",
  "search for duplicates": "objects.duplicates",
  "identify quarantine": "quarantine.identify",
  "directory permissions": "quarantine.rights",
  "attribute violations": "quarantine.violations",
  "clear quarantine": "quarantine.clear",
  "Synchronization Service Manager logs": "logs.manager",
  "Windows Event Viewer": "logs.events",
  "Connect Health portal": "logs.health",
  "PowerShell output": "logs.powershell",
  "admin portal": "portal.center",
  "help center and Graph": "portal.help",
  "validate presence": "confirm.presence",
  "test logins": "confirm.signIn",
  "review sync logs after the repair": "confirm.logs",
  "document the fix": "confirm.document",
  "schedule follow-up": "confirm.followUp",
  "feedback to Microsoft": "community.feedback",
  forums: "community.forum",
  "share the scenario": "community.share",
  "portal resources": "community.resources",
  "anchor mismatch after re-provisioning": "anchors.reprovisioned",
  "stale cloud-only users": "duplicates.stale",
  "attribute collisions": "duplicates.collisions",
  "remove or merge": "duplicates.remove",
  "resync the user": "duplicates.resync",
  "document the cleanup": "duplicates.document",
};
const nodes = [...NODES.values()];
const exits = (id: string): string[] => {
  const n = NODES.get(id)!;
  return n.kind === "check" || n.kind === "propose"
    ? Object.values(n.next)
    : n.kind === "advise"
      ? [n.next]
      : n.kind === "ask"
        ? Object.values(n.answers)
        : [];
};

describe("the guide", () => {
  it("has a node for every bullet", () => {
    for (const [bullet, id] of Object.entries(BULLETS)) assert.ok(NODES.has(id), `${bullet} → ${id}`);
  });
  it("has unique ids, and every exit leads to a node", () => {
    assert.equal(new Set(GUIDE.flatMap((c) => c.nodes.map((n) => n.id))).size, GUIDE.flatMap((c) => c.nodes).length);
    for (const n of nodes) for (const to of exits(n.id)) assert.ok(NODES.has(to), `${n.id} → ${to}`);
  });
  it("reaches every node from the start", () => {
    const seen = new Set<string>(),
      open = [START];
    while (open.length > 0) {
      const id = open.pop()!;
      if (!seen.has(id)) {
        seen.add(id);
        open.push(...exits(id));
      }
    }
    assert.deepEqual(
      nodes.map((n) => n.id).filter((id) => !seen.has(id)),
      [],
    );
  });
  it("passes a person in every loop: only a repair leads back", () => {
    const state = new Map<string, number>();
    const visit = (id: string): void => {
      if (state.get(id) === 2) return;
      assert.notEqual(state.get(id), 1, `a loop without a person through ${id}`);
      state.set(id, 1);
      const n = NODES.get(id)!;
      if (n.kind !== "propose" && n.kind !== "ask") exits(id).forEach(visit);
      state.set(id, 2);
    };
    nodes.forEach((n) => visit(n.id));
  });
  it("has a place for every root cause", () => {
    const placed = new Set<string>(nodes.flatMap((n) => (n.kind === "check" ? n.codes : [])));
    assert.deepEqual(
      ROOT_CAUSES.filter((c) => !placed.has(c)),
      [],
    );
  });
  it("is named by every check", () => {
    for (const c of CHECKS) assert.equal(NODES.get(c.guide)?.kind, "check", `${c.id} names ${c.guide}`);
  });
});
