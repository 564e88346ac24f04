/**
 * The same tenant with other people, companies, OUs and ids. A verdict comes from how facts stand to each other, never from a name; ids and
 * anchors are exchanged with their other spellings (base64, hex DN; adsync.md §5.2, §5.3). Words of the trade (service, admin, sync) stay.
 */
import { entraCsDn, immutableIdOf } from "../../../src/identity/anchor";
import type { Expect, Scenario, World } from "../../../src/lab/scenario";
import type { Transform } from "../transform";

const GUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;
/** Another id for each id, the same one everywhere. */
const otherGuid = (guid: string): string =>
  guid
    .toLowerCase()
    .replace(/^[0-9a-f]{8}/, (h) => [...h].map((x) => ((Number.parseInt(x, 16) * 7 + 3) % 16).toString(16)).join(""));
const hexOf = (anchor: string): string => entraCsDn(anchor).slice("CN={".length, -1);

/** Every GUID in all its spellings; Microsoft's own application ids in `keep` stay. */
function exchangeIds(text: string, keep: ReadonlySet<string>): string {
  for (const guid of new Set((text.match(GUID) ?? []).map((g) => g.toLowerCase()))) {
    if (keep.has(guid)) continue;
    const to = otherGuid(guid);
    const [a, b] = [immutableIdOf(guid) ?? guid, immutableIdOf(to) ?? to];
    text = text
      .replaceAll(guid, to)
      .replaceAll(a, b)
      .replaceAll(hexOf(a), hexOf(b))
      .replaceAll(guid.replaceAll("-", ""), to.replaceAll("-", ""));
  }
  return text;
}

const TRADE =
  /^(service|account|monitor|admin\w*|printer|backup|scanner|\w*sync\w*|svc|adm|room|test|the|and|via|der|van)$/i;
const unaccented = (word: string): string => word.normalize("NFD").replace(/\p{M}/gu, "");
/** Given names and surnames of both sides, with and without accents. */
function personWords(world: World): string[] {
  const entries = [
    ...Object.values(world.premises.directory.forests).flatMap((f) => Object.values(f.objects)),
    ...Object.values(world.cloud.users),
    ...Object.values(world.cloud.deletedUsers),
  ];
  const words = entries.flatMap((e: Readonly<Record<string, unknown>>) =>
    ["givenName", "sn", "surname"].flatMap((name) => String(e[name] ?? "").split(/[^\p{L}]+/u)),
  );
  const named = words.filter((w) => w.length >= 2 && !TRADE.test(w));
  return [...new Set(named.flatMap((w) => [w, unaccented(w)]))].sort((a, b) => b.length - a.length);
}
const reversed = (word: string): string => {
  const back = [...word.toLowerCase()].reverse().join("");
  if (word === word.toUpperCase()) return back.toUpperCase();
  return word[0] === word[0]?.toUpperCase() ? `${back[0]?.toUpperCase() ?? ""}${back.slice(1)}` : back;
};
/** Long names are exchanged wherever they stand; short ones only as a word of their own, small letters only inside an address or account name. */
function exchangePerson(text: string, word: string): string {
  if (word.length >= 5) return text.replace(new RegExp(word, "giu"), reversed);
  const small = word.toLowerCase();
  return text
    .replace(new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, "gu"), reversed)
    .replace(new RegExp(`(?<=[."])${small}(?=[@"])|(?<=[\\s"])${small}(?=[.@])`, "gu"), reversed);
}

const COMPANIES = ["litware", "adatum", "proseware", "tailspin", "relecloud", "lamna", "munson", "vanarsdel"];
/** First labels of the tenant's domains and forests, and the companies that people work for. */
function companyWords(world: World): string[] {
  const domains = [...Object.keys(world.cloud.domains), ...Object.keys(world.premises.directory.forests)];
  const forests = Object.values(world.premises.directory.forests);
  const people = forests.flatMap((f) => Object.values(f.objects));
  const companies = people.flatMap((o) => String(o["company"] ?? "").split(/\s+/));
  const labels = domains.map((d) => d.split(".").at(-2) ?? "").filter((l) => l !== "onmicrosoft");
  return [...new Set([...labels, ...companies].map((w) => w.toLowerCase()).filter((w) => w.length >= 5))];
}
const likeCase = (model: string, word: string): string => {
  if (model === model.toUpperCase()) return word.toUpperCase();
  return model[0] === model[0]?.toUpperCase() ? `${word[0]?.toUpperCase() ?? ""}${word.slice(1)}` : word;
};

export default {
  name: "other-names",
  apply(scenario: Scenario) {
    const { ask, world, expect } = scenario;
    const keep = new Set(world.cloud.signIns.map((s) => String((s as { appId?: unknown }).appId ?? "").toLowerCase()));
    let text = exchangeIds(JSON.stringify({ ask, world, expect }), keep);
    for (const word of personWords(world)) text = exchangePerson(text, word);
    companyWords(world).forEach((company, i) => {
      const to = COMPANIES[i % COMPANIES.length] ?? "litware";
      text = text.replace(new RegExp(company, "gi"), (m) => likeCase(m, to));
    });
    text = text.replace(/OU=([^,"\\]+)/g, (_, name: string) => `OU=Zz ${name}`);
    const told = JSON.parse(text) as { ask: string | null; world: World; expect: Expect | null };
    return { ...scenario, ...told };
  },
} satisfies Transform;
