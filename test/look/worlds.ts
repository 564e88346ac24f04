/** What an admin sees in the worlds of the lab: the verdict of each, and the plan of its first repair, as cards. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { approvalCard, approvalView } from "../../src/cards/approval";
import { diagnosisCard, diagnosisView } from "../../src/cards/diagnosis";
import type { Card } from "../../src/cards/render";
import { approversOf } from "../../src/lab/people";
import { loadScenario } from "../../src/lab/scenario";
import { startCaseLab } from "../support/case-lab";

const FOLDER = join("test", "scenarios", "cases");

/** The cards of one world, by a name that begins with the world's. */
async function cardsOf(file: string): Promise<[string, Card][]> {
  const lab = await startCaseLab(join("cases", file));
  try {
    const { id, ask, world } = await loadScenario(join(FOLDER, file)),
      by = approversOf(world)[0]!;
    const input = { ask: ask ?? "", by, tenantId: lab.tenantId, conversationId: "look" };
    let opened = await lab.service.open(input);
    if (opened.kind === "choose") opened = await lab.service.open({ ...input, pick: opened.options[0]!.id });
    if (opened.kind !== "case" || opened.case.diagnosis === undefined) return [];
    const { case: c } = opened,
      verdict: [string, Card] = [`${id} verdict`, diagnosisCard(diagnosisView(c, opened.case.diagnosis))],
      first = opened.case.diagnosis.remediations[0];
    if (first === undefined) return [verdict];
    let proposed = await lab.service.propose(c.id, first.id, by);
    if (proposed.kind === "choose") proposed = await lab.service.propose(c.id, first.id, by, proposed.options[0]?.id);
    return proposed.kind === "approval"
      ? [verdict, [`${id} plan`, approvalCard(approvalView(proposed.approval))]]
      : [verdict];
  } finally {
    await lab.close();
  }
}
/** Of the worlds whose file names are wanted. */
export async function worldCards(isWanted: (file: string) => boolean): Promise<Record<string, Card>> {
  const cards: [string, Card][] = [];
  for (const file of readdirSync(FOLDER).filter((f) => f.endsWith(".json") && isWanted(f)))
    cards.push(...(await cardsOf(file)));
  return Object.fromEntries(cards);
}
