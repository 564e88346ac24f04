/** Collections of the cloud as rows, and the few of them that a filter can mean: a tenant of ten thousand users is not copied for each question. */
import type { WorldHandle } from "../world";
import type { Expr, Literal } from "./odata";

/** One object as Graph serves it. */
export type Row = Record<string, unknown>;
/** A collection that is read whole, or only where a filter may hold. */
export interface Rows {
  all(): Row[];
  /** In the order of the collection, every row for which the filter may hold, and perhaps some for which it does not. */
  mayMatch(filter: Expr): Row[];
}
/** A list that is there already. */
export const listed = (rows: readonly Row[]): Rows => ({ all: () => [...rows], mayMatch: () => [...rows] });

/** Positions by property and value, in small letters, as they were at one revision of the world. */
interface Index {
  readonly revision: number;
  readonly ids: readonly string[];
  readonly properties: Map<string, ReadonlyMap<string, readonly number[]>>;
}
/** A map of the world and its index, which goes when the map does; another revision makes another one. */
const INDEXES = new WeakMap<object, Index>();

/** The objects of a map of the world by id. */
export function rowsOf(lab: WorldHandle, map: Readonly<Record<string, object>>): Rows {
  const row = (id: string): Row => ({ ...map[id], id });
  return {
    all: () => Object.keys(map).map(row),
    mayMatch: (filter) => {
      const index = indexOf(lab, map);
      const places = placesOf(filter, (property, value) => placesWith(index, map, property).get(value) ?? []);
      return places === undefined
        ? Object.keys(map).map(row)
        : [...places].sort((a, b) => a - b).map((at) => row(index.ids[at]!));
    },
  };
}
function indexOf(lab: WorldHandle, map: object): Index {
  const kept = INDEXES.get(map);
  if (kept !== undefined && kept.revision === lab.revision) return kept;
  const index: Index = { revision: lab.revision, ids: Object.keys(map), properties: new Map() };
  INDEXES.set(map, index);
  return index;
}
function placesWith(
  index: Index,
  map: Readonly<Record<string, object>>,
  property: string,
): ReadonlyMap<string, readonly number[]> {
  const kept = index.properties.get(property);
  if (kept !== undefined) return kept;
  const places = new Map<string, number[]>();
  index.ids.forEach((id, at) => {
    const value = property === "id" ? id : (map[id] as Row)[property];
    for (const v of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (typeof v !== "string") continue;
      const key = v.toLowerCase();
      const there = places.get(key);
      if (there === undefined) places.set(key, [at]);
      else there.push(at);
    }
  });
  index.properties.set(property, places);
  return places;
}

type Lookup = (property: string, value: string) => readonly number[];
/** Where the filter may hold; undefined where only reading everything can tell. */
function placesOf(e: Expr, lookup: Lookup): ReadonlySet<number> | undefined {
  const equal = (path: readonly string[], values: readonly Literal[]): ReadonlySet<number> | undefined =>
    path.length === 1 && values.every((v) => v.type === "string" || v.type === "guid")
      ? new Set(values.flatMap((v) => lookup(path[0]!, String(v.value).toLowerCase())))
      : undefined;
  switch (e.kind) {
    case "compare":
      return e.op === "eq" ? equal(e.path, [e.value]) : undefined;
    case "in":
      return equal(e.path, e.values);
    case "any":
      return e.body.kind === "compare" && e.body.op === "eq" && e.body.path.join("/") === e.variable
        ? equal(e.path, [e.body.value])
        : undefined;
    case "and":
      return placesOf(e.left, lookup) ?? placesOf(e.right, lookup);
    case "or": {
      const [left, right] = [placesOf(e.left, lookup), placesOf(e.right, lookup)];
      return left === undefined || right === undefined ? undefined : new Set([...left, ...right]);
    }
    default:
      return undefined;
  }
}
