/** A world on its way: people, the lab's own cycles as a scheduler would run them, and what an injection may do in between. */
import { provisionOnDemand } from "../../src/lab/graph/cloud-sync";
import { runCycle, type CyclePolicy } from "../../src/lab/premises/cycle";
import { World as LabWorld } from "../../src/lab/world";
import type { World } from "../../src/lab/scenario";
import type { Random } from "../differential/random";
import { anchorOf, cloudDnOf, DAY, iso, MINUTE } from "./ids";
import { ACCENTED, DEPARTMENTS, GIVEN_NAMES, SURNAMES } from "./names";
import type { Tenant } from "./tenant";

export type Run = World["premises"]["runHistory"][number];
export type RunError = Run["Errors"][number];
export type CloudUser = World["cloud"]["users"][string] & Record<string, unknown>;
export type AdEntry = Record<string, unknown> & { objectClass: string[]; objectGUID: string };
export type Event = World["premises"]["eventLog"][number];
/** Somebody of the forest. `entry` is the directory's own record. */
export interface Person {
  dn: string;
  readonly entry: AdEntry;
  readonly given: string;
  readonly surname: string;
  readonly name: string;
}
/** An event as the injection writes it: its time is that of the run that it belongs to. */
export type Trace = Pick<Event, "ProviderName" | "Id" | "Message"> & {
  readonly Level?: Level;
  readonly LogName?: string;
};
export type Level = "Error" | "Warning" | "Information";
/** What the runs of one side come to while a fault lasts: `run` alters the record of each, and leaves the traces. */
export interface Fault {
  readonly side: "ad" | "cloud";
  readonly run: (run: Run) => Run;
  readonly traces: readonly Trace[];
}
const CYCLE = 30 * MINUTE;
/** Contiguous cycles that the history of a finished world holds at least, as far as the engine ran. */
const SHOWN = 6;

export class Draft {
  readonly lab: LabWorld;
  /** The wording of a failure that lasts, by the injection. */
  #faults: Fault[] = [];
  readonly #notes: Fault[] = [];
  readonly #bystanders = new Set<Person>();
  readonly #last: (() => void)[] = [];
  #nextCycle: number;
  readonly people: Person[] = [];
  /** People that nobody licenses. */
  readonly unlicensed = new Set<string>();
  /** Since when no password reaches the cloud; absent while all is well. */
  passwordsStopped: Date | undefined;
  /** Whether the Cloud Sync job runs. */
  jobRuns = true;

  constructor(
    readonly rng: Random,
    readonly tenant: Tenant,
    world: World,
    /** When the ask comes. */
    readonly end: Date,
  ) {
    this.lab = new LabWorld(world, () => 0);
    const last = end.getTime() - (4 + rng.below(23)) * MINUTE;
    const start = this.lab.now().getTime();
    this.#nextCycle = last - Math.floor((last - start) / CYCLE) * CYCLE;
  }
  get world(): World {
    return this.lab.world;
  }
  get premises(): World["premises"] {
    return this.lab.world.premises;
  }
  get cloud(): World["cloud"] {
    return this.lab.world.cloud;
  }
  get users(): Record<string, CloudUser> {
    return this.lab.world.cloud.users as Record<string, CloudUser>;
  }
  get objects(): Record<string, AdEntry> {
    return this.premises.directory.forests[this.tenant.forest]!.objects as Record<string, AdEntry>;
  }
  get now(): Date {
    return this.lab.now();
  }
  /** ms before the ask. */
  before(ms: number): Date {
    return new Date(this.end.getTime() - ms);
  }
  get ad(): World["premises"]["connectors"][string] {
    return this.premises.connectors[this.tenant.adConnector]!;
  }
  get entra(): World["premises"]["connectors"][string] {
    return this.premises.connectors[this.tenant.cloudConnector]!;
  }
  get job(): Record<string, unknown> & { status: Record<string, unknown> } {
    const { servicePrincipal, id } = this.tenant.job!;
    return this.cloud.provisioning[servicePrincipal]!.jobs[id] as never;
  }

  // Time.
  /** Lets the clock run, with the cycles that fall due. */
  goto(at: Date): void {
    while (this.#nextCycle <= at.getTime()) {
      this.#clockTo(this.#nextCycle);
      this.#nextCycle += CYCLE;
      this.cycle();
    }
    this.#clockTo(at.getTime());
  }
  /** Lets time pass without a look at what the engine does meanwhile; its next cycles are those shortly before `at`. */
  skipTo(at: Date, cycles: number): void {
    const left = Math.floor((at.getTime() - this.#nextCycle) / CYCLE) - cycles;
    if (left > 0 && this.#runs()) {
      this.#nextCycle += left * CYCLE;
      this.premises.runHistory = [];
    }
    this.goto(at);
  }
  #clockTo(at: number): void {
    this.lab.advance(Math.max(0, at - this.lab.now().getTime()));
  }
  #runs(): boolean {
    const { services, scheduler, server, connectors } = this.premises;
    return (
      this.tenant.tool === "cloud-sync" ||
      (services["ADSync"]?.Status === "Running" &&
        scheduler?.SyncCycleEnabled === true &&
        !scheduler.SchedulerSuspended &&
        server.WizardOpen !== true &&
        !Object.values(connectors).some((c) => c.RunState === "Busy"))
    );
  }
  /** One cycle as the scheduler would run it, under the faults that last. */
  cycle(policy: CyclePolicy = "Delta"): void {
    if (!this.#runs()) return;
    if (this.tenant.tool === "cloud-sync") return this.#provision();
    const sides = {
      ad: this.#faults.filter((f) => f.side === "ad"),
      cloud: this.#faults.filter((f) => f.side === "cloud"),
    };
    const before = { ad: this.ad.AccountState, cloud: this.entra.AccountState };
    if (sides.ad.length > 0) this.ad.AccountState = "bad-password";
    if (sides.cloud.length > 0) this.entra.AccountState = "policy-blocked";
    const since = iso(this.now);
    void runCycle(this.lab, policy);
    this.premises.runHistory = this.premises.runHistory.map((run) =>
      run.StartDate >= since ? this.#under(run, sides) : run,
    );
    if (sides.ad.length > 0) this.ad.AccountState = before.ad;
    if (sides.cloud.length > 0) this.entra.AccountState = before.cloud;
  }
  #under(run: Run, sides: Record<"ad" | "cloud", Fault[]>): Run {
    const { cloudConnector, adConnector } = this.tenant;
    const mine = run.ConnectorName === cloudConnector ? sides.cloud : run.ConnectorName === adConnector ? sides.ad : [];
    if (run.Result === "success" || run.Result === "completed-no-objects") return run;
    const told = mine.reduce((r, f) => f.run(r), run);
    if (told.Result !== "success")
      for (const { ProviderName, Id, Message, Level, LogName } of [...mine, ...this.#notes].flatMap((f) =>
        (run.ConnectorName === this.tenant.cloudConnector) === (f.side === "cloud") ? f.traces : [],
      ))
        this.log(ProviderName, Id, Level ?? "Error", Message, new Date(run.EndDate ?? run.StartDate), LogName);
    return told;
  }
  /** Cloud Sync: the job takes every user of its scope. */
  #provision(): void {
    if (!this.jobRuns) return;
    const { servicePrincipal, id, rule } = this.tenant.job!;
    for (const [dn, o] of Object.entries(this.objects))
      if (o.objectClass.includes("user") && o["isDeleted"] !== true && o["isCriticalSystemObject"] !== true)
        this.#tellProvisioning(
          dn,
          o,
          provisionOnDemand(this.lab, servicePrincipal, id, {
            parameters: [{ ruleId: rule, subjects: [{ objectId: dn, objectTypeName: "user" }] }],
          }),
        );
    this.job.status = { ...this.job.status, ...this.jobRun("Succeeded") };
  }
  /** The provisioning log names who failed; the lab's job keeps none of its own. */
  #tellProvisioning(dn: string, object: AdEntry, answer: { readonly key: string; readonly value: string }): void {
    const { result, details } = JSON.parse(answer.key) as { result: string; details: { errorCode?: string } };
    if (result !== "Failure") return;
    const { provisioningSteps } = JSON.parse(answer.value) as { provisioningSteps: Record<string, unknown>[] };
    const { servicePrincipal, id } = this.tenant.job!;
    this.cloud.provisioningLogs.unshift({
      id: this.rng.guid(),
      activityDateTime: iso(this.now),
      jobId: id,
      cycleId: this.rng.guid(),
      changeId: this.rng.guid(),
      provisioningAction: "create",
      durationInMilliseconds: 640,
      provisioningStatusInfo: {
        status: "failure",
        errorInformation: {
          errorCode: details.errorCode,
          reason: provisioningSteps.at(-1)?.["description"],
          errorCategory: "failure",
          recommendedAction: "",
        },
      },
      sourceIdentity: {
        id: object.objectGUID,
        displayName: object["displayName"],
        identityType: "User",
        details: { DistinguishedName: dn, odatatype: "user" },
      },
      targetIdentity: { id: "", displayName: object["userPrincipalName"] ?? "", identityType: "User", details: {} },
      sourceSystem: { id: this.tenant.forest, displayName: "Active Directory", details: {} },
      targetSystem: { id: this.tenant.initial, displayName: "Microsoft Entra ID", details: {} },
      servicePrincipal: { id: servicePrincipal, displayName: this.tenant.forest },
      initiatedBy: { id: "", displayName: "Azure AD Provisioning Service", initiatorType: "system" },
      modifiedProperties: [],
      provisioningSteps,
    });
  }
  jobRun(state: "Succeeded" | "Failed", error?: Record<string, unknown>): Record<string, unknown> {
    const at = this.now.getTime();
    const run = {
      activityIdentifier: this.rng.guid(),
      state,
      timeBegan: iso(at - 20_000),
      timeEnded: iso(at - 8000),
      countImported: 0,
      countExported: 0,
      ...(error === undefined ? {} : { error }),
    };
    return state === "Succeeded" ? { lastExecution: run, lastSuccessfulExecution: run } : { lastExecution: run };
  }

  // Faults and traces.
  /** From now on the runs of one side fail, as `run` writes them down. */
  fail(side: Fault["side"], run: Partial<Run> | Fault["run"], ...traces: Trace[]): void {
    this.#faults.push({ side, run: typeof run === "function" ? run : (r) => ({ ...r, ...run }), traces });
  }
  heal(): void {
    this.#faults = [];
  }
  /** Failing runs of one side leave these too; that they fail is the simulator's own doing. */
  note(side: Fault["side"], ...traces: Trace[]): void {
    this.#notes.push({ side, run: (r) => r, traces });
  }
  /** What the service makes of it in the end, where the lab does not carry it out. */
  atEnd(change: () => void): void {
    this.#last.push(change);
  }
  log(
    ProviderName: string,
    Id: number,
    LevelDisplayName: Level,
    Message: string,
    at: Date = this.now,
    LogName = "Application",
  ): void {
    this.premises.eventLog.unshift({ LogName, ProviderName, Id, LevelDisplayName, TimeCreated: iso(at), Message });
  }
  audit(
    activityDisplayName: string,
    id: string,
    by: Record<string, unknown>,
    changes: Record<string, unknown>[] = [],
    at = this.now,
  ): void {
    const user = this.users[id] ?? this.cloud.deletedUsers[id];
    this.cloud.directoryAudits.unshift({
      id: `Directory_${this.rng.guid()}`,
      activityDateTime: iso(at),
      activityDisplayName,
      category: "UserManagement",
      operationType: "Update",
      result: "success",
      loggedByService: "Core Directory",
      initiatedBy: by,
      targetResources: [
        {
          id,
          type: "User",
          displayName: user?.["displayName"],
          userPrincipalName: user?.userPrincipalName,
          modifiedProperties: changes,
        },
      ],
    } as never);
  }

  // People.
  /** A new account in a container, as it is created now. */
  hire(ou: string = this.rng.of(this.tenant.staff), over: Record<string, unknown> = {}): Person {
    const { rng, tenant } = this;
    for (;;) {
      const accented = rng.chance(0.08) ? rng.of(ACCENTED) : undefined;
      const given = accented?.[0] ?? rng.of(GIVEN_NAMES),
        surname = accented?.[1] ?? rng.of(SURNAMES);
      const local = accented?.[2] ?? tenant.localPart(given.toLowerCase(), surname.toLowerCase());
      const sam = (accented === undefined ? tenant.samOf(given.toLowerCase(), surname.toLowerCase()) : local).slice(
        0,
        20,
      );
      const name = `${given} ${surname}`,
        dn = `CN=${name},${ou}`;
      const clash = Object.entries(this.objects).some(
        ([d, o]) => d.includes(`CN=${name},`) || o["sAMAccountName"] === sam || o["displayName"] === name,
      );
      const upn = `${local}@${tenant.domain}`;
      if (clash || this.people.some((p) => p.entry["userPrincipalName"] === upn)) continue;
      const created = iso(this.now);
      const entry = {
        objectClass: ["top", "person", "organizationalPerson", "user"],
        objectGUID: rng.guid(),
        objectSid: this.sid(ou, 1600 + this.people.length),
        cn: name,
        displayName: name,
        givenName: given,
        sn: surname,
        sAMAccountName: sam,
        userPrincipalName: upn,
        mail: upn,
        mailNickname: local,
        proxyAddresses: [`SMTP:${upn}`],
        userAccountControl: 512,
        department: rng.of(DEPARTMENTS),
        whenCreated: created,
        whenChanged: created,
        pwdLastSet: created,
        ...(tenant.anchor === "employeeID" ? { employeeID: String(100_200 + 17 * this.people.length) } : {}),
        ...over,
      } as AdEntry;
      for (const [k, v] of Object.entries(over)) if (v === null || v === undefined) delete entry[k];
      this.objects[dn] = entry;
      const person: Person = { dn, entry, given, surname, name };
      this.people.push(person);
      return person;
    }
  }
  /** A SID of the domain that a DN lies in. */
  sid(dn: string, rid: number): string {
    const { domainSid, child } = this.tenant;
    const isChild = child !== null && dn.endsWith(child.dn);
    return `${isChild ? domainSid.replace(/\d(?=-[^-]*$)/, (x) => String((Number(x) + 1) % 10)) : domainSid}-${rid}`;
  }
  /** Attributes of an AD object as somebody changes them now; null removes one. */
  change(person: Person, attributes: Record<string, unknown>): void {
    for (const [k, v] of Object.entries(attributes))
      if (v === null) delete person.entry[k];
      else person.entry[k] = v;
    person.entry["whenChanged"] = iso(this.now);
  }
  move(person: Person, ou: string): void {
    delete this.objects[person.dn];
    person.dn = `CN=${person.name},${ou}`;
    this.objects[person.dn] = person.entry;
    person.entry["whenChanged"] = iso(this.now);
  }
  /** Deletes the account; the recycle bin keeps it. */
  remove(person: Person): void {
    delete this.objects[person.dn];
    this.objects[`CN=${person.name}\\0ADEL:${person.entry.objectGUID},CN=Deleted Objects,${this.tenant.root}`] = {
      ...person.entry,
      isDeleted: true,
      lastKnownParent: person.dn.slice(person.dn.indexOf(",") + 1),
      "msDS-LastKnownRDN": person.name,
      whenChanged: iso(this.now),
    };
  }
  /** The person's sourceAnchor under the tenant's attribute (adsync reference §5.1). */
  anchor(person: Person): string {
    const { entry } = person,
      { anchor } = this.tenant;
    if (anchor === "employeeID") return String(entry["employeeID"] ?? "");
    return anchorOf(String((anchor === "objectGUID" ? undefined : entry["mS-DS-ConsistencyGuid"]) ?? entry.objectGUID));
  }
  cloudDn(person: Person): string {
    return cloudDnOf(this.anchor(person));
  }
  upn(person: Person): string {
    return String(person.entry["userPrincipalName"] ?? "");
  }
  /** The cloud user that carries the person's anchor. */
  cloudOf(person: Person): [id: string, user: CloudUser] | undefined {
    const anchor = this.anchor(person);
    if (anchor === "") return undefined;
    return Object.entries(this.users).find(([, u]) => u.onPremisesImmutableId === anchor);
  }
  /** A colleague whom something else is the matter with: nobody is asked about them. */
  bystander(): Person {
    const person = this.colleague();
    this.setAside(person);
    return person;
  }
  /** From now on the person is no `colleague`. */
  setAside(person: Person): void {
    this.#bystanders.add(person);
  }
  /** Colleagues other than those named who are synced, and whom nothing is the matter with. */
  colleagues(...not: readonly Person[]): Person[] {
    return this.people.filter(
      (p) =>
        !not.includes(p) && !this.#bystanders.has(p) && this.objects[p.dn] === p.entry && this.cloudOf(p) !== undefined,
    );
  }
  colleague(...not: readonly Person[]): Person {
    return this.rng.of(this.colleagues(...not));
  }
  /** A user that nobody syncs. */
  cloudOnly(over: Record<string, unknown>): string {
    const id = this.rng.guid();
    this.users[id] = {
      accountEnabled: true,
      userType: "Member",
      usageLocation: "SE",
      createdDateTime: iso(this.now),
      onPremisesProvisioningErrors: [],
      serviceProvisioningErrors: [],
      assignedLicenses: [],
      proxyAddresses: [],
      ...over,
    } as unknown as CloudUser;
    return id;
  }
  licence(): Record<string, unknown>[] {
    return [{ skuId: this.tenant.sku, disabledPlans: [] }];
  }
  /** A licence with what comes of it: Exchange's plan, and a mailbox. */
  license(user: CloudUser, at: number): void {
    const assignedDateTime = iso(at);
    Object.assign(user, {
      usageLocation: "SE",
      assignedLicenses: this.licence(),
      licenseAssignmentStates: [
        {
          skuId: this.tenant.sku,
          assignedByGroup: null,
          state: "Active",
          error: "None",
          disabledPlans: [],
          lastUpdatedDateTime: assignedDateTime,
        },
      ],
      assignedPlans: [
        {
          assignedDateTime,
          capabilityStatus: "Enabled",
          service: "exchange",
          servicePlanId: "efb87545-963c-4e0d-99df-69c6916d9eb0",
        },
      ],
      provisionedPlans: [{ service: "exchange", capabilityStatus: "Enabled", provisioningStatus: "Success" }],
      mailboxSettings: { timeZone: "W. Europe Standard Time" },
    });
  }
  /** Takes it away again. */
  unlicense(id: string): void {
    this.unlicensed.add(id);
    const user = this.users[id]!;
    user.assignedLicenses = [];
    for (const k of ["licenseAssignmentStates", "assignedPlans", "provisionedPlans", "mailboxSettings"]) delete user[k];
  }

  // Beginning and end.
  /** The tenant has long been in use: everybody is synced, licensed, and has a past. */
  settle(): void {
    this.cycle("Initial");
    this.cycle();
    const started = this.now.getTime();
    for (const p of this.people) {
      const hired = started - (60 + this.rng.below(1400)) * DAY,
        password = started - this.rng.below(50) * DAY;
      p.entry["whenCreated"] = iso(hired);
      p.entry["whenChanged"] = iso(started - this.rng.below(40) * DAY);
      p.entry["pwdLastSet"] = iso(password);
      const found = this.cloudOf(p);
      if (found === undefined) continue;
      Object.assign(found[1], {
        createdDateTime: iso(hired + this.rng.below(30) * MINUTE),
        lastPasswordChangeDateTime: iso(password + 90_000),
      });
      this.license(found[1], hired + DAY);
    }
    this.premises.runHistory = [];
  }
  /** Lets the engine run on until the ask, as far as it runs: first what follows at once, then the newest cycles. */
  runOn(): void {
    if (this.tenant.tool === "cloud-sync") return this.#runJobOn();
    this.goto(new Date(Math.min(this.now.getTime() + 65 * MINUTE, this.end.getTime())));
    this.skipTo(this.end, SHOWN);
  }
  /** Cloud Sync runs every two minutes: the last time about a minute before the ask. */
  #runJobOn(): void {
    const last = this.before(75_000);
    if (this.now < last) {
      this.goto(last);
      this.cycle();
    }
    this.#clockTo(this.end.getTime());
  }
  /** The world as it is when the ask comes, with what the service does beside sync: licences by group, passwords. */
  finish(): World {
    for (const change of this.#last) change();
    const stopped = this.passwordsStopped?.getTime() ?? Infinity;
    for (const p of this.people) {
      const found = this.cloudOf(p);
      if (found === undefined || found[1].onPremisesSyncEnabled !== true) continue;
      const [id, user] = found,
        set = Date.parse(String(p.entry["pwdLastSet"] ?? ""));
      if (!this.unlicensed.has(id) && (user.assignedLicenses as unknown[] | undefined)?.length === 0)
        this.license(user, this.end.getTime() - 20 * MINUTE);
      const from = Math.max(set, Date.parse(String(user["createdDateTime"]))) + 90_000;
      if (user["lastPasswordChangeDateTime"] === undefined && set > 0 && from < Math.min(stopped, this.end.getTime()))
        user["lastPasswordChangeDateTime"] = iso(from);
    }
    const phs = this.cloud.onPremisesSynchronization?.features["passwordSyncEnabled"] === true;
    const lastPassword = Math.min(stopped, this.end.getTime() - (1 + this.rng.below(4)) * MINUTE);
    this.cloud.organization["onPremisesLastPasswordSyncDateTime"] = phs ? iso(lastPassword) : null;
    const agent = this.premises.provisioningAgent;
    for (const a of agent == null ? [] : Array.isArray(agent) ? agent : [agent])
      if (a.Active === true) a.LastCheckIn = iso(this.end.getTime() - 40_000);
    this.premises.eventLog.sort((a, b) => (a.TimeCreated < b.TimeCreated ? 1 : -1));
    return { ...structuredClone(this.world), now: iso(this.end) };
  }
}
