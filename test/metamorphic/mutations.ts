/** Faults put into a copy of the sources, each to be caught by the transforms that it names: the proof that the table can turn red. */

/** One text of one source file exchanged for another. */
export interface Mutation {
  /** The fault, in words. */
  readonly fault: string;
  /** Path below the root. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** Which transforms change some verdict under it. */
  readonly caughtBy: readonly string[];
  /** Beginnings of the ids of worlds that show it; few, so that the proof stays short. */
  readonly worlds: readonly string[];
}

/** A mutation for every transform but healthy-neighbours: what is asked for is asked for by narrow filters, so no rule reads all colleagues yet. */
export const MUTATIONS: readonly Mutation[] = [
  {
    fault: "a refusal of the past keeps the service down today",
    file: "src/checks/server/service.ts",
    from: "e.TimeCreated >= alive",
    to: "e.TimeCreated >= worked",
    caughtBy: ["past-noise"],
    worlds: ["two-faults-upstream-first"],
  },
  {
    fault: "mS-DS-ConsistencyGuid is read though objectGUID is the anchor",
    file: "src/identity/link.ts",
    from: "? [guid]\n      : [textAttribute",
    to: '? [immutableIdOf(ad["mS-DS-ConsistencyGuid"]), guid]\n      : [textAttribute',
    caughtBy: ["anchor-object-guid"],
    worlds: ["i-040", "i-062", "o-05"],
  },
  {
    fault: "mS-DS-ConsistencyGuid is not read",
    file: "src/identity/link.ts",
    from: '? [immutableIdOf(ad["mS-DS-ConsistencyGuid"]), guid]',
    to: "? [guid]",
    caughtBy: ["anchor-consistency-guid"],
    worlds: ["i-040", "i-062", "o-05"],
  },
  {
    fault: "a text attribute is no anchor",
    file: "src/identity/link.ts",
    from: ": [textAttribute(ad, anchorAttribute)]",
    to: ": [guid]",
    caughtBy: ["anchor-employee-id", "anchor-mail"],
    worlds: ["i-062", "o-05", "unlicensed"],
  },
  {
    fault: "a child domain stands in its parent's partition",
    file: "src/identity/place.ts",
    from: "sameDn(p.DN, domain)",
    to: "isWithin(domain, p.DN)",
    caughtBy: ["child-domain"],
    worlds: ["o-057", "i-068"],
  },
  {
    fault: "the first run of the list is the newest",
    file: "src/identity/runs.ts",
    from: "[...runs].sort((a, b) => b.StartDate.localeCompare(a.StartDate))",
    to: "[...runs]",
    caughtBy: ["runs-oldest-first", "runs-shuffled"],
    worlds: ["i-0"],
  },
  {
    fault: "DNs compare with their letter case",
    file: "src/identity/dn.ts",
    from: '.replace(/\\s*=\\s*/, "=").toLowerCase()',
    to: '.replace(/\\s*=\\s*/, "=")',
    caughtBy: ["letter-case"],
    worlds: ["o-05"],
  },
  {
    fault: "people live in an OU called Staff",
    file: "src/identity/place.ts",
    from: "const yes = longest(included)",
    to: "const yes = longest(included.filter((c) => /^ou=staff/i.test(c)))",
    caughtBy: ["other-names"],
    worlds: ["o-05", "sign-in", "i-100"],
  },
  {
    fault: "there is one AD connector, the last of the list",
    file: "src/identity/place.ts",
    from: 'all.filter((c) => c.Type === "AD")',
    to: 'all.filter((c) => c.Type === "AD").slice(-1)',
    caughtBy: ["second-forest", "lists-shuffled"],
    worlds: ["o-057", "o-036", "other-forest", "ad-account"],
  },
  {
    fault: "an error of the run is everybody's error",
    file: "src/identity/errors.ts",
    from: "dns.some((dn) => sameDn(dn, e.ObjectDn))",
    to: "dns.length > 0",
    caughtBy: ["others-errors"],
    worlds: ["i-100", "healthy", "o-057"],
  },
  {
    fault: "now is the day of the baseline",
    file: "src/identity/time.ts",
    from: "(at(to) - at(from)) / HOUR",
    to: '(at("2026-11-23T09:00:00Z") - at(from)) / HOUR',
    caughtBy: ["days-later"],
    worlds: ["i-0"],
  },
];
