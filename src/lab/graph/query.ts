/** Query options over a collection, refused as Graph refuses them. */
import { GraphFailure, badRequest, unsupported } from "./failure";
import { matches, parseFilter, usesOf } from "./odata";
import type { Resource } from "./resources";
import { listed, type Row, type Rows } from "./rows";

/** An object as it is served. */
/** One request as the routes see it: the path in decoded segments, option and header names in lower case. */
export interface Request {
  readonly method: string;
  readonly version: "v1.0" | "beta";
  readonly segments: readonly string[];
  readonly options: ReadonlyMap<string, string>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly url: string;
  readonly base: string;
}
const PAGE = 100,
  MOST = 999;
/** Served as an empty list where there is nothing, never as null. */
const COLLECTIONS = new Set([
  "proxyAddresses",
  "otherMails",
  "businessPhones",
  "imAddresses",
  "identities",
  "groupTypes",
  "onPremisesProvisioningErrors",
  "serviceProvisioningErrors",
  "assignedLicenses",
  "assignedPlans",
  "provisionedPlans",
  "licenseAssignmentStates",
]);

/** Query options by lower-case name; `+` is a blank, as on every form-decoding server. Throws 400 for a doubled or malformed one. */
export function optionsOf(query: string): Map<string, string> {
  const options = new Map<string, string>();
  const decode = (text: string): string => {
    try {
      return decodeURIComponent(text.replace(/\+/g, " "));
    } catch {
      throw badRequest("The query string is not percent-encoded.");
    }
  };
  for (const part of query.split("&").filter((p) => p !== "")) {
    const cut = part.indexOf("=");
    const name = decode(cut < 0 ? part : part.slice(0, cut)).toLowerCase();
    if (options.has(name)) throw badRequest(`The query option '${name}' is given twice.`);
    options.set(name, cut < 0 ? "" : decode(part.slice(cut + 1)));
  }
  return options;
}
/** Throws 400 unless every option is one of those that the call understands. */
export function allow(request: Request, ...known: string[]): void {
  for (const name of request.options.keys())
    if (!known.includes(name)) throw badRequest(`The query option '${name}' is not supported.`);
}
const own = (resource: Resource, name: string): Resource["properties"][string] | undefined =>
  Object.hasOwn(resource.properties, name) ? resource.properties[name] : undefined;
const known = (resource: Resource, name: string, version: string): boolean => {
  const p = own(resource, name);
  return p !== undefined && (p.beta !== true || version === "beta");
};
const noProperty = (resource: Resource, name: string): GraphFailure =>
  badRequest(`Could not find a property named '${name}' on type '${resource.type}'.`);

/** The object as `$select` or the defaults let it through; properties that the resource has not are never served. */
export function project(row: Row, resource: Resource, request: Request, expanded: readonly string[] = []): Row {
  const select = request.options
    .get("$select")
    ?.split(",")
    .map((s) => s.trim())
    .filter((s) => s !== "");
  for (const name of select ?? []) if (!known(resource, name, request.version)) throw noProperty(resource, name);
  const wanted =
    select ?? resource.defaults ?? Object.keys(resource.properties).filter((n) => known(resource, n, request.version));
  const out: Row = "@odata.type" in row ? { "@odata.type": row["@odata.type"] } : {};
  for (const name of ["id", ...wanted, ...expanded]) {
    if (Object.hasOwn(row, name)) out[name] = row[name];
    else if (select?.includes(name)) out[name] = COLLECTIONS.has(name) ? [] : null;
  }
  return out;
}

function advanced(request: Request, resource: Resource): boolean {
  const header = request.headers["consistencylevel"]?.toLowerCase() === "eventual";
  const count = request.options.get("$count");
  if (count !== undefined && count !== "true" && count !== "false") throw badRequest("$count must be true or false.");
  if (resource.directory && count === "true" && !header) throw badRequest("$count is not currently supported.");
  return header && count === "true";
}
function checkFilter(
  filter: string,
  resource: Resource,
  request: Request,
  aqp: boolean,
): ReturnType<typeof parseFilter> {
  if (resource.filterable === false) throw unsupported(`$filter is not supported on '${resource.type}'.`);
  const expr = parseFilter(filter);
  for (const use of usesOf(expr)) {
    const name = use.path[0]!;
    const property = own(resource, name);
    if (property === undefined || !known(resource, name, request.version)) throw noProperty(resource, name);
    const plain = property.plain?.includes(use.op) ?? false,
      more = property.advanced?.includes(use.op) ?? false;
    if (!plain && !more)
      throw unsupported(
        `Unsupported or invalid query filter clause specified for property '${name}' of resource '${resource.type}'.`,
      );
    const needs =
      resource.directory &&
      (!plain ||
        use.negated ||
        use.value.type === "null" ||
        (use.any && use.path.length > 1 && name.startsWith("onPremises")));
    if (needs && !aqp)
      throw unsupported(
        `Operator '${use.op}' on property '${name}' is supported only with the header ConsistencyLevel: eventual and $count=true.`,
      );
  }
  return expr;
}
function search(text: string, resource: Resource): (row: Row) => boolean {
  const terms = text.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? [];
  const tests = terms
    .filter((t) => t !== "AND")
    .map((term) => {
      if (term === "OR") throw unsupported("OR in $search is not supported here.");
      const m = /^"([A-Za-z]+):(.*)"$/s.exec(term);
      if (m === null) throw badRequest('Syntax error in $search: the form is "property:text".');
      if (resource.search?.includes(m[1]!) !== true)
        throw unsupported(`$search on '${m[1]!}' of '${resource.type}' is not supported.`);
      const words = m[2]!
        .replace(/\\(.)/g, "$1")
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u)
        .filter((w) => w !== "");
      if (words.length === 0) throw badRequest("Syntax error in $search: no text.");
      return (row: Row): boolean => {
        const tokens = String(row[m[1]!] ?? "")
          .toLowerCase()
          .split(/[^\p{L}\p{N}]+/u);
        return words.every((w) => tokens.some((t) => t.startsWith(w)));
      };
    });
  return (row) => tests.every((t) => t(row));
}

/** Answers `GET` on a collection: filter, search, order, count, select, pages with `@odata.nextLink`. */
export function collection(
  rows: readonly Row[] | Rows,
  resource: Resource,
  request: Request,
  expand: (row: Row, names: readonly string[]) => Row = (r) => r,
): Row {
  allow(request, "$select", "$filter", "$top", "$orderby", "$count", "$search", "$expand", "$skiptoken");
  const aqp = advanced(request, resource),
    expands = expandsOf(request, resource);
  const found = ordered(
    searched(filtered("all" in rows ? rows : listed(rows), resource, request, aqp), resource, request, aqp),
    resource,
    request,
    aqp,
  );
  const { top, skip } = pageOf(request);
  const answer: Row = {
    "@odata.context": `${request.base}/${request.version}/$metadata#${request.segments.join("/")}`,
  };
  if (request.options.get("$count") === "true") answer["@odata.count"] = found.length;
  if (skip + top < found.length) answer["@odata.nextLink"] = linkTo(request, skip + top);
  const page = found.slice(skip, skip + top).map((row) => project(expand(row, expands), resource, request, expands));
  return { ...answer, value: page };
}
/** The names in `$expand`; 400 for one that the resource has not. */
function expandsOf(request: Request, resource: Resource): string[] {
  const names = (request.options.get("$expand") ?? "")
    .split(",")
    .map((s) => s.trim())
    .filter((s) => s !== "");
  for (const name of names)
    if (resource.expands?.includes(name) !== true)
      throw badRequest(`Could not expand '${name}' on type '${resource.type}'.`);
  return names;
}
function filtered(rows: Rows, resource: Resource, request: Request, aqp: boolean): readonly Row[] {
  const filter = request.options.get("$filter");
  if (filter === undefined) return rows.all();
  const expr = checkFilter(filter, resource, request, aqp);
  return rows.mayMatch(expr).filter((row) => matches(expr, row, (p) => own(resource, p)?.compare ?? "ignore-case"));
}
function searched(rows: readonly Row[], resource: Resource, request: Request, aqp: boolean): readonly Row[] {
  const text = request.options.get("$search");
  if (text === undefined) return rows;
  if (!aqp) throw unsupported("$search needs the header ConsistencyLevel: eventual and $count=true.");
  return rows.filter(search(text, resource));
}
function ordered(rows: readonly Row[], resource: Resource, request: Request, aqp: boolean): readonly Row[] {
  const by = request.options.get("$orderby");
  if (by === undefined) return rows;
  const m = /^(\w+)(?:\s+(asc|desc))?$/.exec(by.trim());
  const property = m === null ? undefined : own(resource, m[1]!);
  if (m === null || property === undefined) throw badRequest(`Invalid $orderby '${by}'.`);
  const name = m[1]!;
  if (property.sort === undefined) throw unsupported(`Sorting by '${name}' is not supported.`);
  if (resource.directory && !aqp && (property.sort === "advanced" || request.options.has("$filter")))
    throw unsupported("Sorting not supported for current query.");
  const sign = m[2] === "desc" ? -1 : 1;
  return [...rows].sort((a, b) => sign * String(a[name] ?? "").localeCompare(String(b[name] ?? ""), "en"));
}
/** Size and start of the page: `$top` and `$skiptoken`; 400 for what Graph does not give. */
function pageOf(request: Request): { top: number; skip: number } {
  const topText = request.options.get("$top"),
    top = topText === undefined ? PAGE : Number(topText);
  if (!Number.isInteger(top) || top < 1 || top > MOST)
    throw badRequest(`Invalid page size specified: '${topText}'. Must be between 1 and ${MOST} inclusive.`);
  const skip = Number(/^p(\d+)$/.exec(request.options.get("$skiptoken") ?? "p0")?.[1]);
  if (!Number.isInteger(skip))
    throw new GraphFailure(
      400,
      "Directory_ExpiredPageToken",
      "The specified page token value has expired or is not valid.",
    );
  return { top, skip };
}
/** The same request, from a later row on. */
function linkTo({ base, version, segments, options }: Request, skip: number): string {
  const rest = [...options]
    .filter(([n]) => n !== "$skiptoken")
    .map(([n, v]) => `${encodeURIComponent(n)}=${encodeURIComponent(v)}`);
  return `${base}/${version}/${segments.map(encodeURIComponent).join("/")}?${[...rest, `$skiptoken=p${skip}`].join("&")}`;
}
/** Answers `GET` on one object. */
export function single(row: Row, resource: Resource, request: Request): Row {
  allow(request, "$select");
  return project(row, resource, request);
}
