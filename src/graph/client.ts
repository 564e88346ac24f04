/** The Graph client of production and lab, and one way to ask it: every outcome is an answer, none is thrown. */
import { AuthenticationHandler, Client, HTTPMessageHandler } from "@microsoft/microsoft-graph-client";
import { TokenCredentialAuthenticationProvider } from "@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials";
import type { TokenCredential } from "@azure/identity";
import { TriageError } from "../domain/errors";

export type GraphAccess =
  | { readonly kind: "credential"; readonly credential: TokenCredential; readonly host?: string }
  | { readonly kind: "lab"; readonly baseUrl: string };
const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** Production: a token over https to one Graph host. Lab: no token at all, over loopback only. Redirects are not followed, and the SDK's own retries are left out: the transport has a budget for them. */
export function createGraphClient(access: GraphAccess): Client {
  const fetchOptions: RequestInit = { redirect: "error" };
  if (access.kind === "lab") {
    if (!LOOPBACK.test(access.baseUrl))
      throw new TriageError("graph-lab-host", `The lab's Graph must be on loopback, not ${access.baseUrl}`);
    return Client.initWithMiddleware({
      middleware: [new HTTPMessageHandler()],
      baseUrl: `${access.baseUrl}/`,
      fetchOptions,
    });
  }
  const host = access.host ?? "graph.microsoft.com";
  const authProvider = new TokenCredentialAuthenticationProvider(access.credential, {
    scopes: [`https://${host}/.default`],
  });
  return Client.initWithMiddleware({
    middleware: [new AuthenticationHandler(authProvider), new HTTPMessageHandler()],
    baseUrl: `https://${host}/`,
    fetchOptions,
    customHosts: new Set([host]),
  });
}
