/** The whole guide, chapter by chapter. */
import { community, confirm, logs, portal } from "./chapters-after";
import { anchors, duplicates, objects, quarantine } from "./chapters-object";
import { cycles, howItWorks, network, server, services } from "./chapters-server";
import type { Chapter, GuideNode } from "./node";
export { commandForm, commandText, type Command } from "./commands";
export { exitsOf, OUTCOMES } from "./node";
export type { AskNode, Chapter, CheckNode, Choice, EndNode, GuideNode, Outcome, ProposeNode } from "./node";

export const GUIDE: readonly Chapter[] = [
  howItWorks,
  network,
  services,
  server,
  cycles,
  objects,
  quarantine,
  logs,
  portal,
  anchors,
  duplicates,
  confirm,
  community,
];
export const NODES: ReadonlyMap<string, GuideNode> = new Map(
  GUIDE.flatMap((c) => c.nodes.map((n) => [n.id, n] as const)),
);
export const START = "basics.person";
/** The first checked node that can find a code. */
export const nodeOf = (code: string): string => {
  for (const n of NODES.values()) if (n.kind === "check" && (n.codes as readonly string[]).includes(code)) return n.id;
  return START;
};
