/** Every button: what its data may hold, who asks for the right to press it, and what it leads to. */
import { z } from "zod";
import { REMEDIATIONS, ROOT_CAUSES } from "../domain";
import { REPORT_FORM_IDS } from "../report/forms";
import type { Verb } from "../cards/verbs";
import type { Capability } from "../ports";
import type { Answer } from "./answers";
import { PRESSABLE, MOST_SAID } from "../cards/intents";
import { casesPage } from "./handlers/cases";
import { outcome, recheck, refreshed, showDiagnosis } from "./handlers/look";
import { feedback, incident, report, reportFile, share } from "./handlers/report";
import { chooseOption, decide, follow, planAlone, propose } from "./handlers/repair";
import { nextPeople, openListed } from "./handlers/people";
import { lookFor, say } from "./handlers/say";
import { errorsPage } from "./handlers/tenant";
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
/** The buttons of a report take the inputs beside them with them. */
const form = z.enum(REPORT_FORM_IDS),
  number = z.string().max(200),
  besides = { text: z.string().optional() },
  ofFile = z.object({ id, form, number: number.optional(), ...besides }).strict(),
  ofIncident = z.object({ id, number, form: form.optional() }).strict();
/** What was left empty was not said. */
const unsaid = z.literal("").transform(() => undefined);
const ofFeedback = z
  .object({
    id,
    answer: z.enum(["yes", "no", "other"]),
    was: z.enum(ROOT_CAUSES).or(unsaid).optional(),
    words: unsaid.or(z.string().trim().max(500)).optional(),
  })
  .strict();

const ofIntent = z.object({ intent: z.enum(PRESSABLE) }).strict(),
  ofText = z.object({ text: z.string().min(1).max(MOST_SAID) }).strict(),
  pageNumber = z.coerce.number().int().min(0).max(1000),
  ofPage = z.discriminatedUnion("list", [
    z
      .object({
        list: z.literal("cases"),
        page: pageNumber,
        scope: z.enum(["mine", "here", "all"]),
        search: z.string().max(MOST_SAID).default(""),
      })
      .strict(),
    z.object({ list: z.literal("errors"), page: pageNumber }).strict(),
  ]);

/** Every verb that a card may name (`cards/verbs.ts`). */
export const VERB_TABLE: Readonly<Record<Verb, VerbEntry>> = {
  pick: verb("open", ofChoice, pickSubject),
  "open-listed": verb("open", ofChoice, openListed),
  "next-people": verb("open", ofCase, nextPeople),
  "ask-again": verb("open", ofCase, askAgain),
  walk: verb("read", ofCase, walk),
  "walk-step": verb("open", ofStep, walkStep),
  diagnosis: verb("read", ofCase, showDiagnosis),
  refresh: verb("opener", ofCase, refreshed),
  recheck: verb("open", ofCase, recheck),
  report: verb("read", ofCase, report),
  "report-file": verb("read", ofFile, reportFile),
  share: verb("read", ofCase, share),
  incident: verb("open", ofIncident, incident),
  feedback: verb("open", ofFeedback, feedback),
  plan: verb("read", ofCase, planAlone),
  outcome: verb("read", ofCase, outcome),
  propose: verb("service", ofRepair, propose),
  "choose-option": verb("service", ofChoice, chooseOption),
  approve: verb("service", ofDecision, decide("approved")),
  decline: verb("service", ofDecision, decide("declined")),
  "go-on": verb("service", ofCase, follow("go-on")),
  "put-back": verb("service", ofCase, follow("put-back")),
  undo: verb("service", ofCase, follow("undo")),
  say: verb("read", ofIntent, say),
  "look-for": verb("open", ofText, lookFor),
  page: verb("read", ofPage, (bot, presser, page) =>
    page.list === "cases" ? casesPage(bot, presser, page) : errorsPage(bot, presser, page),
  ),
};
