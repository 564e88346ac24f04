/** What a button is answered with: the body of an invoke response, in the three shapes that Teams takes. */
import { TriageError, wordsIn, type Language, type Words } from "../domain";
import type { Card } from "../cards/render";

/** The body of an invoke response (Bot Framework, `adaptiveCard/action`): a text, a card, or an error with code and message. */
export type Answer =
  | { readonly statusCode: 200; readonly type: "application/vnd.microsoft.activity.message"; readonly value: string }
  | { readonly statusCode: 200; readonly type: "application/vnd.microsoft.card.adaptive"; readonly value: Card }
  | {
      readonly statusCode: 400 | 500;
      readonly type: "application/vnd.microsoft.error";
      readonly value: { readonly code: string; readonly message: string };
    };
/** A word to whoever pressed; the card stays as it is. */
export const textAnswer = (value: Words, language: Language = "en"): Answer => ({
  statusCode: 200,
  type: "application/vnd.microsoft.activity.message",
  value: wordsIn(value, language),
});
/** A card in place of the one that was pressed. */
export const cardAnswer = (value: Card): Answer => ({
  statusCode: 200,
  type: "application/vnd.microsoft.card.adaptive",
  value,
});
/** What was sent is not what a card of ours holds; `message` says so to whoever pressed. */
export const badRequest = (message: string): Answer => ({
  statusCode: 400,
  type: "application/vnd.microsoft.error",
  value: { code: "BadRequest", message },
});
/** A fault of ours; `message` tells nothing of its inside. */
export const internalError = (message: string): Answer => ({
  statusCode: 500,
  type: "application/vnd.microsoft.error",
  value: { code: "Internal", message },
});

/** Where something failed that nobody foresaw. */
export const OUR_FAULT: Words = {
  en: "Something failed on our side. Look with status at how far it came before you try again.",
  de: "Bei uns ist etwas fehlgeschlagen. Sehen Sie mit status, wie weit es gekommen ist, bevor Sie es noch einmal versuchen.",
};
/** What a person reads of a fault: our own words where we foresaw it, and nothing of its inside where we did not. */
export const faultText = (error: unknown, language: Language): string =>
  error instanceof TriageError ? error.message : wordsIn(OUR_FAULT, language);
