/** Microsoft Graph as the product reads and changes it. Absent is a 404 or an empty list; anything else that is no answer is unreadable, with its reason. */
import type {
  Attachments,
  CloudObject,
  CloudUser,
  DirectoryAudit,
  EntraCommand,
  Fact,
  SignIn,
  SyncJob,
  TenantFaults,
} from "../domain";
import type {
  CloudDirectory,
  CloudPeople,
  CloudQuery,
  CommandOutcome,
  DetailFacts,
  Membership,
  Meter,
  ObjectDetails,
  SyncApplication,
  TenantReads,
} from "../ports";
import { readAttachments } from "./attachments";
import { execute } from "./commands";
import type { Keeper } from "./keeper";
import { readFaults } from "./faults";
import { readAudits, readSignIns } from "./logs";
import { readObjectDetails } from "./objects";
import { readDeletedUser, readPeople, readUser } from "./people";
import { readDetails, readEligibleRoles, readMembership } from "./roles";
import { readJobs, readSchemas, readTenant } from "./tenant";
import type { GraphTransport } from "./transport";

/** A read that a plan or a confirmation rests on waits for a whole window of the log APIs. */
const LOG_PATIENCE_MS = 12_000;

export class GraphDirectory implements CloudDirectory {
  constructor(
    private readonly graph: GraphTransport,
    private readonly keeper: Keeper,
  ) {}
  metered(meter: Meter): CloudDirectory {
    return new GraphDirectory(this.graph.metered(meter), this.keeper);
  }
  people(query: CloudQuery): Promise<CloudPeople> {
    return readPeople(this.graph, query);
  }
  tenant(anew: boolean): Promise<TenantReads> {
    return this.keeper.tenant((keys) => readTenant(this.graph, keys), anew);
  }
  syncJobs(applications: readonly SyncApplication[]): Promise<Fact<SyncJob[]>> {
    return readJobs(this.graph, applications);
  }
  withSchemas(jobs: readonly SyncJob[]): Promise<SyncJob[]> {
    return readSchemas(this.graph, jobs);
  }
  details(ids: readonly string[], subjectId: string | null): Promise<DetailFacts> {
    return readDetails(this.graph, ids, subjectId);
  }
  objectDetails(object: CloudObject, memberId: string | null): Promise<ObjectDetails> {
    return readObjectDetails(this.graph, object, memberId);
  }
  signIns(
    filter: { upns: string[]; sinceIso: string; peopleOnly?: boolean },
    patienceMs = LOG_PATIENCE_MS,
  ): Promise<Fact<SignIn[]>> {
    return readSignIns(this.graph, filter, patienceMs);
  }
  audits(
    filter: { targetIds: string[]; sinceIso: string },
    patienceMs = LOG_PATIENCE_MS,
  ): Promise<Fact<DirectoryAudit[]>> {
    return readAudits(this.graph, filter, patienceMs);
  }
  faults(): Promise<TenantFaults> {
    return readFaults(this.graph);
  }
  attachments(ids: readonly string[]): Promise<Fact<Attachments[]>> {
    return readAttachments(this.graph, ids);
  }
  user(id: string): Promise<Fact<CloudUser>> {
    return readUser(this.graph, id);
  }
  deletedUser(id: string): Promise<Fact<CloudUser>> {
    return readDeletedUser(this.graph, id);
  }
  membership(userId: string): Promise<Fact<Membership>> {
    return readMembership(this.graph, userId);
  }
  eligibleRoles(userId: string): Promise<Fact<string[]>> {
    return readEligibleRoles(this.graph, userId);
  }
  execute(command: EntraCommand): Promise<CommandOutcome> {
    return execute(this.graph, command);
  }
}
