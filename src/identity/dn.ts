/** Distinguished names by components (RFC 4514): escapes are honoured, comparison ignores letter case and blanks around separators. */

/** The DN's components from the leaf to the root, unescaped commas as separators; each as written, trimmed. */
export function rdnsOf(dn: string): string[] {
  const parts: string[] = [];
  let part = "";
  for (let i = 0; i < dn.length; i++) {
    if (dn[i] === "\\") {
      part += dn[i]! + (dn[i + 1] ?? "");
      i++;
    } else if (dn[i] === ",") {
      parts.push(part.trim());
      part = "";
    } else part += dn[i];
  }
  if (part.trim() !== "") parts.push(part.trim());
  return parts;
}
const norm = (rdn: string): string => rdn.replace(/\s*=\s*/, "=").toLowerCase();
/** A DN for use as a key. */
export const dnKey = (dn: string): string => rdnsOf(dn).map(norm).join(",");
export const sameDn = (a: string, b: string): boolean => dnKey(a) === dnKey(b);
/** True where `dn` is `ancestor` or lies below it. */
export function isWithin(dn: string, ancestor: string): boolean {
  const child = rdnsOf(dn).map(norm),
    parent = rdnsOf(ancestor).map(norm);
  return parent.length <= child.length && parent.every((rdn, i) => rdn === child[child.length - parent.length + i]);
}
export const parentDn = (dn: string): string => rdnsOf(dn).slice(1).join(",");
export const depthOf = (dn: string): number => rdnsOf(dn).length;
/** `DC=emea,DC=contoso,DC=local` → `emea.contoso.local`. */
export const domainOf = (dn: string): string =>
  rdnsOf(dn)
    .filter((r) => /^dc\s*=/i.test(r))
    .map((r) => r.replace(/^dc\s*=\s*/i, ""))
    .join(".")
    .toLowerCase();
export const domainDnOf = (dn: string): string =>
  rdnsOf(dn)
    .filter((r) => /^dc\s*=/i.test(r))
    .join(",");
/** `CN=Hana Sato,OU=Staff,DC=contoso,DC=local` → `contoso.local/Staff/Hana Sato`, as Active Directory's `canonicalName` has it. */
export const canonicalNameOf = (dn: string): string =>
  [
    domainOf(dn),
    ...rdnsOf(dn)
      .filter((rdn) => !/^dc\s*=/i.test(rdn))
      .map((rdn) =>
        rdn
          .replace(/^[^=]*=\s*/, "")
          .replace(/\\(.)/g, "$1")
          .replaceAll("/", "\\/"),
      )
      .reverse(),
  ].join("/");
/** A DN as people read it: the name, then its place from the root; a container by its place alone. `CN=Hana Sato,OU=Staff,DC=contoso,DC=local` → `Hana Sato · contoso.local/Staff`. */
export function placeText(dn: string): string {
  const [leaf = "", ...above] = rdnsOf(dn);
  if (/^(ou|dc)\s*=/i.test(leaf)) return canonicalNameOf(dn);
  return `${canonicalNameOf(leaf).replace(/^\//, "")} · ${canonicalNameOf(above.join(","))}`;
}
/** DNs inside a text: components by unescaped commas, the last ones DCs, whose labels hold no blank: what follows them is text again. */
const DNS = /\b(?:(?:CN|OU)=(?:\\.|[^,\\])+,\s*)*DC=[\w-]+(?:,\s*DC=[\w-]+)+/gi;
/** The text with every DN in it as people read it. */
export const withPlaces = (text: string): string => text.replace(DNS, (dn) => placeText(dn));
