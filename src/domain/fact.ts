/** What was read, from where, and whether it could be read at all. Absent is not unreadable. */

/** Where a fact comes from: the system and the request or cmdlet that brought it. */
export interface SourceRef {
  readonly system: "entra" | "premises" | "ask";
  readonly via: string;
}

export type Unreadable = {
  readonly state: "unreadable";
  readonly why: "denied" | "offline" | "timeout" | "throttled" | "malformed" | "failed" | "not-asked";
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
