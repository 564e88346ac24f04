/** Which attributes an ask speaks of, and whether those are shown to be the same on both sides. Pure. */
import { valueOr, type FactSet } from "../domain";
import { masteryOf } from "../identity/mastery";
import type { Person } from "../identity/person";

/** What people call an attribute → its LDAP name. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\b(department|dept|abteilung|departamento)\b/i, "department"],
  [/\b(job ?title|title|position|titel|cargo|puesto)\b/i, "title"],
  [/\bcompany\b|\bfirma\b/i, "company"],
  [/\bmobile\b|\bcell\b|mobil(nummer|telefon)|\bmóvil\b/i, "mobile"],
  [/\b(tele)?phone|\btelefon|\bextension\b|durchwahl|rufnummer|teléfono/i, "telephoneNumber"],
  [/\b(display ?name|anzeigename)\b/i, "displayName"],
  [/\b(surname|last ?name|family name|nachname|apellido)\b/i, "sn"],
  [/\b(given ?name|first ?name|vorname)\b/i, "givenName"],
  [/\bmanager\b|\bsupervisor\b|\breports to\b|org(anization)? ?chart|vorgesetzte|\bjefe\b/i, "manager"],
  [/\boffice ?(location)?\b(?! ?365)|\bbüro\b/i, "physicalDeliveryOfficeName"],
  [/\b(photo|picture|bild|foto)\b/i, "thumbnailPhoto"],
  [/\bemployee ?(id|number)\b|personalnummer/i, "employeeID"],
  [/\bextension ?attribute ?(\d+)\b/i, "extensionAttribute"],
  [/\b(country|usage ?location)\b/i, "c"],
];
/** LDAP names of the attributes that the text speaks of. */
export const attributesIn = (text: string): string[] =>
  WORDS.flatMap(([word, attribute]) => {
    const hit = word.exec(text);
    return hit === null ? [] : [attribute === "extensionAttribute" ? `${attribute}${hit[1] ?? ""}` : attribute];
  });

/** Where the ask complains of a value: each attribute that it speaks of was compared, and is the same. An attribute that nobody compared is not shown. */
export function areShown(facts: FactSet, person: Person): boolean {
  const ask = valueOr(facts.ask, undefined);
  if (ask === undefined || !ask.topics.includes("value")) return true;
  const asked = attributesIn(ask.text);
  const same = masteryOf(person, facts).filter((row) => row.equal);
  return asked.length > 0 && asked.every((name) => same.some((row) => row.attribute === name));
}
