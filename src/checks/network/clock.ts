import { defineCheck } from "../../identity/define";
import { cite } from "../../domain";
/** Kerberos and tokens tolerate five minutes. */
export const clock = defineCheck({
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
  evaluate({ "server.host": host }) {
    const skew = host.state === "seen" ? host.value.ClockSkewSeconds : undefined;
    if (skew === undefined || host.state !== "seen") return { verdict: "skip", message: "unread" };
    return Math.abs(skew) <= 300
      ? { verdict: "pass", message: "right" }
      : {
          verdict: "fail",
          message: "off",
          standing: "blocking",
          data: { seconds: skew },
          evidence: [cite(`clock skew ${skew} s against the HTTP Date`, host)],
          suggests: [],
        };
  },
});
