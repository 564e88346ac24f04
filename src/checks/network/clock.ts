import { defineCheck } from "../../identity/define";
import { cite, valueOr } from "../../domain";

/** Kerberos and tokens tolerate five minutes. */
const TOLERATED_SECONDS = 300;

export default defineCheck({
  id: "network.clock",
  title: "The server's clock is right to within five minutes",
  guide: "network.test",
  needs: ["server.host"],
  messages: {
    unread: "The server's clock was not compared.",
    right: "The clock is right to within five minutes.",
    off: {
      code: "clock-skew",
      text: "The server's clock is off by {seconds} seconds; Kerberos and sign-in tokens allow 300.",
      advice: [
        "w32tm /resync on the server; check the Windows Time service and the time source of the domain's PDC emulator.",
      ],
    },
  },
  evaluate(facts) {
    const seconds = valueOr(facts["server.host"], undefined)?.ClockSkewSeconds;
    if (seconds === undefined) return { verdict: "skip", message: "unread" };
    if (Math.abs(seconds) <= TOLERATED_SECONDS) return { verdict: "pass", message: "right" };
    return {
      verdict: "fail",
      message: "off",
      proof: "measured",
      standing: "blocking",
      data: { seconds },
      evidence: [cite(`clock skew ${seconds} s against the HTTP Date`, facts["server.host"])],
    };
  },
});
