/** Whether a person can sign in and change the password, as far as it was asked: the own sign-ins, the way of the password, the writeback. */
import { cite, told, valueOr, type Evidence, type FactKey, type FactSet, type Topic } from "../domain";
import { anchorsOf } from "./link";
import { PASSWORD_FACTS, passwordSetAt, passwordTraceOf } from "./password";
import { lastSignIn, refusalsOf, saySignIn, signInError, type SignInKind } from "./sign-ins";
import { syncSettings } from "./settings";
import { at } from "./time";
import { failedWriteback, serviceFault, writtenBack } from "./writeback";
import { seenEvent } from "./events";

export const SIGN_IN_FACTS = [...PASSWORD_FACTS, "entra.userSignIns"] as const satisfies readonly FactKey[];
export type SignInFacts = Pick<FactSet, (typeof SIGN_IN_FACTS)[number]>;
export interface SignInTrace {
  readonly state: "well" | "broken" | "unknown";
  /** Broken: since when, ISO 8601 UTC. */
  readonly since?: string;
  readonly evidence: readonly Evidence[];
}

/** Refusals that tell of a fault by themselves. A wrong password or name may be a slip. */
const FAULTS: readonly SignInKind[] = ["locked", "disabled", "hours", "expired", "no-password", "agent", "federation"];
/** Refusals that come after the password was found right. */
const PASSWORD_RIGHT: readonly SignInKind[] = ["policy", "factor", "consent"];

/** `topics`: what the ask complains of. A password that came says nothing of writing one back, which wants a trace of its own. */
export function signInTraceOf(facts: SignInFacts, topics: readonly Topic[]): SignInTrace {
  if (topics.includes("writeback")) return writebackTrace(facts);
  return bySignIns(facts) ?? passwordTraceOf(facts);
}

function bySignIns(facts: SignInFacts): SignInTrace | undefined {
  const user = valueOr(facts["entra.user"], undefined);
  if (user === undefined || facts["entra.userSignIns"].state !== "seen") return undefined;
  const ad = valueOr(facts["ad.user"], undefined);
  const owner = { user, names: [ad?.userPrincipalName ?? ""] };
  const now = valueOr(facts.now, "");
  const signIns = facts["entra.userSignIns"].value;
  const refusals = refusalsOf(signIns, owner, now);
  const [newest] = refusals;
  if (newest !== undefined) {
    const kind = signInError(newest.status.errorCode)?.kind;
    const evidence = [cite(saySignIn(newest), facts["entra.userSignIns"])];
    if (kind !== undefined && FAULTS.includes(kind))
      return { state: "broken", since: refusals.at(-1)?.createdDateTime ?? newest.createdDateTime, evidence };
    if (kind !== undefined && PASSWORD_RIGHT.includes(kind)) return { state: "well", evidence };
    // Refused for a wrong password: an older one in the cloud explains it, one that came does not.
    const password = passwordTraceOf(facts);
    return password.state === "broken" ? password : { state: "unknown", evidence: [...evidence, ...password.evidence] };
  }
  const good = lastSignIn(signIns, owner, now);
  return good > at(passwordSetAt(ad?.pwdLastSet))
    ? {
        state: "well",
        evidence: [
          cite(
            told({ en: "signed in at {when}", de: "Anmeldung am {when}" }, { when: new Date(good).toISOString() }),
            facts["entra.userSignIns"],
          ),
        ],
      }
    : undefined;
}

function writebackTrace(facts: SignInFacts): SignInTrace {
  const ad = valueOr(facts["ad.user"], undefined);
  const user = valueOr(facts["entra.user"], undefined);
  if (ad === undefined) return { state: "unknown", evidence: [] };
  const anchors = anchorsOf(syncSettings(valueOr(facts["server.globalSettings"], undefined)), ad);
  const failed = failedWriteback(facts, ad, user, anchors)?.event ?? serviceFault(facts)?.event;
  if (failed !== undefined)
    return { state: "broken", since: failed.TimeCreated, evidence: [seenEvent(failed, facts["server.events"])] };
  const written = writtenBack(facts, ad, user, anchors);
  return written === undefined
    ? { state: "unknown", evidence: [] }
    : { state: "well", evidence: [seenEvent(written, facts["server.events"])] };
}
