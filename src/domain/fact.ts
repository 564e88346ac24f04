/** What was read, from where, and whether it could be read at all. Absent is not unreadable. */

/** Where a fact comes from: the system and the request or cmdlet that brought it. */
export interface SourceRef {
  readonly system: "entra" | "premises" | "ask";
  readonly via: string;
}

/** Why a fact could not be read. `truncated`: the list is longer than is read, so what is not in it may be there all the same. */
export const UNREADABLE_WHY = [
  "denied",
  "offline",
  "timeout",
  "throttled",
  "malformed",
  "truncated",
  "failed",
  "not-asked",
] as const;
export type Unreadable = {
  readonly state: "unreadable";
  readonly why: (typeof UNREADABLE_WHY)[number];
  readonly detail: string;
  readonly from?: SourceRef;
};
export type Seen<T> = { readonly state: "seen"; readonly value: T; readonly from: SourceRef };
/** Asked, and the system answered that there is nothing. */
export type Absent = { readonly state: "absent"; readonly from: SourceRef };
export type Fact<T> = Seen<T> | Absent | Unreadable;
export type Readable<T> = Seen<T> | Absent;

export const seen = <T>(value: T, from: SourceRef): Seen<T> => ({ state: "seen", value, from });
export const absent = (from: SourceRef): Absent => ({ state: "absent", from });
export const unreadable = (why: Unreadable["why"], detail: string, from?: SourceRef): Unreadable =>
  from === undefined ? { state: "unreadable", why, detail } : { state: "unreadable", why, detail, from };
/** The value of a fact, or what to use where it is absent or unreadable. */
export const valueOr = <T, D>(fact: Fact<T>, other: D): T | D => (fact.state === "seen" ? fact.value : other);
