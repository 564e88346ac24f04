/** The Graph client: what every request to Microsoft Graph goes through. */
import { AuthenticationHandler, Client, HTTPMessageHandler } from "@microsoft/microsoft-graph-client";
import { TokenCredentialAuthenticationProvider } from "@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials";
import type { TokenCredential } from "@azure/identity";
import { TriageError } from "../domain/errors";

/** `credential`: a token over https to one Graph host. `open`: a service on loopback that asks for none. */
export type GraphAccess =
  | { readonly kind: "credential"; readonly credential: TokenCredential; readonly host?: string }
  | { readonly kind: "open"; readonly baseUrl: string };
const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** A token never leaves for another host, and without one nothing leaves this machine. Redirects are not followed, and the SDK's own retries are left out: the transport has a budget for them. */
export function createGraphClient(access: GraphAccess): Client {
  const fetchOptions: RequestInit = { redirect: "error" };
  if (access.kind === "open") {
    if (!LOOPBACK.test(access.baseUrl))
      throw new TriageError("graph-host", `Without a credential Graph must be on loopback, not ${access.baseUrl}`);
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
