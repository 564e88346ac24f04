/** What a message and a button lead to. Each invoke is answered at once; the work follows and updates the card in place. */
import { ActivityTypes, MemoryStorage, TurnContext, type ConversationReference } from "botbuilder";
import { Application, type TurnState } from "@microsoft/teams-ai";
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { REMEDIATIONS, type Approval, type Option, type Person, type RemediationId, type TriageCase } from "../domain";
import type { CaseService, Progress, SubjectOption } from "../cases/contract";
import { approvalCard, approvalView } from "../cards/approval";
import { casesCard, casesView } from "../cards/cases";
import { chooseCard, chooseView } from "../cards/choose";
import { confirmationCard, confirmationView } from "../cards/confirmation";
import { diagnosisCard, diagnosisView } from "../cards/diagnosis";
import { helpCard, notice } from "../cards/notice";
import { progressCard, progressView } from "../cards/progress";
import type { Card } from "../cards/render";
import { VERBS, type Verb } from "../cards/verbs";
import { walkCard, walkCardView } from "../cards/walk";
import type { StrictAdapter } from "./adapter";
import { offerReport, takeUpload } from "./files";
import { Messages, type Place } from "./messages";
import { personOf, textFor } from "./person";

const id = z.string().min(1).max(200);
/** What a button's data may hold; anything more is refused. */
const DATA = {
  pick: z.object({ id, option: z.coerce.number().int().min(0).max(20) }).strict(),
  "choose-option": z.object({ id, option: z.coerce.number().int().min(0).max(20) }).strict(),
  walk: z.object({ id }).strict(),
  diagnosis: z.object({ id }).strict(),
  recheck: z.object({ id }).strict(),
  report: z.object({ id }).strict(),
  refresh: z.object({ id }).strict(),
  "walk-step": z
    .object({
      id,
      event: z.enum(["next", "back", "recheck", "fixed", "goto"]),
      node: z.string().max(100),
      target: z.string().max(100).optional(),
    })
    .strict(),
  propose: z.object({ id, remediation: z.enum(REMEDIATIONS) }).strict(),
  approve: z.object({ id, rev: z.coerce.number().int().min(0), reason: z.string().max(4000).optional() }).strict(),
  decline: z.object({ id, rev: z.coerce.number().int().min(0), reason: z.string().max(4000).optional() }).strict(),
} as const satisfies Record<Verb, z.ZodTypeAny>;

type Choice =
  | { readonly kind: "subject"; readonly ask: string; readonly options: readonly SubjectOption[] }
  | {
      readonly kind: "option";
      readonly caseId: string;
      readonly remediation: RemediationId;
      readonly options: readonly Option[];
    };
export interface RoutesOptions {
  readonly service: CaseService;
  readonly adapter: StrictAdapter;
  readonly messages: Messages;
  readonly tenantId: string;
  readonly lab: boolean;
  readonly appId: string;
  readonly onWork?: (work: Promise<void>) => void;
  /** After how long a button is answered with "it follows"; 1.5 s. */ readonly answerMs?: number;
}
const UPDATES = 4,
  REMEMBERED = 2000,
  ANSWER_MS = 1_500;
const MAY_NOT = "You may not open cases here; ask the Help Desk or a Hybrid Identity Administrator.";
const PLAN_BELOW = "The plan is below; it runs only after approval.";
const message = (text: string): object => ({
  statusCode: 200,
  type: "application/vnd.microsoft.activity.message",
  value: text,
});
const asCard = (card: Card): object => ({
  statusCode: 200,
  type: "application/vnd.microsoft.card.adaptive",
  value: card,
});
const faultText = (error: unknown): string =>
  error instanceof Error && error.name === "TriageError"
    ? error.message
    : "Something failed on our side. Look with status at how far it came before you try again.";

export function makeRoutes(o: RoutesOptions): Application<TurnState> {
  const { service, messages } = o;
  const app = new Application<TurnState>({
    adapter: o.adapter,
    botAppId: o.appId,
    storage: new MemoryStorage(),
    startTypingTimer: false,
    longRunningMessages: false,
    removeRecipientMention: false,
  });
  const choices = new Map<string, Choice>(),
    seenIds = new Set<string>(),
    walkAt = new Map<string, string>(),
    underWay = new Map<string, Promise<object>>(),
    reading = new Set<string>();
  /** Work that follows an answer; whatever fails is told in the conversation, once. */
  const after = (reference: Partial<ConversationReference>, work: () => Promise<void>): void => {
    const p = work().catch(async (error: unknown) => {
      process.stderr.write(
        `${JSON.stringify({ level: "error", at: "work", error: error instanceof Error ? error.message : "?" })}\n`,
      );
      await messages.post(reference, notice("That did not work", faultText(error))).catch(() => undefined);
    });
    o.onWork?.(p);
  };
  const keep = (choice: Choice): string => {
    const key = randomBytes(16).toString("base64url");
    choices.set(key, choice);
    if (choices.size > REMEMBERED) choices.delete(choices.keys().next().value!);
    return key;
  };
  /** Updates that follow one another: at most three on the way, then the result, which no late one may overwrite. */
  const inOrder = (): {
    early(show: () => Promise<unknown>): void;
    end(show: () => Promise<unknown>): Promise<void>;
  } => {
    let updates = 0,
      last: Promise<unknown> = Promise.resolve();
    const then = (show: () => Promise<unknown>): Promise<unknown> => (last = last.catch(() => undefined).then(show));
    return {
      early: (show) => {
        if (updates++ < UPDATES - 1) void then(show).catch(() => undefined);
      },
      end: async (show) => {
        updates = UPDATES;
        await then(show);
      },
    };
  };
  const progressOn = (place: Place, ask: string): { tell(p: Progress): void; end(card: Card): Promise<void> } => {
    const done: string[] = [],
      order = inOrder();
    let current = "";
    return {
      tell: (p) => {
        if (current !== "") done.push(current);
        current = p.text;
        const card = progressCard(progressView(ask, [...done], current));
        order.early(() => messages.update(place, card));
      },
      end: (card) => order.end(() => messages.update(place, card)),
    };
  };
  const conversationOf = (c: TurnContext): string => c.activity.conversation.id;
  const cardOf = (a: Approval): Card =>
    approvalCard(
      approvalView(
        a,
        o.lab
          ? 'In this lab the second person approves over HTTP, since the Playground cannot switch people: README, "The second approver".'
          : "",
      ),
    );
  const showCase = (c: TriageCase): Card =>
    c.diagnosis === undefined ? notice("This case has no diagnosis yet") : diagnosisCard(diagnosisView(c, c.diagnosis));

  async function triage(place: Place, ask: string, by: Person, conversationId: string, pick?: string): Promise<void> {
    const progress = progressOn(place, ask);
    const opened = await service.open(
      { ask, by, tenantId: o.tenantId, conversationId, ...(pick === undefined ? {} : { pick }) },
      (p) => progress.tell(p),
    );
    switch (opened.kind) {
      case "case":
        await service.rememberCard(opened.case.id, place.activityId);
        await messages.remember(opened.case.id, place);
        await progress.end(showCase(opened.case));
        return;
      case "choose": {
        const key = keep({ kind: "subject", ask, options: opened.options });
        await progress.end(
          chooseCard(chooseView("Whom do you mean?", "Several people fit. Choose one.", "pick", key, opened.options)),
        );
        return;
      }
      case "none":
        await progress.end(
          opened.nearest.length > 0
            ? chooseCard(
                chooseView(
                  "Nobody by that name",
                  "Neither side knows that name. The nearest are:",
                  "pick",
                  keep({ kind: "subject", ask, options: opened.nearest }),
                  opened.nearest,
                ),
              )
            : notice(
                "Nobody by that name",
                "Neither Active Directory nor Microsoft Entra ID, nor the deleted items of both, knows that name. Try the sign-in name or the account name.",
              ),
        );
        return;
      case "refused":
        await progress.end(notice("Not allowed", opened.says));
    }
  }

  app.activity(ActivityTypes.Message, async (context) => {
    const activity = context.activity,
      text = textFor(activity);
    if (text === undefined) return;
    const delivered = activity.id === undefined ? undefined : `${activity.conversation.id} ${activity.id}`;
    if (delivered !== undefined) {
      if (seenIds.has(delivered)) return;
      seenIds.add(delivered);
      if (seenIds.size > REMEMBERED) seenIds.delete(seenIds.values().next().value!);
    }
    const reference = TurnContext.getConversationReference(activity),
      by = personOf(activity, o.tenantId, o.lab),
      say = async (card: Card): Promise<void> => {
        await messages.post(reference, card);
      };
    const word = text.toLowerCase().replace(/[.!?]+$/, "");
    if (word === "" || word === "help" || word === "hi" || word === "hello") return say(helpCard());
    if (by === undefined || !(await service.mayOpen(by))) return say(notice("Not allowed", MAY_NOT));
    if (word === "cases") {
      const all = await service.list();
      return say(
        all.length === 0
          ? notice("No cases yet", "Mention me with a person who is missing.")
          : casesCard(casesView("Cases", all)),
      );
    }
    if (word === "status") {
      const [last] = (await service.list(conversationOf(context))).sort((a, b) => b.openedAt.localeCompare(a.openedAt));
      return say(
        last === undefined ? notice("No case here yet", "Mention me with a person who is missing.") : showCase(last),
      );
    }
    for (const ask of service.people(text)) {
      const place = await messages.post(
        reference,
        progressCard(progressView(ask, [], "Working out whom this is about")),
      );
      after(reference, () => triage(place, ask, by, conversationOf(context)));
    }
  });

  /** Answers one button. What it returns is the answer; what takes longer is started behind it. */
  async function press(context: TurnContext, verb: Verb, raw: unknown): Promise<object> {
    const activity = context.activity,
      by = personOf(activity, o.tenantId, o.lab),
      reference = TurnContext.getConversationReference(activity),
      conversationId = conversationOf(context);
    const parsed = DATA[verb].safeParse(raw);
    if (!parsed.success)
      return {
        statusCode: 400,
        type: "application/vnd.microsoft.error",
        value: {
          code: "BadRequest",
          message: "This button's data is not what the card held; nothing was done. Open the case again with status.",
        },
      };
    if (by === undefined || !(await service.mayOpen(by))) return message(MAY_NOT);
    const place: Place = { reference, activityId: activity.replyToId ?? "" };
    const own = async (caseId: string): Promise<TriageCase | undefined> => {
      const c = await service.get(caseId);
      return c === undefined || c.tenantId !== o.tenantId ? undefined : c;
    };
    const gone = message("This case does not exist (any more). Write cases to see what there is.");
    const d = parsed.data as {
      id: string;
      option: number;
      remediation: RemediationId;
      event: "next" | "back" | "recheck" | "fixed" | "goto";
      node: string;
      target?: string;
      rev: number;
      reason?: string;
    };
    switch (verb) {
      case "pick": {
        const choice = choices.get(d.id);
        if (choice?.kind !== "subject" || choice.options[d.option] === undefined)
          return message("This choice is no longer open; ask again.");
        const option = choice.options[d.option]!;
        choices.delete(d.id);
        after(reference, () => triage(place, choice.ask, by, conversationId, option.id));
        return asCard(progressCard(progressView(option.title, [], "Reading both sides")));
      }
      case "diagnosis":
      case "refresh": {
        const c = await own(d.id);
        return c === undefined ? gone : asCard(showCase(c));
      }
      case "recheck": {
        const c = await own(d.id);
        if (c === undefined) return gone;
        if (!reading.has(c.id)) {
          reading.add(c.id);
          const progress = progressOn(place, c.ask);
          after(reference, async () => {
            try {
              await progress.end(showCase(await service.recheck(d.id, (p) => progress.tell(p))));
            } finally {
              reading.delete(c.id);
            }
          });
        }
        return asCard(progressCard(progressView(c.ask, [], "Reading both sides again")));
      }
      case "walk": {
        if ((await own(d.id)) === undefined) return gone;
        const v = await service.walk(d.id, {
          kind: "goto",
          ...(walkAt.get(d.id) === undefined ? {} : { node: walkAt.get(d.id)! }),
        });
        walkAt.set(d.id, v.node);
        return asCard(walkCard(walkCardView(d.id, v)));
      }
      case "walk-step": {
        const c = await own(d.id);
        if (c === undefined) return gone;
        const target = d.event === "goto" ? (d.target ?? "") : d.node;
        if (d.event === "recheck" || d.event === "fixed") {
          after(reference, async () => {
            const v = await service.walk(d.id, { kind: d.event as "recheck", node: d.node });
            await messages.update(place, walkCard(walkCardView(d.id, v)));
          });
          return asCard(progressCard(progressView(c.ask, [], "Reading both sides again for this step")));
        }
        const v = await service.walk(d.id, {
          kind: "goto",
          ...(d.event === "goto" ? (target === "" ? {} : { node: target }) : { node: target }),
        });
        const moved =
          d.event === "goto"
            ? v
            : await service.walk(d.id, { kind: "goto", node: (d.event === "next" ? v.next : v.back) ?? v.node });
        walkAt.set(d.id, moved.node);
        return asCard(walkCard(walkCardView(d.id, moved)));
      }
      case "propose": {
        const c = await own(d.id);
        if (c === undefined) return gone;
        return offer(await service.propose(d.id, d.remediation, by), d.id, d.remediation, place);
      }
      case "choose-option": {
        const choice = choices.get(d.id);
        if (choice?.kind !== "option" || choice.options[d.option] === undefined)
          return message("This choice is no longer open; offer the repair again.");
        const answer = await offer(
            await service.propose(choice.caseId, choice.remediation, by, choice.options[d.option]!.id),
            choice.caseId,
            choice.remediation,
            place,
          ),
          c = await own(choice.caseId);
        // The choice has been made: the card goes back to the diagnosis, the plan stands below it.
        return c === undefined || (answer as { value?: unknown }).value !== PLAN_BELOW ? answer : asCard(showCase(c));
      }
      case "approve":
      case "decline":
        return decide(verb, d, by, conversationId, place);
      case "report": {
        const c = await own(d.id);
        if (c === undefined) return gone;
        after(reference, () => report(c, reference, activity.conversation.conversationType === "personal"));
        return message("The report follows.");
      }
    }
  }
  /** The answer in good time: the same click twice is one piece of work, and what takes long is shown in the conversation when it is there. */
  async function answer(context: TurnContext, verb: Verb, raw: unknown): Promise<object> {
    const key = JSON.stringify([verb, context.activity.conversation.id, context.activity.from?.id, raw]),
      reference = TurnContext.getConversationReference(context.activity);
    const running = underWay.get(key),
      work = running ?? press(context, verb, raw).finally(() => underWay.delete(key));
    if (running === undefined) underWay.set(key, work);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((r) => {
      timer = setTimeout(() => r(undefined), o.answerMs ?? ANSWER_MS);
    });
    const body = await Promise.race([work, late]).finally(() => clearTimeout(timer));
    if (body !== undefined) return body;
    if (running === undefined)
      after(reference, async () => {
        const { type, value } = (await work) as { type: string; value: unknown };
        if (type === "application/vnd.microsoft.card.adaptive")
          await messages.update({ reference, activityId: context.activity.replyToId ?? "" }, value as Card);
        else if (typeof value === "string") await messages.post(reference, notice("Your click", value));
      });
    return message("Reading both sides; the answer follows here.");
  }
  async function offer(
    result: Awaited<ReturnType<CaseService["propose"]>>,
    caseId: string,
    remediation: RemediationId,
    place: Place,
  ): Promise<object> {
    if (result.kind === "refused") return message(result.says);
    if (result.kind === "choose")
      return asCard(
        chooseCard(
          chooseView(
            "One thing to decide first",
            result.question,
            "choose-option",
            keep({ kind: "option", caseId, remediation, options: result.options }),
            result.options,
          ),
        ),
      );
    const card = cardOf(result.approval);
    // One card for everybody in the conversation, in its own message, so that the diagnosis stays where it is.
    after(place.reference, async () => {
      const posted = await messages.post(place.reference, card);
      await messages.remember(result.approval.id, posted);
    });
    return message(PLAN_BELOW);
  }
  async function decide(
    verb: "approve" | "decline",
    d: { id: string; rev: number; reason?: string },
    by: Person,
    conversationId: string,
    place: Place,
  ): Promise<object> {
    const result = await service.decide({
      approvalId: d.id,
      revision: d.rev,
      verdict: verb === "approve" ? "approved" : "declined",
      reason: d.reason ?? "",
      by,
      tenantId: o.tenantId,
      conversationId,
    });
    if (result.kind === "refused") {
      if (result.approval !== undefined)
        after(place.reference, () => messages.updateAll(d.id, cardOf(result.approval!)));
      return message(result.says);
    }
    const { approval } = result;
    await messages.remember(approval.id, place);
    const card = cardOf(approval);
    after(place.reference, async () => {
      await messages.updateAll(approval.id, card);
      if (!result.runNow) return;
      const order = inOrder();
      const { approval: ended, case: c } = await service.run(approval.id, (p) =>
        order.early(async () => {
          const a = await service.getApproval(approval.id);
          if (a !== undefined) await messages.updateAll(approval.id, cardOf({ ...a, outcome: p.text }));
        }),
      );
      await order.end(() => messages.updateAll(approval.id, cardOf(ended)));
      if (c.confirmation === undefined) return;
      // A channel that refuses one of these may take the other; the report is the fuller record.
      try {
        await messages.post(place.reference, confirmationCard(confirmationView(c)));
      } finally {
        await messages.updateAll(c.id, showCase(c));
        await report(c, place.reference, place.reference.conversation?.conversationType === "personal");
      }
    });
    return asCard(card);
  }
  async function report(c: TriageCase, reference: Partial<ConversationReference>, personal: boolean): Promise<void> {
    const { markdown, html } = await service.report(c.id);
    if (personal && o.lab) await messages.say(reference, markdown); // the Playground shows no file consent card
    if (personal)
      await messages.inConversation(reference, (t) =>
        offerReport(
          t,
          c.id,
          Buffer.byteLength(html, "utf8"),
          `Incident report: ${c.diagnosis?.rootCause.title ?? c.ask}`,
        ),
      );
    else await messages.say(reference, markdown);
  }

  for (const verb of VERBS)
    app.adaptiveCards.actionExecute(verb, async (context: TurnContext) => {
      const value = context.activity.value as { action?: { data?: unknown } } | undefined;
      const body = await answer(context, verb, value?.action?.data ?? {});
      await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: { status: 200, body } });
      return undefined as never;
    });
  app.activity(ActivityTypes.Invoke, async (context) => {
    const a = context.activity;
    if (a.name === "fileConsent/invoke") {
      const by = personOf(a, o.tenantId, o.lab),
        allowed = by !== undefined && (await service.mayOpen(by));
      await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: { status: 200, body: {} } });
      if (allowed)
        after(TurnContext.getConversationReference(a), () =>
          takeUpload(
            a,
            o.lab,
            (caseId) => service.report(caseId).then((r) => r.html),
            (t) => messages.say(TurnContext.getConversationReference(a), t),
          ),
        );
      return;
    }
    await context.sendActivity({
      type: ActivityTypes.InvokeResponse,
      value: {
        status: 200,
        body: {
          statusCode: 400,
          type: "application/vnd.microsoft.error",
          value: { code: "BadRequest", message: "Unknown action" },
        },
      },
    });
  });
  app.conversationUpdate("membersAdded", async (context) => {
    if ((context.activity.membersAdded ?? []).some((m) => m.id === context.activity.recipient.id))
      await messages.post(TurnContext.getConversationReference(context.activity), helpCard());
  });
  return app;
}
