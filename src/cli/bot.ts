/** `bot`: production. Refuses to start with anything missing; all that is missing is listed at once. */
import { TEAMS } from "../bot/channel";
import { hush, log, logFaults, type LogLine } from "../bot/log";
import { startBot } from "../bot/server";
import { SIGN_IN_PATH } from "../bot/sign-in-page";
import { helpCard } from "../cards/help";
import { policyOf, rightsOf, settingsOf, signInOf, type Settings } from "./settings";
import { EntraProofs } from "../proof/entra";
import { keepLettingGo } from "../store/retention";
import { FOLLOW_UPS_MS } from "../cases/follow-up";
import { caseServiceOver, recordsIn, saysOfRecords, tenantPorts } from "./wire";

/** Said at the start: plans whose class asks for a proof are approved by nobody. */
const NO_SIGN_IN: LogLine = { level: "warn", at: "sign-in", what: "not set up: what needs a proof cannot be approved" };

/** Runs until SIGTERM. Prints one line of JSON when it listens. */
export async function botCommand(): Promise<number> {
  const s = settingsOf(process.env),
    loud = hush();
  logFaults();
  try {
    return await serve(s);
  } catch (error) {
    loud(); // why it does not start is for whoever started it
    throw error;
  }
}
async function serve(s: Settings): Promise<number> {
  const { conversations, lock, close, ...records } = await recordsIn(s.DATA_FOLDER, {
    auditHeads: s.AUDIT_HEADS,
    conversationsMs: s.CONVERSATIONS_KEPT_DAYS * 86_400_000,
  });
  const signIn = signInOf(s),
    policy = policyOf(s);
  if (signIn === undefined && Object.values(policy).some((rule) => rule.proof)) log(NO_SIGN_IN);
  const service = caseServiceOver({
    ...tenantPorts(s),
    ...records,
    tenantId: s.BOT_TENANT_ID,
    policy,
    rights: rightsOf(s),
    ...(signIn === undefined ? {} : { proofs: new EntraProofs({ tenantId: s.BOT_TENANT_ID, ...signIn }) }),
    cycle: { pollMs: 10_000, polls: 90 },
    followUpsMs: FOLLOW_UPS_MS,
  });
  const bot = await startBot({
    host: s.HOST,
    port: s.PORT,
    service,
    tenantId: s.BOT_TENANT_ID,
    channel: { ...TEAMS, detailsIn: s.DETAILS_IN, reportAfterRepair: s.REPORT_AFTER_REPAIR },
    ...(signIn === undefined
      ? {}
      : { signIn: { address: `https://${signIn.domain}${SIGN_IN_PATH}`, contextId: signIn.contextId } }),
    conversations,
    auth: {
      kind: "tenant",
      appId: s.BOT_ID,
      appType: s.BOT_TYPE,
      tenantId: s.BOT_TENANT_ID,
      ...(s.BOT_PASSWORD === undefined ? {} : { appPassword: s.BOT_PASSWORD }),
    },
  });
  const endLettingGo = keepLettingGo(
    { ...records, conversations },
    { cases: s.CASES_KEPT_DAYS, audit: s.AUDIT_KEPT_DAYS },
    saysOfRecords,
  );
  process.stdout.write(`${JSON.stringify({ listening: bot.url })}\n`);
  helpCard(); // the first card loads the card compiler, which the open door does not need
  const signal = new Promise<undefined>((r) => {
    for (const x of ["SIGTERM", "SIGINT"] as const) process.once(x, () => r(undefined));
  });
  const lost = await Promise.race([signal, lock.lost]);
  // Whoever has the folder now goes on with all that is under way; here nothing may be written any more.
  if (lost !== undefined) {
    saysOfRecords(lost);
    process.exit(1);
  }
  await bot.close();
  await endLettingGo();
  await close();
  return 0;
}
