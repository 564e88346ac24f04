/** Every button: what its data may hold, who asks for the right to press it, and what it leads to. */
import { z } from "zod";
import { REMEDIATIONS } from "../domain";
import type { Verb } from "../cards/verbs";
import type { Capability } from "../ports";
import type { Answer } from "./answers";
import { outcome, recheck, refreshed, report, showDiagnosis } from "./handlers/look";
import { chooseOption, decide, follow, planAlone, propose } from "./handlers/repair";
import { askAgain, pickSubject } from "./handlers/triage";
import { walk, walkStep } from "./handlers/walk";
import type { BotParts, Presser } from "./parts";

type Handle = (bot: BotParts, presser: Presser) => Promise<Answer>;
/** One button. */
export interface VerbEntry {
  /** What the presser must be allowed to do, asked before the handler. `service`: the case service asks. `opener`: Teams presses by itself; the
   * handler shows more than everybody sees to the case's opener alone, by a right that was read lately. */
  readonly needs: Capability | "service" | "opener";
  /** The handler over these data; undefined where they are not what a card of ours held. */
  readonly handlerOf: (data: unknown) => Handle | undefined;
}
function verb<S extends z.ZodTypeAny>(
  needs: VerbEntry["needs"],
  data: S,
  handle: (bot: BotParts, presser: Presser, data: z.output<S>) => Promise<Answer>,
): VerbEntry {
  return {
    needs,
    handlerOf: (raw) => {
      const parsed = data.safeParse(raw);
      return parsed.success ? (bot, presser) => handle(bot, presser, parsed.data) : undefined;
    },
  };
}

const id = z.string().min(1).max(200),
  node = z.string().max(100),
  option = z.coerce.number().int().min(0).max(20);
const ofCase = z.object({ id }).strict(),
  ofChoice = z.object({ id, option }).strict(),
  ofRepair = z.object({ id, remediation: z.enum(REMEDIATIONS) }).strict(),
  ofDecision = z
    .object({
      id,
      rev: z.coerce.number().int().min(0),
      reason: z.string().max(4000).optional(),
      typed: z.string().max(1000).optional(),
      code: z.string().max(100).optional(),
    })
    .strict(),
  ofStep = z
    .object({
      id,
      event: z.enum(["next", "back", "problem", "overview", "goto", "answer", "recheck", "fixed"]),
      from: node,
      target: node.optional(),
      answer: node.optional(),
    })
    .strict();

/** Every verb that a card may name (`cards/verbs.ts`). */
export const VERB_TABLE: Readonly<Record<Verb, VerbEntry>> = {
  pick: verb("open", ofChoice, pickSubject),
  "ask-again": verb("open", ofCase, askAgain),
  walk: verb("read", ofCase, walk),
  "walk-step": verb("open", ofStep, walkStep),
  diagnosis: verb("read", ofCase, showDiagnosis),
  refresh: verb("opener", ofCase, refreshed),
  recheck: verb("open", ofCase, recheck),
  report: verb("read", ofCase, report),
  plan: verb("read", ofCase, planAlone),
  outcome: verb("read", ofCase, outcome),
  propose: verb("service", ofRepair, propose),
  "choose-option": verb("service", ofChoice, chooseOption),
  approve: verb("service", ofDecision, decide("approved")),
  decline: verb("service", ofDecision, decide("declined")),
  "go-on": verb("service", ofCase, follow("go-on")),
  "put-back": verb("service", ofCase, follow("put-back")),
  undo: verb("service", ofCase, follow("undo")),
};
