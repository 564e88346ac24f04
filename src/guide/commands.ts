/**
 * Commands by which an admin sees a thing for themselves, with holes for the person of a case. What fills a hole came from outside: it stands
 * in single quotes, inside which PowerShell reads everything as it is (about_Quoting_Rules), and in a filter it is escaped for that filter first.
 */
import type { Subject } from "../domain";

/** A place in a command; `of` is undefined where the case does not know the value. */
export interface Hole {
  readonly name: string;
  of(s: Subject): string | undefined;
}
/** A command of one line: `text[0] holes[0] text[1] …`. */
export interface Command {
  readonly text: readonly string[];
  readonly holes: readonly Hole[];
}

const hole = (name: string, of: (s: Subject) => string | null | undefined): Hole => ({
  name,
  of: (s) => of(s) ?? undefined,
});
/** The sign-in name. */
export const upn = hole("userPrincipalName", (s) => s.userPrincipalName);
/** The AD object by its GUID, which every cmdlet of Active Directory takes as its identity. */
export const adObject = hole("objectGUID", (s) => s.objectGUID ?? s.distinguishedName);
export const dn = hole("distinguishedName", (s) => s.distinguishedName);
/** The cloud object by its id; the sign-in name where the id is not known. */
export const cloudObject = hole("objectId", (s) => s.cloudId ?? s.userPrincipalName);
/** The sign-in name as an address of a mailbox. */
export const smtp = hole("smtp:address", (s) =>
  s.userPrincipalName === null ? undefined : `smtp:${s.userPrincipalName}`,
);

/** Single quotes as PowerShell knows them; each ends a string unless it is doubled. */
const QUOTES = /['\u2018\u2019\u201A\u201B]/g;
const quoted = (value: string): string => `'${value.replace(QUOTES, "$&$&")}'`;
/** A value of more than one line, or with characters that cannot be seen, is left for the admin to fill in. */
const fits = (value: string): boolean => value !== "" && !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(value);

/** A command; each hole becomes a string in single quotes. */
export const ps = (text: TemplateStringsArray, ...holes: readonly Hole[]): Command => ({ text: text.raw, holes });

/** A filter with holes of its own, which is one hole of its command. */
const filter =
  (escaped: (value: string) => string) =>
  (text: TemplateStringsArray, ...holes: readonly Hole[]): Hole => {
    const joined = (values: readonly string[]): string => text.raw.map((part, i) => part + (values[i] ?? "")).join("");
    return {
      name: joined(holes.map((h) => `<${h.name}>`)),
      of: (s) => {
        const values = holes.map((h) => h.of(s));
        return values.every((v): v is string => v !== undefined && fits(v)) ? joined(values.map(escaped)) : undefined;
      },
    };
  };
/** An LDAP filter: the characters that mean something in one are escaped (RFC 4515). */
export const ldap = filter((v) => v.replace(/[\\*()]/g, (c) => `\\${c.charCodeAt(0).toString(16).padStart(2, "0")}`));
/** A filter of Microsoft Graph: values are strings of OData, in which a single quote is doubled. */
export const odata = filter((v) => `'${v.replace(/'/g, "''")}'`);

/** The command for a person, ready to paste; `<name>` stands where a value is not known or cannot stand on one line. */
export function commandText({ text, holes }: Command, subject: Subject): string {
  const filled = holes.map((h) => {
    const value = h.of(subject);
    return quoted(value !== undefined && fits(value) ? value : h.name.includes("<") ? h.name : `<${h.name}>`);
  });
  return text.map((part, i) => part + (filled[i] ?? "")).join("");
}
/** What the command is without a person. */
export const commandForm = (command: Command): string =>
  commandText(command, {
    userPrincipalName: null,
    cloudId: null,
    distinguishedName: null,
    displayName: null,
    objectGUID: null,
  });
