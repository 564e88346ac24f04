import assert from "node:assert/strict";
import type { Activity, TurnContext } from "botbuilder";
import {
  ClaimsIdentity,
  ConnectorFactory,
  ConnectorClient,
  type AuthenticateRequestResult,
} from "botframework-connector";
import { StrictAdapter } from "../../src/bot/adapter";
import { TENANT } from "../support/cases";

class NoConnector extends ConnectorFactory {
  override create(): Promise<ConnectorClient> {
    return Promise.reject(new Error("nothing is sent here"));
  }
}
/** The door behind the token: what a caller who was authenticated may bring. */
class Door extends StrictAdapter {
  constructor() {
    super({ kind: "tenant", appId: "app", appType: "SingleTenant", appPassword: "x", tenantId: TENANT }, TENANT);
  }
  /** True where the activity came as far as a turn or its connector. */
  async opensTo(more: object): Promise<boolean> {
    const identity: AuthenticateRequestResult = {
      audience: "a",
      callerId: "c",
      claimsIdentity: new ClaimsIdentity([], true),
      connectorFactory: new NoConnector(),
    };
    const activity = {
      type: "message",
      serviceUrl: "https://smba.trafficmanager.net/emea/",
      conversation: { id: "chat", tenantId: TENANT },
      channelData: { tenant: { id: TENANT } },
      ...more,
    } as unknown as Activity;
    try {
      await this.processActivity(identity, activity, async (_: TurnContext) => undefined);
      return true;
    } catch (error) {
      if ((error as { statusCode?: number }).statusCode === 401) return false;
      assert.match(String(error), /nothing is sent here/);
      return true;
    }
  }
}

describe("the bot's door behind the token", () => {
  const door = new Door();
  it("opens to the tenant's own people over the channel", async () => {
    assert.equal(await door.opensTo({}), true);
    assert.equal(await door.opensTo({ channelData: null }), true);
    assert.equal(await door.opensTo({ conversation: { id: "chat" } }), true);
  });
  it("stays shut to a tenant that is another, unnamed or unreadable", async () => {
    for (const more of [
      { conversation: { id: "chat", tenantId: "other" } },
      { channelData: { tenant: { id: "other" } } },
      { conversation: { id: "chat" }, channelData: {} },
      { channelData: { tenant: { id: 5 } } },
      { channelData: { tenant: "other" } },
    ])
      assert.equal(await door.opensTo(more), false, JSON.stringify(more));
  });
  it("stays shut where answers would go anywhere but to the channel", async () => {
    for (const serviceUrl of [
      "http://smba.trafficmanager.net/emea/",
      "https://evil.trafficmanager.net/emea/",
      "https://smba.trafficmanager.net.evil.example/",
      "https://smba.trafficmanager.net:8443/",
      "https://user@smba.trafficmanager.net/",
      "http://127.0.0.1/",
      "x",
      undefined,
    ])
      assert.equal(await door.opensTo({ serviceUrl }), false, serviceUrl);
  });
});
