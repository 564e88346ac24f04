/** Query options over a collection, refused as Graph refuses them. */
import { GraphFailure, badRequest, unsupported } from "./failure";
import { matches, parseFilter, usesOf } from "./odata";
import type { Resource } from "./resources";

export type Row = Record<string, unknown>;
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
  rows: readonly Row[],
  resource: Resource,
  request: Request,
  expand: (row: Row, names: readonly string[]) => Row = (r) => r,
): Row {
  allow(request, "$select", "$filter", "$top", "$orderby", "$count", "$search", "$expand", "$skiptoken");
  const aqp = advanced(request, resource),
    o = request.options;
  const filter = o.get("$filter"),
    find = o.get("$search"),
    by = o.get("$orderby"),
    expands = (o.get("$expand") ?? "")
      .split(",")
      .map((s) => s.trim())
      .filter((s) => s !== "");
  for (const name of expands)
    if (resource.expands?.includes(name) !== true)
      throw badRequest(`Could not expand '${name}' on type '${resource.type}'.`);
  let found = [...rows];
  if (filter !== undefined) {
    const expr = checkFilter(filter, resource, request, aqp);
    found = found.filter((row) => matches(expr, row, (p) => own(resource, p)?.compare ?? "ignore-case"));
  }
  if (find !== undefined) {
    if (!aqp) throw unsupported("$search needs the header ConsistencyLevel: eventual and $count=true.");
    found = found.filter(search(find, resource));
  }
  if (by !== undefined) {
    const m = /^(\w+)(?:\s+(asc|desc))?$/.exec(by.trim());
    if (m === null || own(resource, m[1]!) === undefined) throw badRequest(`Invalid $orderby '${by}'.`);
    const sort = own(resource, m[1]!)!.sort;
    if (sort === undefined) throw unsupported(`Sorting by '${m[1]!}' is not supported.`);
    if (resource.directory && !aqp && (sort === "advanced" || filter !== undefined))
      throw unsupported("Sorting not supported for current query.");
    const sign = m[2] === "desc" ? -1 : 1;
    found.sort((a, b) => sign * String(a[m[1]!] ?? "").localeCompare(String(b[m[1]!] ?? ""), "en"));
  }
  const topText = o.get("$top");
  const top = topText === undefined ? PAGE : Number(topText);
  if (!Number.isInteger(top) || top < 1 || top > MOST)
    throw badRequest(`Invalid page size specified: '${topText}'. Must be between 1 and ${MOST} inclusive.`);
  const skipText = o.get("$skiptoken") ?? "p0",
    skip = Number(/^p(\d+)$/.exec(skipText)?.[1]);
  if (!Number.isInteger(skip))
    throw new GraphFailure(
      400,
      "Directory_ExpiredPageToken",
      "The specified page token value has expired or is not valid.",
    );
  const page = found.slice(skip, skip + top).map((row) => project(expand(row, expands), resource, request, expands));
  const answer: Row = {
    "@odata.context": `${request.base}/${request.version}/$metadata#${request.segments.join("/")}`,
  };
  if (o.get("$count") === "true") answer["@odata.count"] = found.length;
  if (skip + top < found.length) {
    const rest = [...o]
      .filter(([n]) => n !== "$skiptoken")
      .map(([n, v]) => `${encodeURIComponent(n)}=${encodeURIComponent(v)}`);
    answer["@odata.nextLink"] =
      `${request.base}/${request.version}/${request.segments.map(encodeURIComponent).join("/")}?${[...rest, `$skiptoken=p${skip + top}`].join("&")}`;
  }
  return { ...answer, value: page };
}
/** Answers `GET` on one object. */
export function single(row: Row, resource: Resource, request: Request): Row {
  allow(request, "$select");
  return project(row, resource, request);
}
