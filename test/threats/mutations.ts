/** Each control that stands, broken on purpose in one place: a test of its row must notice. */

export interface Mutation {
  readonly row: string;
  /** Below the root of the tree. */
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly from: string;
  readonly to: string;
  /** The spec that must fail, in a test that names the row. */
  readonly spec: string;
}
/** `from → to` of one file, for one row. */
const breaks =
  (row: string, spec: string) =>
  (file: string, from: string, to: string): Mutation => ({
    row,
    spec: `test/${spec}.spec.ts`,
    file: `src/${file}`,
    from,
    to,
  });

export const MUTATIONS: readonly Mutation[] = [
  breaks("B1", "bot/door")("bot/token.ts", 'typeof claimOf(identity, "exp") === "number"', "true"),
  breaks("B1", "bot/door")("bot/token.ts", "audience: appId,", ""),
  breaks("B1", "bot/door")("bot/token.ts", "TEAMS_CHANNEL, [TEAMS_CHANNEL])", '"", [])'),
  breaks("B1", "bot/door")("bot/token.ts", "issuer: [ISSUER], audience", "audience"),
  breaks("B1", "bot/door")("bot/token.ts", "ignoreExpiration: false", "ignoreExpiration: true"),
  breaks("B2", "bot/door")("bot/door.ts", "CHANNEL_HOSTS.has(url.hostname) &&", "true &&"),
  breaks("B2", "bot/door")("bot/door.ts", "(serviceUrl === plain || `${serviceUrl}/` === plain)", "true"),
  breaks("B2", "bot/door")("bot/door.ts", 'if (claimed !== activity.serviceUrl) return "service-url";', ""),
  breaks("B3", "bot/bot")("bot/door.ts", 'auth.kind === "loopback" && !["127.0.0.1"', 'false && !["127.0.0.1"'),
  breaks("B3", "bot/bot")("bot/door.ts", 'auth.appId === "" ||', ""),
  breaks("B4", "cases/authority")("cases/authority.ts", "|| !has.value.member)", ")"),
  breaks("B4", "cases/authority")("cases/authority.ts", "|| !has.value.enabled ", ""),
  breaks("B4", "cases/authority")("cases/authority.ts", "who.tenantId !== this.tenantId ||", ""),
  breaks("B5", "bot/door")("bot/door.ts", "byNobody || guid.safeParse(from?.aadObjectId).success", "true"),
  breaks("B6", "bot/reader")("bot/reader.ts", "if (held > this.bounds.bytes) return 413;", ""),
  breaks("B6", "bot/reader")("bot/reader.ts", "if (depthOf(bytes) > depth) return refused(400);", ""),
  breaks("B6", "bot/reader")("bot/reader.ts", "encoding !== undefined ||", ""),
  breaks("B6", "bot/budget")("bot/budget.ts", 'if (person.left < n) return "person";', ""),
  breaks("B5", "bot/bot")("bot/person.ts", "(ofChannel ? activity.from?.id : undefined)", "activity.from?.id"),
  breaks("B6", "bot/reader")("bot/reader.ts", "if (this.#held > this.together) return 503;", ""),
  breaks("B7", "bot/bot")(
    "bot/deliveries.ts",
    "return isCutOff ? { ids: earlier.data.ids, over } : undefined;",
    "return { ids, over };",
  ),
  breaks("B7", "bot/deliveries")("bot/deliveries.ts", "earlier.data.life !== this.#life &&", ""),
  breaks("B8", "bot/log")(
    "bot/log.ts",
    "JSON.stringify({ level, at, what, error, status, by, times, says })",
    "JSON.stringify(line)",
  ),
  breaks("B8", "bot/log")("bot/log.ts", "error.code : error.constructor.name", "error.code : error.message"),
  breaks("B8", "bot/prints")(
    "bot/log.ts",
    "speaking ? write.apply(process.stderr, args) : noLine()",
    "write.apply(process.stderr, args)",
  ),

  breaks("A1", "cases/authority")("cases/authority.ts", 'return refusal("unreadable");', "return { allowed: true };"),
  breaks("A1", "cases/authority")("cases/authority.ts", "if (holds(has.value, wanted)) return", "return"),
  breaks("A1", "approvals/decide")("approvals/decide.ts", "if (!may.allowed) {", "if (false) {"),
  breaks("A2", "approvals/states")(
    "approvals/states.ts",
    "!a.requesterMayApprove && same(event.by, a.requestedBy)",
    "false",
  ),
  breaks("A2", "approvals/decide")(
    "approvals/decide.ts",
    '(await o.authority.authorise("break-glass", d.by)).allowed',
    "true",
  ),
  breaks("A2", "approvals/decide")("approvals/states.ts", "a.decisions.some((d) => same(d.by, event.by))", "false"),
  breaks("A2", "approvals/decide")(
    "approvals/states.ts",
    "a.id === b.id && a.tenantId",
    "a.name === b.name && a.tenantId",
  ),
  breaks("A3", "bot/bot")(
    "bot/routes.ts",
    "if (handle === undefined) return badRequest(STRANGE_DATA);",
    "if (handle === undefined) return {};",
  ),
  breaks("A3", "approvals/decide")("approvals/decide.ts", "|| d.revision > a.revision", ""),
  breaks("A4", "approvals/decide")("approvals/decide.ts", "a.conversationId === d.conversationId;", "true;"),
  breaks("A4", "approvals/decide")("approvals/decide.ts", "a.tenantId === d.by.tenantId &&", ""),
  breaks("A5", "approvals/run")("store/memory.ts", "mustFollow(this.#items.get(item.id)?.revision, item);", ""),
  breaks("A5", "approvals/decide")("store/memory.ts", "mustFollow(this.#items.get(item.id)?.revision, item);", ""),
  breaks("A5", "cases/service")("cases/repair.ts", "isBusy(x)", "false"),
  breaks("A6", "approvals/states")(
    "approvals/states.ts",
    'if (a.state !== "pending")\n        return no(',
    'if (a.state === "expired")\n        return no(',
  ),
  breaks("A7", "approvals/states")("approvals/states.ts", ">= Date.parse(a.expiresAt)", "> Date.parse(a.expiresAt)"),
  breaks("A7", "approvals/run")("approvals/run.ts", "if (isExpired(a, timeOf(o))) {", "if (false) {"),
  breaks("A7", "agent/agent")("agent/agent.ts", "this.#now().getTime() >= Date.parse(notAfter)", "false"),
  breaks("A7", "agent/judgement")("agent/judgement.ts", "if (until - from > LONGEST_VALIDITY_MS)", "if (false)"),
  breaks("A8", "agent/agent")("agent/agent.ts", "if (changed.length > 0)", "if (false)"),
  breaks("A8", "approvals/run")("approvals/run-plan.ts", "if (gone.length > 0)", "if (false)"),
  breaks("A9", "approvals/run")("approvals/run.ts", "at - Date.parse(d.at) > RIGHTS_AGE_MS", "false"),
  breaks("A10", "approvals/states")("approvals/states.ts", ".slice(0, REASON_LIMIT)", ""),
  breaks("A10", "approvals/states")("approvals/states.ts", '.replace(/[\\p{Cc}\\p{Cf}]+/gu, " ")', ""),
  breaks("A10", "approvals/decide")(
    "approvals/decide.ts",
    'reasonNeeded && cleanReason(d.reason) === ""',
    "reasonNeeded && false",
  ),
  breaks("A11", "bot/connector")(
    "bot/connector.ts",
    'status === 429 || (request.method !== "POST" && (',
    "status === 429 || ((true) && (",
  ),
  breaks("A11", "bot/restart")("bot/messages.ts", 'return placesOf(await this.store.get("cards", key));', "return [];"),
  breaks("A11", "bot/restart")("bot/telling.ts", "const TRIES = 2;", "const TRIES = 9;"),
  breaks("A12", "bot/restart")("bot/telling.ts", "before.isOver || before.tries >= TRIES", "before.tries >= TRIES"),
  breaks("A12", "approvals/settle")("approvals/settle.ts", 'if (a.state === "approved") await', "if (false) await"),
  breaks("A12", "cases/state")("cases/state.ts", 'unknown: "confirming"', 'unknown: "nothing"'),
  breaks("A12", "approvals/settle")(
    "approvals/settle.ts",
    'a.state !== "pending" && openStepOf(a) === undefined',
    'a.state !== "pending"',
  ),
  breaks("A12", "bot/restart")("bot/catch-up.ts", "else await bot.telling.begin(a.id, place.reference);", ""),
  breaks("A12", "bot/restart")(
    "bot/catch-up.ts",
    "if (place === undefined) await bot.service.withdraw(a.id);",
    "if (place === undefined) return;",
  ),
  breaks("A13", "agent/judgement")("agent/judgement.ts", "if (digest !== order.planDigest)", "if (false)"),
  breaks("A13", "approvals/run")("approvals/run.ts", "if (planDigest(a.plan) !== a.planDigest)", "if (false)"),
  breaks("A13", "agent/judgement")(
    "agent/judgement.ts",
    "if (canonicalJson(plan.commands[args.step]) !== canonicalJson(args.command))",
    "if (false)",
  ),
  breaks("A14", "cards/cards")("cards/text.ts", "[\\p{Cc}\\p{Cf}\\u2028\\u2029]", "[\\p{Cc}]"),
  breaks("A15", "approvals/decide")(
    "approvals/decide.ts",
    'if ("kind" in proved) return proved;\n      provedAt = proved.at;',
    "provedAt = timeOf(o);",
  ),
  breaks("A15", "approvals/decide")("approvals/decide.ts", 'nameOf(d.typed ?? "") !== nameOf(a.typed)', "false"),
  breaks("A15", "approvals/decide")("approvals/decide.ts", "if (o.proofs === undefined)", "if (false)"),
  breaks("A15", "proof/entra")("proof/entra.ts", 'algorithms: ["RS256"],', ""),
  breaks("A15", "proof/entra")("proof/entra.ts", "issuer: `${LOGIN}/${this.o.tenantId}/v2.0`,", ""),
  breaks("A15", "proof/entra")("proof/entra.ts", "audience: this.o.clientId,", ""),
  breaks("A15", "proof/entra")("proof/entra.ts", "maxTokenAge: AGE_S,", ""),
  breaks("A15", "proof/entra")("proof/entra.ts", "tid !== this.o.tenantId || tid !== by.tenantId", "false"),
  breaks("A15", "proof/entra")("proof/entra.ts", "oid !== by.id", "false"),
  breaks("A15", "proof/entra")("proof/entra.ts", "acrs.includes(this.o.contextId)", "true"),
  breaks("A15", "proof/entra")("proof/entra.ts", "?? this.#useOnce(token, now)", ""),
  breaks("A15", "bot/sign-in")("bot/sign-in.ts", "w.presser.by.id !== by.id", "false"),
  breaks("A15", "bot/sign-in")("bot/sign-in.ts", "w.presser.conversationId !== conversationId", "false"),

  breaks("C1", "triage/report")("triage/report.ts", '.replace(SYNTAX, "\\\\$&")', ""),
  breaks("C2", "cards/cards")(
    "cards/render.ts",
    "(compiled ??= compile(template)).expand({ $root: visibleAll(view, limit) })",
    "compile((compiled ??= compile(template)).expand({ $root: visibleAll(view, limit) }) as object).expand({ $root: view })",
  ),
  breaks("C3", "triage/no-model")(
    "triage/words.ts",
    "/** The words of findings, made when they are shown",
    'import "openai";\n/** The words of findings, made when they are shown',
  ),
  breaks("C4", "cards/cards")(
    "cards/render.ts",
    "if (sizeOf(card) <= CARD_LIMIT) return card;\n    }\n    let short",
    "return card;\n    }\n    let short",
  ),
  breaks("C5", "bot/bot")(
    "bot/case-cards.ts",
    "showsAll(bot.channel, where) ? cardOfApproval(bot, a)",
    "true ? cardOfApproval(bot, a)",
  ),
  breaks("C5", "bot/bot")("bot/case-cards.ts", "showsAll(bot.channel, where) ? caseCard(c)", "true ? caseCard(c)"),
  breaks("C6", "cards/cards")(
    "cards/notice.template.json",
    '"type": "RichTextBlock",',
    '"type": "RichTextBlock", "selectAction": { "type": "Action.OpenUrl", "url": "${text}" },',
  ),

  breaks("C7", "bot/bot")(
    "bot/handlers/look.ts",
    "by.id === c.openedBy.id && (await bot.recentRights.mayRead(by))",
    "await bot.recentRights.mayRead(by)",
  ),
  breaks("C7", "bot/bot")(
    "bot/handlers/look.ts",
    "export const refreshed = onCase(async (bot, { by, conversationId }, c) => {",
    "export const refreshed = onCase(async (bot, { by, conversationId }, c) => {\n  await bot.service.recheck(c.id, () => undefined);",
  ),
  breaks("R2", "agent/agent")("premises/wire.ts", "if (!verify(null", "if (false && !verify(null"),
  breaks("R2", "agent/agent")("premises/agent-link.ts", "reply.nonce === nonce &&", ""),
  breaks("R2", "agent/agent")("agent/agent.ts", "m.agent !== this.o.id || m.tenant !== this.o.tenant", "false"),
  breaks("R2", "agent/agent")("agent/agent.ts", "canonicalJson(opened.message) === opened.payload", "true"),
  breaks("R3", "agent/agent")("agent/judgement.ts", "journal.used(order) ?", "false ?"),
  breaks("R3", "agent/journal")("agent/journal.ts", "this.#used.add(nonce).add(counterKey(e));", ""),
  breaks("R3", "agent/judgement")("agent/judgement.ts", "if (from < startedAt.getTime())", "if (false)"),
  breaks("R4", "agent/agent")(
    "agent/journal.ts",
    'journal.#end(id, { state: "unknown"',
    'journal.#end(id, { state: "failed"',
  ),
  breaks("R4", "premises/agent-link")(
    "premises/agent-link.ts",
    'open ? "not-yet" : "never-arrived"',
    '"never-arrived"',
  ),
  breaks("R4", "relay/loopback")(
    "relay/sender.ts",
    'status === 503) return { kind: "agent-offline", detail, arrived: "perhaps" }',
    'status === 503) return { kind: "agent-offline", detail, arrived: "no" }',
  ),
  breaks("R4", "approvals/run")("approvals/run-plan.ts", 'if (outcome.state === "unknown") {', "if (false) {"),
  breaks("R4", "approvals/settle")(
    "approvals/became.ts",
    'if ("known" in look) return look.known;',
    'return "known" in look ? look.known : look.atLast;',
  ),
  breaks("R5", "agent/policy")(
    "agent/policy.ts",
    "const outside = [target, place].find(",
    "const outside = [target].find(",
  ),
  breaks("R5", "agent/policy")("agent/policy.ts", "if (!sameDn(place.dn, dn)) return", "if (false) return"),
  breaks("R5", "agent/policy")("agent/policy.ts", "policy.grants?.includes(permissionSet) !== true", "false"),
  breaks("R5", "agent/agent")(
    "agent/policy.ts",
    "if (!policy.allow.includes(command.kind)) return",
    "if (false) return",
  ),
  breaks("R5", "agent/judgement")("agent/judgement.ts", "if (approvers < people) return", "if (false) return"),
  breaks("R8", "graph/odata")("graph/odata.ts", ".replace(/'/g, \"''\")", ""),
  breaks("R8", "graph/odata")("graph/odata.ts", "`${k}=${encodeURIComponent(v)}`", "`${k}=${v}`"),
  breaks("R13", "approvals/run")(
    "approvals/became.ts",
    "agent.outcome(commandId, notAfter, host)",
    "agent.outcome(commandId, notAfter)",
  ),
  breaks("R13", "agent/judgement")("agent/judgement.ts", "if (order.epoch < journal.epoch)", "if (false)"),
  breaks("R13", "agent/agent")("agent/agent.ts", "if (m.host !== journal.host)", "if (false)"),
  breaks("R15", "agent/process")(
    "cli/agent.ts",
    "  listener.start();",
    '  listener.start();\n  (await import("node:net")).createServer().listen(0, "127.0.0.1");',
  ),

  breaks("G3", "cases/authority")("graph/roles.ts", "g.securityEnabled === true", "true"),
  breaks("G3", "bot/rights")("bot/verbs.ts", 'recheck: verb("open"', 'recheck: verb("read"'),
  breaks("G3", "bot/rights")("bot/verbs.ts", 'report: verb("read"', 'report: verb("service"'),
  breaks("G3", "bot/rights")(
    "bot/routes.ts",
    "if (may.allowed) await bot.messages.post(reference, await word",
    "if (true) await bot.messages.post(reference, await word",
  ),
  breaks("G3", "cases/authority")(
    "cases/authority.ts",
    "CAPABILITIES.slice(CAPABILITIES.indexOf(action))",
    "CAPABILITIES.slice(0)",
  ),
  breaks("G4", "graph/graph-directory")("graph/transport.ts", "|| waited + wait > this.#patience) break;", ") break;"),
  breaks("G5", "graph/client")("graph/client.ts", 'redirect: "error"', 'redirect: "follow"'),
  breaks("G6", "graph/graph-directory")(
    "graph/read.ts",
    "if (!Array.isArray(list)) return unreadable(",
    "if (!Array.isArray(list)) return absent(from) ?? unreadable(",
  ),

  breaks("M1", "remediations/hard-match")("remediations/match.ts", "if (held.length > 0)", "if (false)"),
  breaks("M1", "remediations/hard-match")("remediations/match.ts", 'mapped !== "" &&', "false &&"),
  breaks("M2", "domain/plan-form")(
    "domain/plan-form.ts",
    "onPremisesImmutableId: shortText.nullable(),",
    "onPremisesImmutableId: shortText.nullable(), onPremisesObjectIdentifier: shortText.nullable(),",
  ),
  breaks("M3", "premises/wire")(
    "domain/command.ts",
    '  "stop-sync-cycle": command("stop-sync-cycle", {}),',
    '  "stop-sync-cycle": command("stop-sync-cycle", {}),\n  "set-deletion-threshold": command("set-deletion-threshold", {}),',
  ),
  breaks("M4", "remediations/restart-provisioning-job")(
    "remediations/restart-provisioning-job.ts",
    "held.filter((j) => !isHeldForDeletions(j))",
    "held",
  ),
  breaks("M5", "premises/wire")(
    "domain/command.ts",
    "SyncCycleEnabled: z.literal(true)",
    "SyncCycleEnabled: z.boolean()",
  ),
  breaks("M6", "remediations/hard-match")(
    "remediations/match.ts",
    "if (contradict.length > 0) return",
    "if (false) return",
  ),
  breaks("M6", "remediations/hard-match")("remediations/match.ts", "return same\n", "return true\n"),
  breaks("M7", "remediations/purge-deleted-user")(
    "identity/emptiness.ts",
    "if (user.assignedLicenses.length > 0) return",
    "if (false) return",
  ),
  breaks("M8", "agent/policy")(
    "agent/protected.ts",
    'if (!["", "0"].includes(String(object.adminCount ?? ""))) return',
    "if (false) return",
  ),
  breaks("M8", "agent/policy")("agent/protected.ts", ".some(isPrivilegedSid)", ".some(() => false)"),
  breaks("M8", "agent/policy")(
    "agent/policy.ts",
    "return protection === undefined ? undefined : `the object",
    "return true ? undefined : `the object",
  ),
  breaks("M8", "remediations/move-to-synced-ou")(
    "identity/protected.ts",
    "if (Number(o.adminCount ?? 0) > 0 ||",
    "if (",
  ),
  breaks("M9", "agent/agent")("domain/command.ts", '  "msExchMailboxGuid",', '  "msExchMailboxGuid",\n  "unicodePwd",'),

  breaks("D1", "domain/chain")("domain/chain.ts", "previous: after.hash }).slice", 'previous: "" }).slice'),
  breaks("D1", "domain/chain")("domain/chain.ts", "|| previous !== after.hash)", ")"),
  breaks("D1", "store/audit")("store/audit-reading.ts", "if (!beginIsKnown)", "if (false)"),
  breaks("D1", "store/audit")("store/audit-reading.ts", "|| detail !== digest) continue;", ") continue;"),
  breaks("D1", "store/audit")("store/audit-reading.ts", "h.n > c.head.n", "false"),
  breaks("D1", "store/line-file")(
    "store/line-file.ts",
    "if (this.#torn) await this.#mend();\n      const { text",
    "const { text",
  ),
  breaks("D1", "approvals/decide")(
    "approvals/decide.ts",
    'd.verdict === "approved" ? o.audit.refusesWrites() : undefined',
    "undefined",
  ),
  breaks("D2", "approvals/run")("approvals/context.ts", "if (leadsOn(event))", "if (false)"),
  breaks("D2", "approvals/run")("approvals/decide.ts", "        reason: cleanReason(d.reason),\n", ""),
  breaks("D2", "agent/agent")("agent/agent.ts", "await journal.intent(intent);", ""),
  breaks("D2", "store/line-file")("store/line-file.ts", "await this.file.sync();", ""),
  breaks("D3", "store/store")("store/private.ts", "FILE_MODE = 0o600", "FILE_MODE = 0o644"),
  breaks("D3", "approvals/run")(
    "approvals/decide.ts",
    "by: d.by.id,\n        reason",
    "by: d.by.name,\n        reason",
  ),
  breaks("D4", "store/store")("store/revision.ts", "item.revision !== stored + 1", "false"),
  breaks("D4", "store/lock")(
    "store/lock.ts",
    "if (found !== undefined) await mustBeFree(path, found, holder.machine, times);",
    "",
  ),
  breaks("D4", "cli/audit")(
    "cli/audit.ts",
    "const lock = await FolderLock.take(dirname(path));",
    "const lock = { release: async () => {} };",
  ),
  breaks("D4", "store/lock")("store/lock.ts", "if (OWN.has(path)) throw", "if (false) throw"),
  breaks("D4", "store/lock")("store/lock.ts", "holder.pid === process.pid || !isAlive(holder.pid) || isOver", "true"),
  breaks("D4", "store/lock")("store/lock.ts", "performance.now() < this.#goodUntilMs", "true"),
  breaks("D4", "store/lock")(
    "store/lock.ts",
    "if (found === undefined || found.epoch !== this.taken) return",
    "if (false) return",
  ),
  breaks("D5", "store/retention")("store/retention.ts", "if (await removeCase(r, c)) cases++;", "cases++;"),
  breaks("D5", "store/retention")("store/file-store.ts", "!isPassing(c.state) && c.followUpAt === undefined", "true"),
  breaks("D5", "store/retention")(
    "store/file-audit.ts",
    "await this.append({ at: this.now().toISOString(), kind: AUDIT_KINDS.cut",
    "await this.append({ at: this.now().toISOString(), kind: `x${AUDIT_KINDS.cut}`",
  ),

  breaks("S2", "bot/connector")(
    "bot/connector.ts",
    "if (!names.includes(name)) throw",
    "if (!names.includes(name)) continue; if (false) throw",
  ),
  breaks("S3", "bot/connector")("bot/connector.ts", "if (!mayGo(request.url)) throw", "if (false) throw"),
  breaks("S5", "bot/door")("bot/web.ts", 'body: { status: "ok" }', 'body: { status: "ok", node: process.version }'),
];
