/**
 * Pass-through authentication as the agent's server tells it: the agent's own log (channel AuthenticationAgent/Admin, `Reason` is a Windows error) and
 * refused logons of its process in the Security log (4625, `Status` is an NTSTATUS). Meanings: Windows error codes, Microsoft's article on its troubleshooting.
 */
import { valueOr, type AdObject, type EventRecord, type FactSet, type InEvery } from "../domain";
import { sameText } from "./address";
import { domainOf } from "./dn";
import { eventsOf } from "./events";
import { at } from "./time";

const AGENT = /AuthenticationAgent/i;
const SECURITY = /Security-Auditing/i;
const LOGON_FAILED = 4625;
const LATELY_HOURS = 7 * 24;
/** Events of one sign-in stand close together, ms. */
const TOGETHER_MS = 120_000;

/**
 * What Windows answered when the agent tried the password. `check`: it could not be checked, whatever it is. The others are about the account:
 * `password` wrong, `expired` or to be changed, `disabled`, `locked`, outside its `hours`, past its `expiry`.
 */
export type Logon = "check" | "password" | "expired" | "disabled" | "locked" | "hours" | "expiry";
export interface LogonAnswer {
  readonly logon: Logon;
  /** Why the agent cannot check the password: a clause, after "because" in English and after a colon in German; empty for what is about the account. */
  readonly means: InEvery;
}
const check = (means: InEvery): LogonAnswer => ({ logon: "check", means });
const account = (logon: Logon): LogonAnswer => ({ logon, means: { en: "", de: "" } });
const SELECTIVE = check({
  en: "the trust uses selective authentication, and the account may not authenticate to the agent's computer",
  de: "Die Vertrauensstellung verwendet die ausgewählte Authentifizierung, und das Konto darf sich am Computer des Agents nicht authentifizieren",
});
const NO_CONTROLLER = check({
  en: "no domain controller answers the logon",
  de: "Kein Domänencontroller beantwortet die Anmeldung",
});
const TRUST = check({
  en: "the trust between the domains, or of the agent's computer, is broken",
  de: "Die Vertrauensstellung zwischen den Domänen oder die des Computers des Agents ist gestört",
});
const ANSWERS: readonly (readonly [win32: number, status: string, answer: LogonAnswer])[] = [
  [1311, "C000005E", NO_CONTROLLER],
  [
    1355,
    "C00000DF",
    check({
      en: "the domain of the account is not known to the agent's computer",
      de: "Der Computer des Agents kennt die Domäne des Kontos nicht",
    }),
  ],
  [1326, "C000006A", account("password")],
  [1326, "C000006D", account("password")],
  [1328, "C000006F", account("hours")],
  [
    1329,
    "C0000070",
    check({
      en: 'the account may log on to named computers only ("Log On To"), and the agent\'s is none of them',
      de: 'Das Konto darf sich nur an bestimmten Computern anmelden ("Log On To"), und der des Agents gehört nicht dazu',
    }),
  ],
  [1330, "C0000071", account("expired")],
  [1331, "C0000072", account("disabled")],
  [
    1385,
    "C000015B",
    check({
      en: "the account has no right to log on to the agent's computer over the network",
      de: "Das Konto hat nicht das Recht, sich über das Netzwerk am Computer des Agents anzumelden",
    }),
  ],
  [1786, "C000018A", TRUST],
  [1787, "C000018B", TRUST],
  [1788, "C000018C", TRUST],
  [1789, "C000018D", TRUST],
  [
    1792,
    "C0000192",
    check({
      en: "the Netlogon service of the agent's computer does not run",
      de: "Der Netlogon-Dienst auf dem Computer des Agents läuft nicht",
    }),
  ],
  [1793, "C0000193", account("expiry")],
  [
    1398,
    "C0000133",
    check({
      en: "the clocks of the agent's computer and of the domain controller differ",
      de: "Die Uhren des Computers des Agents und des Domänencontrollers weichen voneinander ab",
    }),
  ],
  [1907, "C0000224", account("expired")],
  [1909, "C0000234", account("locked")],
  [1935, "C0000413", SELECTIVE],
];
export const answerOfReason = (win32: number): LogonAnswer | undefined => ANSWERS.find(([n]) => n === win32)?.[2];
const answerOfStatus = (status: string): LogonAnswer | undefined =>
  ANSWERS.find(([, s]) => sameText(s, status.replace(/^0x/i, "")))?.[2];

/** A password of this person that Windows did not accept from the agent. */
export interface RefusedLogon extends LogonAnswer {
  readonly events: readonly EventRecord[];
}
type LogFacts = Pick<FactSet, "server.events" | "now">;
/**
 * The newest refused logon of this person by the agent: an entry of the Security log that names the account, or the agent's own beside one of
 * the sign-ins at `refusedAt`. Undefined where nothing was logged in the last week.
 */
export function refusedLogon(facts: LogFacts, ad: AdObject, refusedAt: readonly string[]): RefusedLogon | undefined {
  const events = valueOr(facts["server.events"], []);
  const now = valueOr(facts.now, "");
  const agents = eventsOf(events, AGENT, idsOf(events, AGENT), now, LATELY_HOURS).flatMap((event) => {
    const reason = /Reason:\s*'?(\d+)/i.exec(event.Message)?.[1];
    const answer = reason === undefined ? undefined : answerOfReason(Number(reason));
    return answer === undefined ? [] : [{ event, answer }];
  });
  const [own] = eventsOf(events, SECURITY, [LOGON_FAILED], now, LATELY_HOURS).filter(
    (e) => AGENT.test(e.Message) && isOf(e, ad, refusedAt),
  );
  if (own !== undefined) {
    const beside = agents.find((a) => isTogether(a.event.TimeCreated, own.TimeCreated));
    const answer = answersIn(own).find((a) => a !== undefined) ?? beside?.answer;
    if (answer !== undefined) return { ...answer, events: [own, ...(beside === undefined ? [] : [beside.event])] };
  }
  const near = agents.find((a) => refusedAt.some((when) => isTogether(a.event.TimeCreated, when)));
  return near === undefined ? undefined : { ...near.answer, events: [near.event] };
}
const idsOf = (events: readonly EventRecord[], provider: RegExp): number[] => [
  ...new Set(events.filter((e) => provider.test(e.ProviderName)).map((e) => e.Id)),
];
const isTogether = (a: string, b: string): boolean => Math.abs(at(a) - at(b)) <= TOGETHER_MS;
/** The sub status is the nearer one. */
const answersIn = ({ Message }: EventRecord): (LogonAnswer | undefined)[] =>
  [...Message.matchAll(/(?:Sub )?Status:\s*(0x[0-9a-f]{8})/gi)].reverse().map((m) => answerOfStatus(m[1] ?? ""));
/** The entry names the account: by its domain too, as far as that can be told by its DNS name, or at the moment of one of its refused sign-ins. */
function isOf({ Message, TimeCreated }: EventRecord, ad: AdObject, refusedAt: readonly string[]): boolean {
  const [, name = ""] = /Account Name:\s*([^\s,]+)\s+(?:Account Domain|Failure)/i.exec(Message) ?? [];
  const [, domain = ""] = /Account Domain:\s*([^\s,]+)/i.exec(Message) ?? [];
  if (sameText(name, ad.userPrincipalName)) return true;
  const own = domainOf(ad.dn);
  return (
    sameText(name, ad.sAMAccountName) &&
    ([own, own.split(".")[0]].some((d) => sameText(d, domain)) ||
      refusedAt.some((when) => isTogether(TimeCreated, when)))
  );
}
