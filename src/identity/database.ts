/** Room in the database of the sync engine (adsync reference §1.5: LocalDB ends at 10 GB). */
import { cite, told, type Evidence, type Fact, type HostInfo } from "../domain";

/** From this share of its limit on a LocalDB refuses to grow. */
const FULL_SHARE = 0.99;

export const isOnSqlServer = (host: HostInfo | undefined): boolean => host?.Database?.Kind === "SQLServer";
/** A LocalDB that has reached its limit. */
export function isAtLimit(host: HostInfo | undefined): boolean {
  const { SizeMB, LimitMB } = host?.Database ?? {};
  return !isOnSqlServer(host) && SizeMB !== undefined && LimitMB !== undefined && SizeMB >= LimitMB * FULL_SHARE;
}
/** The database, for the evidence. */
export const seenDatabase = (host: HostInfo | undefined, from: Fact<unknown>): Evidence =>
  cite(
    told(
      {
        en: "database {kind}, {size} of {limit} MB, free disk {free} MB",
        de: "Datenbank {kind}, {size} von {limit} MB, freier Speicherplatz {free} MB",
      },
      {
        kind: host?.Database?.Kind ?? "?",
        size: host?.Database?.SizeMB ?? "?",
        limit: host?.Database?.LimitMB ?? "?",
        free: host?.FreeDiskMB ?? "?",
      },
    ),
    from,
  );
