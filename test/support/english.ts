import { wordsIn, type Words } from "../../src/domain";

/** Texts as an English reader sees them. */
export const english = (all: readonly Words[]): string[] => all.map((words) => wordsIn(words));
