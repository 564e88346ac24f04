/** Every point of the troubleshooting guide, in our words, and the step that answers for it: the table of `docs/generated/walk.md`, and nothing else. */

/** One point of the guide. */
export interface Bullet {
  /** The guide's chapter. */
  readonly chapter: string;
  readonly point: string;
  readonly node: string;
}
const of = (chapter: string, points: Readonly<Record<string, string>>): Bullet[] =>
  Object.entries(points).map(([point, node]) => ({ chapter, point, node }));

export const BULLETS: readonly Bullet[] = [
  ...of("How objects sync", {
    "objects are tied by an anchor made of objectGUID": "objects.matching",
    "what is created or changed goes through the rules into the cloud": "basics.scope",
    "which object owns the identity": "objects.status",
  }),
  ...of("Ports and addresses", {
    "outbound TCP ports": "network.ports",
    "required addresses": "network.urls",
    "test from PowerShell or a browser": "network.test",
    "firewall, proxy and TLS inspection": "network.interception",
  }),
  ...of("Services", {
    "services on the server": "services.sync",
    "service health in the cloud": "services.cloud",
  }),
  ...of("Agent and server", {
    "rights missing at set-up": "server.permissions",
    "service account wrongly set up": "server.accounts",
    "root certificates and trust in TLS": "server.certificates",
    "operating system and prerequisites": "server.prerequisites",
    "security software and group policies": "server.software",
  }),
  ...of("Status and delta sync", {
    "operations: cycles, errors, counts": "cycles.status",
    "run a delta sync by hand": "cycles.delta",
    "verify the result of the cycle": "cycles.results",
    "interpret failure messages": "cycles.messages",
  }),
  ...of("The object", {
    "compare the attributes of both sides": "objects.attributes",
    "errors of this user in the cycles": "cycles.messages",
    "matching and Immutable ID": "objects.matching",
    "search for duplicates": "objects.duplicates",
  }),
  ...of("Quarantine", {
    "which users are in quarantine": "quarantine.identify",
    "rights in the directory": "quarantine.rights",
    "values that break a rule": "quarantine.violations",
    "out of quarantine": "quarantine.clear",
  }),
  ...of("Logs", {
    "logs of the Synchronization Service Manager": "logs.manager",
    "Windows Event Viewer": "logs.events",
    "Entra Connect Health": "logs.health",
    "PowerShell output": "logs.powershell",
  }),
  ...of("Portal and automation", {
    "sync health, object errors and cycles in the portal": "portal.center",
    "help center and Graph reporting": "portal.help",
  }),
  ...of("Confirmation", {
    "the object is on both sides": "confirm.presence",
    "sign-in and access work": "confirm.signIn",
    "the recent cycles have no error": "confirm.logs",
    "write the fix down": "confirm.document",
    "keep watch": "confirm.followUp",
  }),
  ...of("Feedback and community", {
    "feedback to Microsoft": "community.feedback",
    "forums and other admins": "community.forum",
    "share the scenario": "community.share",
    "further reading": "community.resources",
  }),
  ...of("Immutable ID and re-created accounts", {
    "an account made again carries another anchor": "anchors.reprovisioned",
    "hard match, or remove the stale object": "anchors.decide",
  }),
  ...of("Duplicates", {
    "stale cloud-only users": "duplicates.stale",
    "collisions of attributes": "duplicates.collisions",
    "remove or merge": "duplicates.remove",
    "sync the user again": "duplicates.resync",
    "write the clean-up down": "duplicates.document",
  }),
];
