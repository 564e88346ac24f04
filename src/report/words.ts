/** What the report calls its parts and the states in them. */
import type {
  ApprovalState,
  CaseState,
  Confidence,
  Confirmation,
  FollowingPurpose,
  RiskClass,
  StepResult,
  Words,
} from "../domain";

export const WORDS = {
  title: { en: "Incident report", de: "Bericht zum Vorfall" },
  // Parts.
  case: { en: "Case", de: "Fall" },
  person: { en: "Person", de: "Person" },
  ask: { en: "What was reported", de: "Was gemeldet wurde" },
  cause: { en: "Cause", de: "Ursache" },
  evidence: { en: "Evidence", de: "Belege" },
  findings: { en: "Also found", de: "Außerdem gefunden" },
  repairs: { en: "What was done", de: "Was getan wurde" },
  confirmation: { en: "Seen afterwards", de: "Danach gesehen" },
  next: { en: "What to do next", de: "Was als Nächstes zu tun ist" },
  earlier: { en: "Seen here before", de: "Hier schon vorgekommen" },
  timeline: { en: "Timeline", de: "Zeitlicher Ablauf" },
  notChecked: { en: "Not checked", de: "Nicht geprüft" },
  // Facts.
  number: { en: "Case number", de: "Fallnummer" },
  incident: { en: "Incident number", de: "Ticketnummer" },
  state: { en: "State", de: "Stand" },
  opened: { en: "Opened", de: "Eröffnet" },
  written: { en: "Written", de: "Geschrieben" },
  by: { en: "{at} by {by}", de: "{at} von {by}" },
  name: { en: "Name", de: "Name" },
  signInName: { en: "Sign-in name", de: "Anmeldename" },
  cloudId: { en: "Cloud object id", de: "Objekt-ID in der Cloud" },
  distinguishedName: { en: "Distinguished name", de: "Distinguished Name" },
  objectGUID: { en: "objectGUID", de: "objectGUID" },
  none: { en: "none", de: "keine" },
  unknown: { en: "unknown", de: "unbekannt" },
  judged: { en: "{title} ({confidence}, {code})", de: "{title} ({confidence}, {code})" },
  // Columns.
  seen: { en: "Seen", de: "Gesehen" },
  source: { en: "Source", de: "Quelle" },
  sure: { en: "How sure", de: "Wie sicher" },
  code: { en: "Code", de: "Code" },
  what: { en: "What", de: "Was" },
  before: { en: "Before", de: "Vorher" },
  after: { en: "After", de: "Nachher" },
  when: { en: "When", de: "Wann" },
  who: { en: "By", de: "Von" },
  decision: { en: "Decision", de: "Entscheidung" },
  reason: { en: "Reason", de: "Begründung" },
  step: { en: "Step", de: "Schritt" },
  result: { en: "Result", de: "Ergebnis" },
  // A repair.
  requested: { en: "Asked for", de: "Beantragt" },
  risk: { en: "Risk", de: "Risiko" },
  digest: { en: "Plan's fingerprint", de: "Fingerabdruck des Plans" },
  outcome: { en: "Outcome", de: "Ausgang" },
  undo: { en: "Taking it back", de: "Rücknahme" },
  touches: { en: "It also touches:", de: "Es berührt auch:" },
  differs: { en: "After the run:", de: "Nach dem Lauf:" },
  notRun: { en: "not run", de: "nicht ausgeführt" },
  approved: { en: "Approved", de: "Genehmigt" },
  declined: { en: "Declined", de: "Abgelehnt" },
  nothingDone: {
    en: "Nothing was proposed, and nothing was changed.",
    de: "Es wurde nichts vorgeschlagen und nichts geändert.",
  },
  // Seen afterwards.
  looked: { en: "{state}, seen {at}.", de: "{state}, gesehen am {at}." },
  notLooked: { en: "Nobody has looked again yet.", de: "Es wurde noch nicht erneut nachgesehen." },
  better: { en: "Better:", de: "Besser:" },
  left: { en: "Left:", de: "Noch offen:" },
  besides: { en: "Seen besides:", de: "Außerdem gesehen:" },
  followUp: {
    en: "The case is looked at again by itself on {at}.",
    de: "Der Fall wird am {at} von selbst erneut geprüft.",
  },
  // Endings of parts that hold nothing.
  noEvidence: { en: "None was recorded.", de: "Es wurde keiner festgehalten." },
  undiagnosed: { en: "The case was not diagnosed.", de: "Der Fall wurde nicht diagnostiziert." },
  allChecked: {
    en: "Everything that was asked for could be read.",
    de: "Alles, wonach gefragt wurde, war lesbar.",
  },
  times: {
    en: "{count, plural, one {# case} other {# cases}} of this cause since {since}.",
    de: "{count, plural, one {# Fall} other {# Fälle}} dieser Ursache seit {since}.",
  },
  solved: {
    en: "Resolved {times, plural, one {once} other {# times}} by: {title}",
    de: "{times, plural, one {Einmal} other {#-mal}} gelöst durch: {title}",
  },
} as const satisfies Readonly<Record<string, Words>>;

export const CASE_STATE: Readonly<Record<CaseState, Words>> = {
  open: { en: "Open", de: "Offen" },
  diagnosed: { en: "Diagnosed", de: "Diagnostiziert" },
  "awaiting-approval": { en: "A repair waits for approval", de: "Eine Reparatur wartet auf Genehmigung" },
  repairing: { en: "A repair is running", de: "Eine Reparatur läuft" },
  confirming: { en: "The repair is being confirmed", de: "Die Reparatur wird bestätigt" },
  resolved: { en: "Resolved", de: "Gelöst" },
  partly: { en: "Partly resolved", de: "Teilweise gelöst" },
  unresolved: { en: "Not resolved", de: "Nicht gelöst" },
  closed: { en: "Closed", de: "Geschlossen" },
};
export const OUTCOME: Readonly<Record<Confirmation["state"], Words>> = {
  resolved: CASE_STATE.resolved,
  partly: CASE_STATE.partly,
  unresolved: CASE_STATE.unresolved,
};
export const APPROVAL_STATE: Readonly<Record<ApprovalState, Words>> = {
  pending: { en: "Waits for a decision", de: "Wartet auf eine Entscheidung" },
  approved: { en: "Approved, not run yet", de: "Genehmigt, noch nicht ausgeführt" },
  dispatched: { en: "Approved, on its way", de: "Genehmigt, auf dem Weg" },
  running: { en: "Running", de: "Läuft" },
  done: { en: "Done", de: "Ausgeführt" },
  failed: { en: "Failed", de: "Fehlgeschlagen" },
  unknown: { en: "The outcome is not known", de: "Der Ausgang ist nicht bekannt" },
  declined: { en: "Declined; nothing was changed", de: "Abgelehnt; nichts wurde geändert" },
  expired: { en: "Expired; nothing was changed", de: "Abgelaufen; nichts wurde geändert" },
  stale: { en: "Called off; nothing was run", de: "Zurückgezogen; nichts wurde ausgeführt" },
};
export const STEP_STATE: Readonly<Record<StepResult["state"], Words>> = {
  running: { en: "running", de: "läuft" },
  done: { en: "done", de: "ausgeführt" },
  failed: { en: "failed", de: "fehlgeschlagen" },
  unknown: { en: "outcome not known", de: "Ausgang nicht bekannt" },
};
export const CONFIDENCE: Readonly<Record<Confidence, Words>> = {
  certain: { en: "certain", de: "sicher" },
  likely: { en: "likely", de: "wahrscheinlich" },
  possible: { en: "possible", de: "möglich" },
};
export const RISK: Readonly<Record<RiskClass, Words>> = {
  trigger: { en: "low: starts a cycle or a service", de: "gering: startet einen Zyklus oder einen Dienst" },
  write: {
    en: "medium: writes attributes, places or links",
    de: "mittel: schreibt Attribute, Orte oder Verknüpfungen",
  },
  grave: {
    en: "high: changes an identity, or cannot be taken back",
    de: "hoch: ändert eine Identität oder lässt sich nicht zurücknehmen",
  },
};
/** The buttons of the plan's card, as the report speaks of them. */
export const OFFER: Readonly<Record<FollowingPurpose, Words>> = {
  undo: {
    en: "Press Undo on the plan's card to ask for it.",
    de: "Zum Beantragen auf der Karte des Plans „Rückgängig machen“ drücken.",
  },
  "put-back": {
    en: "Press Put back on the plan's card to ask for it.",
    de: "Zum Beantragen auf der Karte des Plans „Zurücksetzen“ drücken.",
  },
  "go-on": {
    en: "Press Go on on the plan's card to carry out the rest.",
    de: "Für den Rest auf der Karte des Plans „Fortfahren“ drücken.",
  },
};
