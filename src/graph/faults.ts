/** The tenant's list of objects with faults: values withheld from users, groups and contacts, and what workloads did not take of users. */
import { z } from "zod";
import { seen, type Fact, type Fault, type TenantFaults } from "../domain";
import { provisioningError } from "../domain/cloud-user";
import { url } from "./odata";
import { entra, many } from "./read";
import { MOST } from "./search";
import type { GraphTransport, Item } from "./transport";

const text = z.string().nullish();
const withheld = z.object({
  id: z.string(),
  displayName: text,
  userPrincipalName: text,
  mail: text,
  onPremisesProvisioningErrors: z.array(provisioningError),
});
const refused = z.object({
  id: z.string(),
  displayName: text,
  userPrincipalName: text,
  serviceProvisioningErrors: z.array(
    z.object({ createdDateTime: text, isResolved: z.boolean().nullish(), serviceInstance: text }).passthrough(),
  ),
});
const KINDS = ["user", "group", "contact"] as const;
const WITHHELD = "onPremisesProvisioningErrors/any(c:c/category eq 'PropertyConflict')",
  REFUSED = "serviceProvisioningErrors/any(e:e/isResolved eq false)";

/** One round trip. A list that is longer than one page is unreadable as `truncated`. */
export async function readFaults(graph: GraphTransport): Promise<TenantFaults> {
  const items: Item[] = [
    ...KINDS.map((kind) => ({
      id: kind,
      advanced: true,
      url: url(`/${kind}s`, {
        $filter: WITHHELD,
        $select: `id,displayName,${kind === "user" ? "userPrincipalName" : "mail"},onPremisesProvisioningErrors`,
        $count: "true",
        $top: MOST,
      }),
    })),
    {
      id: "services",
      advanced: true,
      extra: true,
      url: url("/users", {
        $filter: REFUSED,
        $select: "id,displayName,userPrincipalName,serviceProvisioningErrors",
        $count: "true",
        $top: MOST,
      }),
    },
  ];
  const answers = await graph.batch("v1.0", items),
    lists = KINDS.map((kind): Fact<Fault[]> => {
      const f = many(answers.get(kind), withheld, `GET /${kind}s`);
      return f.state === "seen" ? { ...f, value: f.value.flatMap((o) => withheldFrom(kind, o)) } : f;
    }),
    services = many(answers.get("services"), refused, "GET /users");
  const unread = lists.find((f) => f.state === "unreadable");
  return {
    withheld:
      unread ??
      seen(
        lists.flatMap((f) => (f.state === "seen" ? f.value : [])),
        entra("GET /users, /groups, /contacts"),
      ),
    services: services.state === "seen" ? { ...services, value: services.value.flatMap(refusedOf) } : services,
  };
}
const withheldFrom = (kind: Fault["kind"], o: z.output<typeof withheld>): Fault[] =>
  o.onPremisesProvisioningErrors.map((e) => ({
    kind,
    id: o.id,
    displayName: o.displayName ?? null,
    name: o.userPrincipalName ?? o.mail ?? null,
    what: e.propertyCausingError,
    category: e.category,
    since: e.occurredDateTime ?? null,
  }));
const refusedOf = (o: z.output<typeof refused>): Fault[] =>
  o.serviceProvisioningErrors
    .filter((e) => e.isResolved !== true)
    .map((e) => ({
      kind: "user",
      id: o.id,
      displayName: o.displayName ?? null,
      name: o.userPrincipalName ?? null,
      what: (e.serviceInstance ?? "").split("/")[0] ?? "",
      category: "",
      since: e.createdDateTime ?? null,
    }));
