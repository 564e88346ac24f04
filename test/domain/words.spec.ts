import assert from "node:assert/strict";
import { dateText, fill, languageOfLocale, pii, shown, told, wordsIn } from "../../src/domain";

describe("words", () => {
  it("a plain text is every language's until it has its own", () => {
    assert.equal(wordsIn("Entra ID", "de"), "Entra ID");
    assert.equal(wordsIn({ en: "group", de: "Gruppe" }, "de"), "Gruppe");
  });
  it("a number picks its form in its language", () => {
    const licences = {
      en: "{count, plural, =0 {no licence} one {# licence} other {# licences}} of {who}",
      de: "{count, plural, =0 {keine Lizenz} one {# Lizenz} other {# Lizenzen}} von {who}",
    };
    assert.deepEqual(told(licences, { count: 1, who: pii("Hana") }), {
      en: "1 licence of Hana",
      de: "1 Lizenz von Hana",
    });
    assert.equal(told(licences, { count: 0, who: "x" }).de, "keine Lizenz von x");
    assert.equal(told(licences, { count: 2500, who: "x" }).de, "2.500 Lizenzen von x");
    assert.equal(told(licences, { count: 2500, who: "x" }).en, "2,500 licences of x");
  });
  it("a value is never read as a form, a tag or a placeholder", () => {
    const hostile = "{count, plural, other {x}} <b>{who}</b> '{'";
    assert.equal(fill("{name}", { name: hostile, who: "y" }), hostile);
    assert.equal(fill("{n, plural, other {#}} of {name}", { n: 2, name: hostile }), `2 of ${hostile}`);
  });
  it("a value may be words of ours itself", () => {
    assert.equal(shown({ en: "nothing", de: "nichts" }, "de"), "nichts");
    assert.deepEqual(told("{what}", { what: { en: "yes", de: "ja" } }), { en: "yes", de: "ja" });
  });
  it("a locale is a language of ours, or English", () => {
    for (const [locale, language] of [
      ["de-DE", "de"],
      ["DE", "de"],
      ["de_AT", "de"],
      ["en-US", "en"],
      ["fr-FR", "en"],
      ["den", "en"],
      ["", "en"],
    ] as const)
      assert.equal(languageOfLocale(locale), language, locale);
    assert.equal(languageOfLocale(undefined), "en");
  });
  it("a moment is written as its reader writes it; what is none stays", () => {
    assert.equal(dateText("2026-11-23T09:05:00Z"), "23 Nov 2026, 09:05 UTC");
    assert.equal(dateText("2026-11-23T09:05:00Z", "de"), "23.11.2026, 09:05 UTC");
    assert.equal(dateText("never"), "never");
  });
});
