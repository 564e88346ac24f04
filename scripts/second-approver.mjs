/**
 * The lab's second approver: presses Approve on the newest open plan as another role holder, over HTTP, as Teams would.
 * Usage: node scripts/second-approver.mjs [bot's messages URL] [Playground URL]
 */
const [messages = "http://127.0.0.1:3978/api/messages", playground = "http://localhost:56150", world] =
  process.argv.slice(2);
if (world === undefined) {
  console.error(
    "Usage: node scripts/second-approver.mjs MESSAGES PLAYGROUND WORLD   (the three addresses that npm run lab prints)",
  );
  process.exit(2);
}
const w = await (await fetch(world)).json();
const approvers = ["Hybrid Identity Administrator", "Global Administrator"].flatMap(
  (r) => w.cloud.directoryRoles[r] ?? [],
);
const second = approvers[1];
if (second === undefined) {
  console.error("This world has only one role holder.");
  process.exit(2);
}
const open = await (await fetch(world.replace(/\/world$/, "/open-approval"))).json();
if (open.id === undefined) {
  console.error("No plan waits for approval.");
  process.exit(2);
}
const name = w.cloud.users[second].displayName;
const response = await fetch(messages, {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({
    type: "invoke",
    name: "adaptiveCard/action",
    id: `second-${Date.now()}`,
    channelId: "msteams",
    serviceUrl: `${playground}/_connector`,
    from: { id: second, aadObjectId: second, name },
    recipient: { id: "sync-triage", name: "Sync Triage" },
    conversation: { id: open.conversationId, tenantId: w.cloud.organization.id },
    replyToId: open.cardId,
    value: {
      action: {
        type: "Action.Execute",
        verb: "approve",
        data: {
          id: open.id,
          rev: open.revision,
          reason: "Second look over HTTP",
          ...(open.typed === undefined ? {} : { typed: open.typed }),
          ...(open.code === undefined ? {} : { code: open.code }),
        },
      },
      trigger: "manual",
    },
  }),
});
console.log(`${name}: HTTP ${response.status}`);
