import { defineCheck } from "../../identity/define";
import { lastSyncOf } from "../../identity/tenant";
import { cite } from "../../domain";

/** Without the agent nothing on premises is known; the cloud half is judged all the same. */
export default defineCheck({
  id: "server.agent-link",
  title: "The on-premises agent answers",
  guide: "basics.person",
  needs: ["now"],
  wants: ["server.agent", "entra.organization"],
  messages: {
    answers: "The agent answered.",
    offline: {
      code: "agent-offline",
      text: "The agent on the sync server cannot be reached ({why}), so nothing on premises could be read. What follows rests on the cloud side alone.",
      advice: [
        "On the sync server: see that the Sync Triage agent's service runs and that it may open TCP 443 outbound to the relay; its local log names the last failure. Then re-check.",
      ],
    },
  },
  evaluate(facts) {
    const agent = facts["server.agent"];
    if (agent.state !== "unreadable") return { verdict: "pass", message: "answers" };
    const last = lastSyncOf(facts["entra.organization"]);
    return {
      verdict: "fail",
      message: "offline",
      proof: "measured",
      standing: "degrading",
      data: { why: `${agent.why}: ${agent.detail}` },
      evidence: [
        cite(agent.detail, agent),
        ...(last === undefined ? [] : [cite(`The tenant was last synced at ${last}`, facts["entra.organization"])]),
      ],
    };
  },
});
