/** How identities are written (adsync reference §5.2, §5.3), stated here once more: the maker asks nobody whom it is to test. */
/** sourceAnchor of a GUID: base64 of its 16 bytes in .NET order. */
export function anchorOf(guid: string): string {
  const hex = guid.replaceAll("-", "");
  const pairs = hex.match(/../g) ?? [];
  const net = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15].map((i) => pairs[i] ?? "00");
  return Buffer.from(net.join(""), "hex").toString("base64");
}
/** DN of an object in the Entra connector space: hex of the anchor's characters. */
export const cloudDnOf = (anchor: string): string =>
  `CN={${Buffer.from(anchor, "utf8").toString("hex").toUpperCase()}}`;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** ISO 8601 to the second, as every time of a world is written. */
export const iso = (at: Date | number): string => new Date(at).toISOString().replace(/\.\d{3}Z$/, "Z");
