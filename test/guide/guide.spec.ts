import assert from "node:assert/strict";
import { commandForm, commandText, exitsOf, GUIDE, NODES, START } from "../../src/guide";
import { isBlaming, ROOT_CAUSES, type FactKey, type Subject, type Words } from "../../src/domain";
import { CHECKS } from "../../src/checks";
import { BULLETS } from "../../src/cli/guide-points";
import { READING_SPECS } from "../../src/triage/readings";

const nodes = [...NODES.values()];
const exits = (id: string): string[] => exitsOf(NODES.get(id)!);

describe("the guide", () => {
  it("has unique ids, and every exit leads to a node", () => {
    assert.equal(new Set(GUIDE.flatMap((c) => c.nodes.map((n) => n.id))).size, GUIDE.flatMap((c) => c.nodes).length);
    for (const n of nodes) for (const to of exits(n.id)) assert.ok(NODES.has(to), `${n.id} → ${to}`);
  });
  it("reaches every node from the start", () => {
    const seen = new Set<string>(),
      open = [START];
    while (open.length > 0) {
      const id = open.pop()!;
      if (!seen.has(id)) {
        seen.add(id);
        open.push(...exits(id));
      }
    }
    assert.deepEqual(
      nodes.map((n) => n.id).filter((id) => !seen.has(id)),
      [],
    );
  });
  it("passes a person in every loop: only a repair leads back", () => {
    const state = new Map<string, number>();
    const visit = (id: string): void => {
      if (state.get(id) === 2) return;
      assert.notEqual(state.get(id), 1, `a loop without a person through ${id}`);
      state.set(id, 1);
      const n = NODES.get(id)!;
      if (n.kind !== "propose" && n.kind !== "ask") exits(id).forEach(visit);
      state.set(id, 2);
    };
    nodes.forEach((n) => visit(n.id));
  });
  it("has a place for every root cause", () => {
    const placed = new Set<string>(nodes.flatMap((n) => (n.kind === "check" ? n.codes : [])));
    assert.deepEqual(
      ROOT_CAUSES.filter((c) => !placed.has(c)),
      [],
    );
  });
  it("is named by every check, and its step lists every cause that the check can name", () => {
    for (const c of CHECKS) {
      const node = NODES.get(c.guide);
      assert.ok(node?.kind === "check", `${c.id} names ${c.guide}`);
      const codes: readonly string[] = node.codes;
      const named = Object.values(c.messages).flatMap((m) => (isBlaming(m) ? [m.code] : []));
      assert.deepEqual(
        named.filter((code) => !codes.includes(code)),
        [],
        `${c.id} can name what its step ${c.guide} does not list`,
      );
    }
  });
  it("has a step for every point of the troubleshooting guide, and shows there what was read", () => {
    // The guide's own points about writing things down and talking to others: nothing of a system is read for them.
    const told = /^(confirm\.(document|followUp)|community\.|duplicates\.document)/;
    for (const { point, node } of BULLETS) {
      assert.ok(NODES.has(node), `${point} → ${node}`);
      if (!told.test(node)) assert.notDeepEqual(NODES.get(node)?.shows, [], `${point} is text only at ${node}`);
    }
    assert.equal(BULLETS.length, 48);
  });
  it("shows at each checked step facts that the checks of the step judge", () => {
    for (const n of nodes) {
      if (n.kind !== "check") continue;
      const codes: readonly string[] = n.codes;
      const own: readonly FactKey[] = CHECKS.filter((c) =>
        Object.values(c.messages).some((m) => isBlaming(m) && codes.includes(m.code)),
      )
        .flatMap((c): FactKey[] => [...c.needs, ...(c.wants ?? [])])
        .filter((f) => f !== "ask" && f !== "now");
      const shown = n.shows.flatMap((id) => READING_SPECS[id].facts);
      assert.notDeepEqual(n.shows, [], `${n.id} shows nothing`);
      if (own.length > 0)
        assert.ok(
          shown.some((f) => own.includes(f)),
          `${n.id} shows none of what it judges`,
        );
    }
  });
  it("speaks both languages, whole", () => {
    const isWhole = (w: Words): boolean => typeof w === "object" && w.en !== "" && w.de !== "" && w.en !== w.de;
    for (const n of nodes)
      for (const w of [n.title, n.says, ...(n.now === undefined ? [] : [n.now])])
        assert.ok(isWhole(w), `${n.id}: ${JSON.stringify(w)}`);
  });
});

describe("a command of the guide", () => {
  const commands = nodes.flatMap((n) => n.see.flatMap((s) => (typeof s === "object" && "holes" in s ? [s] : [])));
  const dana: Subject = {
    userPrincipalName: "dana@contoso.com",
    cloudId: "c-1",
    distinguishedName: "CN=Dana,OU=Staff,DC=contoso,DC=com",
    displayName: "Dana",
    objectGUID: "g-1",
  };
  const all = (s: Subject): string => commands.map((c) => commandText(c, s)).join("\n");

  it("is filled in for the person of the case", () => {
    const text = all(dana);
    for (const part of [
      "Get-ADUser -LDAPFilter '(userPrincipalName=dana@contoso.com)'",
      "Get-MgUser -Filter 'userPrincipalName eq ''dana@contoso.com'''",
      "Get-ADUser -Identity 'g-1'",
      "Get-MgUser -UserId 'c-1'",
      "Show-ADSyncADObjectPermissions -ADobjectDN 'CN=Dana,OU=Staff,DC=contoso,DC=com'",
    ])
      assert.ok(text.includes(part), part);
  });
  /**
   * What PowerShell would take as its own: everything outside of single-quoted strings (about_Quoting_Rules; the language specification
   * takes U+2018 to U+201B for single quotes too), in which only a doubled quote stands for one.
   */
  const outsideOfQuotes = (command: string): string =>
    command.replace(/['\u2018-\u201B](?:[^'\u2018-\u201B]|['\u2018-\u201B]{2})*['\u2018-\u201B]/g, "''");
  for (const evil of [
    "'; Remove-ADUser x; '",
    "\u2019; Remove-ADUser x; \u2018",
    "$(Remove-ADUser x)",
    "`nRemove-ADUser x",
    "a\nRemove-ADUser x",
    '"; Remove-ADUser x; "',
    "*)(objectClass=*",
    "x\u202Ey",
  ])
    it(`is the same command whatever the names are: ${JSON.stringify(evil)}`, () => {
      const hostile = { ...dana, userPrincipalName: evil, cloudId: evil, distinguishedName: evil, objectGUID: evil };
      for (const c of commands) {
        const text = commandText(c, hostile);
        assert.equal(outsideOfQuotes(text), outsideOfQuotes(commandText(c, dana)), text);
        assert.doesNotMatch(text, /[\n\u202E]/);
      }
      assert.ok(!all(hostile).includes("(userPrincipalName=*"));
    });
  it("keeps its place holders where the case does not know the person", () => {
    const nobody = {
      userPrincipalName: null,
      cloudId: null,
      distinguishedName: null,
      displayName: null,
      objectGUID: null,
    };
    assert.ok(all(nobody).includes("Get-MgUser -UserId '<objectId>'"));
  });
  it("names no module that Microsoft has retired", () =>
    assert.doesNotMatch(commands.map(commandForm).join("\n"), /-Msol|-AzureAD\w+ |Connect-AzureAD/));
});
