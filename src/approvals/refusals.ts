/** Why a click on a request does nothing, in words to whoever pressed: what has become of it, whatever it is. */
import type { Approval, ApprovalState } from "../domain/case";
import type { InEvery } from "../domain/language";
import { dateIn, told, type Words } from "../domain/words";

/** `by`: whoever decided last; `at`: when; `ended`: when it came to its end; `expires`: until when it waits or waited. */
const BECAME: { readonly [S in ApprovalState]: Words } = {
  pending: { en: "This request waits for a decision.", de: "Diese Anfrage wartet auf eine Entscheidung." },
  approved: {
    en: "{by} approved it at {at}. It is about to run; the card shows how far it is.",
    de: "{by} hat sie um {at} genehmigt. Sie wird gleich ausgeführt; die Karte zeigt, wie weit sie ist.",
  },
  dispatched: {
    en: "{by} approved it at {at}. It is on its way; the card shows how far it is.",
    de: "{by} hat sie um {at} genehmigt. Sie ist unterwegs; die Karte zeigt, wie weit sie ist.",
  },
  running: {
    en: "{by} approved it at {at}. It is running; the card shows how far it is.",
    de: "{by} hat sie um {at} genehmigt. Sie läuft; die Karte zeigt, wie weit sie ist.",
  },
  done: {
    en: "{by} approved it at {at}, and it has run: done since {ended}.",
    de: "{by} hat sie um {at} genehmigt, und sie ist ausgeführt: fertig seit {ended}.",
  },
  failed: {
    en: "{by} approved it at {at}. It ran and failed at {ended}; nothing more is tried by itself. The card shows at which step.",
    de: "{by} hat sie um {at} genehmigt. Sie lief und ist um {ended} fehlgeschlagen; von selbst wird nichts weiter versucht. Die Karte zeigt, bei welchem Schritt.",
  },
  unknown: {
    en: "{by} approved it at {at}. It ran until {ended}, and its outcome is not known; it is not run again by itself.",
    de: "{by} hat sie um {at} genehmigt. Sie lief bis {ended}, und ihr Ausgang ist nicht bekannt; von selbst läuft sie nicht noch einmal.",
  },
  declined: {
    en: "{by} declined it at {at}; nothing was changed.",
    de: "{by} hat sie um {at} abgelehnt; nichts wurde geändert.",
  },
  expired: {
    en: "It expired at {expires} without enough approvals; nothing was changed. Ask for the repair again to get a fresh plan.",
    de: "Sie ist um {expires} ohne genügend Genehmigungen abgelaufen; nichts wurde geändert. Fragen Sie die Reparatur neu an, um einen frischen Plan zu erhalten.",
  },
  stale: {
    en: "It was called off at {ended} before anything was run.",
    de: "Sie wurde um {ended} abgebrochen, bevor etwas ausgeführt wurde.",
  },
};
const WORDS = {
  own: {
    en: "Somebody other than the person who asked for it must approve this.",
    de: "Das muss jemand anderes genehmigen als die Person, die es angefragt hat.",
  },
  twice: {
    en: "You approved it at {at}. It waits for another person until {expires}, and expires otherwise.",
    de: "Sie haben sie um {at} genehmigt. Sie wartet bis {expires} auf eine weitere Person und läuft sonst ab.",
  },
} as const satisfies Readonly<Record<string, Words>>;

/** What has become of a request that takes no decision (any more). `state`: expired by the clock, where the store does not say so yet. */
export function becameSays(a: Approval, state: ApprovalState = a.state): InEvery {
  const last = a.decisions.at(-1);
  return told(BECAME[state], {
    by: last?.by.name ?? a.requestedBy.name,
    at: dateIn(last?.at ?? a.createdAt),
    ended: dateIn(a.endedAt ?? a.expiresAt),
    expires: dateIn(a.expiresAt),
  });
}
/** To the requester, who is not the one to approve. */
export const ownSays: Words = WORDS.own;
/** To somebody who has approved already. */
export const twiceSays = (a: Approval, at: string): InEvery =>
  told(WORDS.twice, { at: dateIn(at), expires: dateIn(a.expiresAt) });
