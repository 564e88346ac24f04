/**
 * One sync cycle of the lab: import, synchronize, export, as the engine and the service do it. Rules: matching order and blocks (Graph
 * reference §6), quarantine against export errors (adsync §4.3), fallback UPN (§7.2), anchor (§5), results of failing runs (§3.4).
 */
import type { AdObject } from "../../domain";
import type { CommandOutcome } from "../../ports";
import {
  bareAddress,
  liveUpnOf,
  localPartOf,
  primaryAddress,
  sameText,
  smtpAddresses,
  suffixOf,
} from "../../identity/address";
import { entraCsDn, guidOfImmutableId } from "../../identity/anchor";
import { domainOf, isWithin, sameDn } from "../../identity/dn";
import type { World } from "../scenario";
import type { MovingWorld, WorldHandle } from "../world";
import { adObjectOf, byGuid, everyObject, isPerson } from "./directory";
import { cloudConnector, partsOf, reachOf } from "./engine-state";

type Run = World["premises"]["runHistory"][number];
type RunError = Run["Errors"][number];
type User = World["cloud"]["users"][string];
const iso = (d: Date): string => d.toISOString().replace(/\.\d+Z$/, "Z");

export async function runCycle(handle: MovingWorld, policy: "Delta" | "Initial"): Promise<CommandOutcome> {
  const { world } = handle,
    { premises, cloud } = world;
  if (premises.server.WizardOpen === true) return { state: "failed", detail: "The Entra Connect wizard is open" };
  if (premises.scheduler?.SchedulerSuspended === true)
    return { state: "failed", detail: "The scheduler is suspended via global parameters" };
  const busy = Object.entries(premises.connectors).find(([, c]) => c.RunState === "Busy");
  if (busy !== undefined) return { state: "failed", detail: `Connector: ${busy[0]} is busy` };
  const aad = cloudConnector(world),
    ads = Object.entries(premises.connectors).filter(([, c]) => c.Type === "AD");
  if (aad === undefined) return { state: "failed", detail: "There is no Entra connector on this server" };
  const initial = policy === "Initial";
  const runs: Run[] = [];
  const record = (
    ConnectorName: string,
    profile: string,
    Result: string,
    Errors: RunError[] = [],
    Counters: Record<string, number> = {},
  ): void => {
    const StartDate = iso(handle.now());
    handle.advance(4000);
    runs.unshift({
      ConnectorName,
      RunProfileName: `${profile}`,
      StartDate,
      EndDate: iso(handle.now()),
      Result,
      Counters,
      Errors,
    });
  };
  const finish = (): CommandOutcome => {
    premises.runHistory = [...runs, ...premises.runHistory].slice(0, 200);
    if (premises.scheduler !== undefined) {
      premises.scheduler["NextSyncCycleStartTimeInUTC"] = iso(new Date(handle.now().getTime() + 1_800_000));
      premises.scheduler["NextSyncCyclePolicyType"] = "Delta";
    }
    handle.changed();
    return { state: "done", detail: "The cycle was accepted" };
  };
  const kind = initial ? "Full" : "Delta";

  // Import. What the AD side cannot give is not synchronized in this cycle.
  const readable = new Set<string>(),
    results = new Map<string, string>();
  for (const [name, c] of ads) {
    const missing = Object.values(c.RunProfiles ?? {}).some((p) =>
      p.RunSteps.some(
        (s) =>
          s.PartitionIdentifier !== undefined &&
          !Object.values(c.Partitions ?? {}).some((x) => x.Identifier === s.PartitionIdentifier),
      ),
    );
    const uncovered =
      c.RunProfiles !== undefined &&
      Object.values(c.Partitions ?? {}).some(
        (x) =>
          x.Selected &&
          x.Identifier !== undefined &&
          Object.values(c.RunProfiles!).some((p) => !p.RunSteps.some((s) => s.PartitionIdentifier === x.Identifier)),
      );
    const result =
      c.AccountState !== undefined && c.AccountState !== "ok"
        ? "no-start-credentials"
        : (unreachableDc(world) ?? (missing || uncovered ? "missing-partition-for-run-step" : "success"));
    results.set(name, result);
    record(name, `${kind} Import`, result);
    if (result === "success") readable.add(name);
  }
  const entra = premises.connectors[aad]!;
  const blocked = cloudFault(world, entra, initial);
  if (initial) delete entra.WatermarkStale;
  record(aad, `${kind} Import`, blocked ?? "success");
  for (const e of premises.connectorSpace) if (initial && e.Exists === false) delete e.Exists;

  // Synchronize.
  const parts = partsOf(world);
  const people = [...everyObject(world)].filter(isPerson).map(adObjectOf);
  const reached = people.map((ad) => ({ ad, ...reachOf(world, ad, parts) }));
  for (const [name] of ads)
    record(name, `${kind} Synchronization`, readable.has(name) ? "success" : "completed-no-objects");
  record(aad, `${kind} Synchronization`, "success");

  // Entries of the scenario whose object changed are superseded by what the engine now makes of it.
  const unseen = new Set(
    premises.connectorSpace.filter((e) => e.Exists === false).map((e) => e.DistinguishedName.toLowerCase()),
  );
  const pendingDeletes = premises.connectorSpace.filter(
    (e) => e.ConnectorName === aad && e.PendingExport === "Delete",
  ).length;
  if (premises.scheduler?.StagingModeEnabled === true) {
    premises.connectorSpace = premises.connectorSpace.filter(
      (e) => e.Exists === false || e.PendingExport !== undefined,
    );
    return finish();
  }
  if (blocked !== null) {
    record(aad, "Export", blocked);
    return finish();
  }

  // Export: joined accounts of several forests are one person; the first in rule order speaks.
  const outgoing = reached.filter(
    (r) =>
      r.stopsAt === null && r.connector !== null && readable.has(r.connector) && !unseen.has(r.ad.dn.toLowerCase()),
  );
  const kept = new Set(outgoing.map((r) => r.anchor!));
  // An account whose domain could not be read keeps its cloud object: absence of news is no deletion.
  const silent = new Set(
    reached
      .filter((r) => r.connector === null || !readable.has(r.connector) || unseen.has(r.ad.dn.toLowerCase()))
      .flatMap((r) => (r.anchor === null ? [] : [r.anchor])),
  );
  const deletes = Object.entries(cloud.users).filter(
    ([, u]) =>
      u.onPremisesSyncEnabled === true &&
      u.onPremisesSyncBehavior?.isCloudManaged !== true &&
      !kept.has(u.onPremisesImmutableId ?? "") &&
      !silent.has(u.onPremisesImmutableId ?? "") &&
      belongsHere(world, u, people),
  );
  const threshold = premises.exportDeletionThreshold;
  if (threshold?.Enabled === true && deletes.length + pendingDeletes > threshold.ThresholdCount) {
    record(aad, "Export", "stopped-deletion-threshold-exceeded", [], { ExportDelete: 0 });
    return finish();
  }
  const errors: RunError[] = [],
    counters = { ExportAdd: 0, ExportUpdate: 0, ExportDelete: 0 };
  for (const [id, u] of deletes) {
    softDelete(handle, id, u);
    counters.ExportDelete++;
  }
  const twice = new Set(outgoing.map((r) => r.anchor!).filter((a, i, all) => all.indexOf(a) !== i));
  for (const r of outgoing) {
    const dn = entraCsDn(r.anchor!);
    if (twice.has(r.anchor!) && outgoing.find((x) => x.anchor === r.anchor) !== r) {
      if (!sameText(r.ad.objectSid, outgoing.find((x) => x.anchor === r.anchor)!.ad.objectSid))
        errors.push({
          DN: dn,
          ErrorName: "DuplicateSourceAnchor",
          Detail: "Two objects carry the same sourceAnchor.",
          Attribute: "SourceAnchor",
        });
      continue;
    }
    exportPerson(handle, r.ad, r.anchor!, r.inbound!.attributes, dn, errors, counters);
  }
  premises.connectorSpace = premises.connectorSpace.filter(
    (e) => e.Exists === false || (e.PendingExport === "Delete" && e.ObjectType !== "user"),
  );
  const failing = errors.length > 0;
  record(aad, "Export", failing ? "completed-export-errors" : "success", errors, {
    ...counters,
    ...(failing ? { ExportFailure: errors.length } : {}),
  });
  const adErrors = writeBack(handle, outgoing);
  for (const [name] of ads)
    record(
      name,
      "Export",
      readable.has(name)
        ? adErrors.some((e) => e.connector === name)
          ? "completed-export-errors"
          : "success"
        : results.get(name)!,
      adErrors.filter((e) => e.connector === name).map((e) => e.error),
    );
  cloud.organization["onPremisesLastSyncDateTime"] = iso(handle.now());
  releaseQuarantine(handle);
  return finish();
}

/** The result of an AD run that cannot start: a name that does not resolve, or a closed port; null where every listed controller answers. */
function unreachableDc(world: World): "no-start-ma" | "no-start-connection" | null {
  const ports = Object.entries(world.premises.network)
    .filter(([k]) => /:(389|88|135)$/.test(k))
    .map(([, n]) => n);
  return ports.some((n) => n.Dns?.length === 0)
    ? "no-start-ma"
    : ports.some((n) => n.Tcp === "refused" || n.Tcp === "timeout")
      ? "no-start-connection"
      : null;
}
/** The result of a run of the Entra connector that cannot be made; null where the way is free. */
function cloudFault(world: World, entra: World["premises"]["connectors"][string], initial: boolean): string | null {
  const hosts = ["login.microsoftonline.com:443", "adminwebservice.microsoftonline.com:443"].map(
    (k) =>
      world.premises.network[k] ??
      Object.entries(world.premises.network).find(([p]) => p.startsWith("*.") && k.endsWith(p.slice(1)))?.[1] ??
      world.premises.network["*"],
  );
  if (hosts.some((h) => h !== undefined && (h.Dns?.length === 0 || (h.Tcp !== undefined && h.Tcp !== "open"))))
    return "stopped-connectivity";
  if (
    hosts.some((h) => h?.Tls?.Error !== undefined || (h?.Tls?.ChainStatus !== undefined && h.Tls.ChainStatus !== "ok"))
  )
    return "stopped-extension-dll-exception";
  if (entra.AccountState !== undefined && entra.AccountState !== "ok") return "stopped-extension-dll-exception";
  if (entra.WatermarkStale === true && !initial) return "stopped-server-down";
  return null;
}
/** Deleting is this engine's only for objects that came from a domain it reads, and whose AD object it no longer lets through. */
function belongsHere(world: World, u: User, people: readonly AdObject[]): boolean {
  const domain = String(u["onPremisesDomainName"] ?? "").toLowerCase();
  const known = Object.keys(world.premises.directory.forests).some(
    (f) => domain === f.toLowerCase() || domain.endsWith(`.${f.toLowerCase()}`),
  );
  const guid = guidOfImmutableId(u.onPremisesImmutableId);
  const still = people.some((p) => sameText(p.objectGUID, guid) || sameText(p["mS-DS-ConsistencyGuid"], guid));
  return still || (known && everyDeleted(world, guid));
}
const everyDeleted = (world: World, guid: string | undefined): boolean =>
  guid !== undefined &&
  [...everyObject(world)].some(
    (o) =>
      o.entry["isDeleted"] === true &&
      (sameText(String(o.entry.objectGUID), guid) || sameText(String(o.entry["mS-DS-ConsistencyGuid"] ?? ""), guid)),
  );

export function softDelete(handle: WorldHandle, id: string, u: User): void {
  const { cloud } = handle.world;
  cloud.deletedUsers[id] = {
    ...u,
    userPrincipalName: `${id.replace(/-/g, "")}${u.userPrincipalName}`,
    deletedDateTime: iso(handle.now()),
    onPremisesSyncEnabled: false,
  };
  delete cloud.users[id];
}
const roleHolder = (world: World, id: string): boolean =>
  [...Object.values(world.cloud.directoryRoles), ...Object.values(world.cloud.directoryRoleEligibility ?? {})].some(
    (m) => m.includes(id),
  );
const features = (world: World): Record<string, boolean | null | undefined> =>
  world.cloud.onPremisesSynchronization?.features ?? {};

interface Wanted {
  upn: string;
  addresses: string[];
  proxies: string[];
}
function exportPerson(
  handle: WorldHandle,
  ad: AdObject,
  anchor: string,
  mv: Readonly<Record<string, unknown>>,
  dn: string,
  errors: RunError[],
  counters: { ExportAdd: number; ExportUpdate: number },
): void {
  const { world } = handle,
    { cloud } = world,
    f = features(world);
  const fail = (ErrorName: string, Detail: string, more: Partial<RunError> = {}): void => {
    errors.push({ DN: dn, ErrorName, Detail, ...more });
  };
  const invalid = invalidValue(ad);
  const wanted = wantedOf(world, ad, mv);
  let [id, user] = Object.entries(cloud.users).find(([, u]) => u.onPremisesImmutableId === anchor) ?? [
    undefined,
    undefined,
  ];
  const fromBin =
    id === undefined
      ? Object.entries(cloud.deletedUsers).find(([, u]) => u.onPremisesImmutableId === anchor)
      : undefined;
  const adopts = (target: User, targetId: string): boolean => {
    if (target.onPremisesSyncEnabled === true) return true;
    if (roleHolder(world, targetId)) {
      fail("InvalidHardMatch", "Hard match operation was blocked because of security hardening.", {
        Attribute: "SourceAnchor",
        ConflictingObjectId: targetId,
      });
      return false;
    }
    if (f["blockCloudObjectTakeoverThroughHardMatchEnabled"] === true) {
      fail("InvalidHardMatch", "Hard match is blocked for this tenant.", {
        Attribute: "SourceAnchor",
        ConflictingObjectId: targetId,
      });
      return false;
    }
    const other = target["onPremisesObjectIdentifier"];
    if (typeof other === "string" && !sameText(other, ad.objectGUID)) {
      fail("InvalidHardMatch", "The cloud object is mapped to another on-premises object.", {
        Attribute: "SourceAnchor",
        ConflictingObjectId: targetId,
      });
      return false;
    }
    return true;
  };
  if (user !== undefined && !adopts(user, id!)) return;
  if (id === undefined && fromBin !== undefined) {
    if (!adopts({ ...fromBin[1], onPremisesSyncEnabled: false }, fromBin[0])) return;
    if (holderOf(world, liveUpnOf(fromBin[1].userPrincipalName), fromBin[0], "upn") !== undefined) {
      fail("AttributeValueMustBeUnique", "The deleted object cannot be restored: its UserPrincipalName is in use.", {
        Attribute: "UserPrincipalName",
      });
      return;
    }
    [id] = fromBin;
    user = { ...fromBin[1], userPrincipalName: liveUpnOf(fromBin[1].userPrincipalName), onPremisesSyncEnabled: true };
    delete user["deletedDateTime"];
    delete cloud.deletedUsers[id];
    cloud.users[id] = user;
  }
  if (id === undefined) {
    if (invalid !== null) {
      fail("IdentityDataValidationFailed", `The value of ${invalid} breaks the format.`, { Attribute: invalid });
      return;
    }
    // Soft match: UPN, then primary SMTP; only onto a cloud-only user without an anchor.
    const primary = wanted.proxies.find((p) => p.startsWith("SMTP:"));
    const candidates = Object.entries(cloud.users).filter(([, u]) => u.userType !== "Guest");
    const hit =
      (f["softMatchOnUpnEnabled"] !== false
        ? candidates.find(([, u]) => sameText(u.userPrincipalName, wanted.upn))
        : undefined) ??
      (primary === undefined
        ? undefined
        : candidates.find(([, u]) => sameText(primaryAddress(u.proxyAddresses), bareAddress(primary))));
    if (
      hit !== undefined &&
      hit[1].onPremisesImmutableId == null &&
      hit[1].onPremisesSyncEnabled !== true &&
      f["blockSoftMatchEnabled"] !== true &&
      !roleHolder(world, hit[0])
    )
      [id, user] = hit;
    const other = [...wanted.addresses, wanted.upn]
      .map((v) => [v, objectHolder(world, v)] as const)
      .find(([, h]) => h !== undefined);
    if (id === undefined && other !== undefined) {
      fail("ObjectTypeMismatch", "The value belongs to an object of another type.", {
        Attribute: "ProxyAddresses",
        ConflictingObjectId: other[1]!,
      });
      return;
    }
  }
  const quarantine: { propertyCausingError: string; value: string }[] = [];
  let upn = wanted.upn,
    proxies = wanted.proxies;
  const clash = (value: string, what: "upn" | "address"): string | undefined => holderOf(world, value, id ?? "", what);
  const upnClash = clash(upn, "upn");
  if (upnClash !== undefined) {
    const same = user !== undefined && sameText(user.userPrincipalName, upn);
    if (!same) {
      if (f["quarantineUponUpnConflictEnabled"] === false) {
        fail(
          cloud.users[upnClash]?.onPremisesImmutableId != null ? "InvalidSoftMatch" : "AttributeValueMustBeUnique",
          `[UserPrincipalName ${upn};]`,
          { Attribute: "UserPrincipalName", ConflictingObjectId: upnClash },
        );
        if (id === undefined || user?.onPremisesSyncEnabled !== true) return;
      }
      quarantine.push({ propertyCausingError: "UserPrincipalName", value: upn });
      upn = user?.userPrincipalName ?? `${localPartOf(upn)}${digitsOf(anchor)}@${initialDomain(world)}`;
    }
  }
  for (const p of proxies) {
    const h = clash(bareAddress(p), "address");
    if (h === undefined) continue;
    if (f["quarantineUponProxyAddressesConflictEnabled"] === false) {
      fail(
        cloud.users[h]?.onPremisesImmutableId != null ? "InvalidSoftMatch" : "AttributeValueMustBeUnique",
        `[ProxyAddresses ${p};]`,
        { Attribute: "ProxyAddresses", ConflictingObjectId: h },
      );
      if (id === undefined || user?.onPremisesSyncEnabled !== true) return;
    }
    quarantine.push({ propertyCausingError: "ProxyAddresses", value: p });
  }
  proxies = proxies.filter((p) => !quarantine.some((q) => q.value === p));
  if (invalid !== null && invalid !== "userPrincipalName") {
    fail("IdentityDataValidationFailed", `The value of ${invalid} breaks the format.`, { Attribute: invalid });
    return;
  }
  if (Array.isArray(ad.userCertificate) && ad.userCertificate.length > 15) {
    fail("LargeObject", "The object is too large.", { Attribute: "userCertificate" });
    return;
  }
  const isNew = id === undefined;
  id ??= newId(ad, Object.keys({ ...cloud.users, ...cloud.deletedUsers }));
  const before =
    user ??
    ({
      userPrincipalName: upn,
      createdDateTime: iso(handle.now()),
      userType: "Member",
      assignedLicenses: [],
      serviceProvisioningErrors: [],
    } as unknown as User);
  const fedMove =
    !isNew &&
    before.onPremisesSyncEnabled === true &&
    suffixOf(before.userPrincipalName) !== suffixOf(upn) &&
    federated(world, suffixOf(before.userPrincipalName)) &&
    federated(world, suffixOf(upn));
  if (fedMove) {
    fail("FederatedDomainChangeError", "The UPN cannot move between two federated domains.", {
      Attribute: "FederatedUser.UserPrincipalName",
    });
    return;
  }
  const was = (before.onPremisesProvisioningErrors ?? []) as { value?: string; occurredDateTime?: string }[];
  const text = (v: unknown): string | null => (typeof v === "string" && v !== "" ? v : null);
  cloud.users[id] = {
    ...before,
    userPrincipalName: upn,
    displayName: text(ad.displayName) ?? text(ad.cn),
    givenName: text(ad.givenName),
    surname: text(ad.sn),
    department: text(ad.department),
    mail:
      text(ad.mail) !== null && addressAllowed(world, ad.mail!)
        ? ad.mail!
        : ((before["mail"] as string | null | undefined) ?? null),
    mailNickname: text(ad.mailNickname) ?? (before["mailNickname"] as string | undefined) ?? localPartOf(upn),
    proxyAddresses:
      proxies.length > 0
        ? proxies
        : (ad.proxyAddresses ?? []).length === 0 && before.onPremisesSyncEnabled !== true
          ? (before.proxyAddresses ?? [])
          : [],
    accountEnabled: ((ad.userAccountControl ?? 512) & 2) === 0,
    ...(text(ad["title"]) === null ? {} : { jobTitle: text(ad["title"]) }),
    onPremisesSyncEnabled: true,
    onPremisesImmutableId: anchor,
    onPremisesLastSyncDateTime: iso(handle.now()),
    onPremisesDistinguishedName: ad.dn,
    onPremisesDomainName: domainOf(ad.dn),
    onPremisesSamAccountName: ad.sAMAccountName ?? null,
    onPremisesUserPrincipalName: String(mv["userPrincipalName"] ?? ad.userPrincipalName ?? ""),
    onPremisesSecurityIdentifier: ad.objectSid ?? null,
    onPremisesProvisioningErrors: quarantine.map((q) => ({
      category: "PropertyConflict",
      occurredDateTime: was.find((w) => w.value === q.value)?.occurredDateTime ?? iso(handle.now()),
      ...q,
    })),
  };
  if (isNew) counters.ExportAdd++;
  else counters.ExportUpdate++;
}
function invalidValue(ad: AdObject): string | null {
  const upn = ad.userPrincipalName ?? "";
  if (upn !== "" && (/[\s\\%&*+/=?{}|<>();:,[\]"]|[^\x21-\x7e]/.test(upn) || /^@|[.&]@|@.*@|\.$/.test(upn)))
    return "userPrincipalName";
  if ((ad.proxyAddresses ?? []).some((p) => /^smtp:/i.test(p) && /[\s<>();,[\]"]|[^\x21-\x7e]|\.@|@.*@/.test(p)))
    return "proxyAddresses";
  if (ad.mailNickname !== undefined && (/^\./.test(ad.mailNickname) || ad.mailNickname.length > 64))
    return "mailNickname";
  return null;
}
const verified = (world: World, suffix: string): boolean =>
  Object.entries(world.cloud.domains).some(([n, d]) => n.toLowerCase() === suffix && d.isVerified);
const federated = (world: World, suffix: string): boolean =>
  Object.entries(world.cloud.domains).some(
    ([n, d]) => n.toLowerCase() === suffix && d["authenticationType"] === "Federated",
  );
const initialDomain = (world: World): string =>
  Object.entries(world.cloud.domains).find(([, d]) => d["isInitial"] === true)?.[0] ?? "tenant.onmicrosoft.com";
const addressAllowed = (world: World, a: string): boolean =>
  verified(world, suffixOf(a)) && !/\.onmicrosoft\.com$/i.test(a);
function wantedOf(world: World, ad: AdObject, mv: Readonly<Record<string, unknown>>): Wanted {
  const upn = String(mv["userPrincipalName"] ?? "");
  const bad = /[\s]|[^\x21-\x7e]/.test(upn);
  const nick =
    ad.mailNickname ?? localPartOf(primaryAddress(ad.proxyAddresses)) ?? localPartOf(ad.mail) ?? localPartOf(upn);
  const fallback = `${nick !== "" ? nick : localPartOf(ad.mail) !== "" ? localPartOf(ad.mail) : localPartOf(upn)}@${initialDomain(world)}`;
  const proxies = (ad.proxyAddresses ?? []).filter((p) => !/^smtp:/i.test(p) || addressAllowed(world, bareAddress(p)));
  const withMail =
    proxies.some((p) => p.startsWith("SMTP:")) ||
    ad.mail === undefined ||
    !addressAllowed(world, ad.mail) ||
    smtpAddresses(proxies).includes(ad.mail.toLowerCase())
      ? proxies
      : [`SMTP:${ad.mail}`, ...proxies];
  return {
    upn: bad || !verified(world, suffixOf(upn)) ? fallback : upn,
    addresses: smtpAddresses(withMail),
    proxies: withMail,
  };
}
/** Id of another live user that holds the value. A soft-deleted one takes part through its anchor (Graph reference §2), not through its names. */
function holderOf(world: World, value: string, self: string, what: "upn" | "address"): string | undefined {
  const v = value.toLowerCase();
  return Object.entries(world.cloud.users).find(
    ([id, u]) =>
      id !== self &&
      (what === "upn"
        ? sameText(u.userPrincipalName, v)
        : smtpAddresses(u.proxyAddresses).includes(v) ||
          (sameText(u.userPrincipalName, v) && (u.proxyAddresses ?? []).length === 0)),
  )?.[0];
}
/** A contact or group that holds the address. */
const objectHolder = (world: World, value: string): string | undefined =>
  [...Object.entries(world.cloud.groups), ...Object.entries(world.cloud.contacts)].find(([, o]) =>
    smtpAddresses(o.proxyAddresses).includes(value.toLowerCase()),
  )?.[0];
/** Four digits that stay the same for one object. */
const digitsOf = (anchor: string): string =>
  String([...anchor].reduce((n, c) => (n * 31 + c.charCodeAt(0)) % 9000, 7) + 1000);
function newId(ad: AdObject, taken: readonly string[]): string {
  let n = [...ad.objectGUID].reduce((x, c) => (Math.imul(x, 33) + c.charCodeAt(0)) >>> 0, 5381);
  for (;;) {
    const h = (n >>> 0).toString(16).padStart(8, "0");
    const id = `${h}-${h.slice(0, 4)}-4${h.slice(1, 4)}-a${h.slice(2, 5)}-${h}${h.slice(0, 4)}`;
    if (!taken.includes(id)) return id;
    n++;
  }
}
/** mS-DS-ConsistencyGuid is filled once from the anchor, where the account may write it. */
function writeBack(
  handle: WorldHandle,
  outgoing: readonly { ad: AdObject; anchor: string | null; connector: string | null }[],
): { connector: string; error: RunError }[] {
  const { world } = handle,
    errors: { connector: string; error: RunError }[] = [];
  if (
    !sameText(
      String(world.premises.globalSettings["Microsoft.SynchronizationOption.AnchorAttribute"] ?? ""),
      "mS-DS-ConsistencyGuid",
    )
  )
    return errors;
  for (const r of outgoing) {
    const place = byGuid(world, r.ad.objectGUID);
    if (place === undefined || place.entry["mS-DS-ConsistencyGuid"] !== undefined) continue;
    const denied = world.premises.permissions.some(
      (p) => isWithin(r.ad.dn, p.DN) && p.Missing.some((m) => m.toLowerCase() === "write:ms-ds-consistencyguid"),
    );
    if (denied)
      errors.push({
        connector: r.connector!,
        error: {
          DN: r.ad.dn,
          ErrorName: "permission-issue",
          ErrorCode: "8344",
          Detail: "Insufficient access rights to perform the operation.",
          Attribute: "mS-DS-ConsistencyGuid",
        },
      });
    else {
      const guid = guidOfImmutableId(r.anchor ?? undefined);
      if (guid !== undefined) place.entry["mS-DS-ConsistencyGuid"] = guid;
    }
  }
  for (const p of world.premises.permissions)
    for (const m of p.Missing.filter((x) => /^write:/i.test(x) && !/ConsistencyGuid/i.test(x))) {
      const r = outgoing.find((o) => sameDn(o.ad.dn, p.DN));
      if (r !== undefined)
        errors.push({
          connector: r.connector!,
          error: {
            DN: p.DN,
            ErrorName: "permission-issue",
            ErrorCode: "8344",
            Detail: "Insufficient access rights to perform the operation.",
            Attribute: m.slice(6),
          },
        });
    }
  return errors;
}
/** The service's own hourly task, brought forward: what nobody else holds any more is released. */
function releaseQuarantine(handle: WorldHandle): void {
  for (const [id, u] of Object.entries(handle.world.cloud.users)) {
    const still = (u.onPremisesProvisioningErrors ?? []).filter((e) => {
      const v = String(e["value"]),
        kind = e["propertyCausingError"] === "UserPrincipalName" ? "upn" : "address";
      return holderOf(handle.world, bareAddress(v), id, kind) !== undefined;
    });
    for (const e of (u.onPremisesProvisioningErrors ?? []).filter((x) => !still.includes(x))) {
      const v = String(e["value"]);
      if (e["propertyCausingError"] === "UserPrincipalName") u.userPrincipalName = v;
      else if (!smtpAddresses(u.proxyAddresses).includes(bareAddress(v)))
        u.proxyAddresses = [...(u.proxyAddresses ?? []), v];
    }
    if (still.length !== (u.onPremisesProvisioningErrors ?? []).length) u.onPremisesProvisioningErrors = still;
  }
}
