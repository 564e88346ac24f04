import { defineCheck } from "../../identity/define";
import { cite, told, valueOr } from "../../domain";

/** Kerberos and tokens tolerate five minutes. */
const TOLERATED_SECONDS = 300;

export default defineCheck({
  id: "network.clock",
  title: {
    en: "The server's clock is right to within five minutes",
    de: "Die Uhr des Servers geht auf fünf Minuten genau",
  },
  guide: "network.test",
  needs: ["server.host"],
  messages: {
    unread: { en: "The server's clock was not compared.", de: "Die Uhr des Servers wurde nicht verglichen." },
    right: { en: "The clock is right to within five minutes.", de: "Die Uhr geht auf fünf Minuten genau." },
    off: {
      code: "clock-skew",
      text: {
        en: "The server's clock is off by {seconds} seconds; Kerberos and sign-in tokens allow 300.",
        de: "Die Uhr des Servers weicht um {seconds} Sekunden ab; Kerberos und Anmeldetoken erlauben 300.",
      },
      advice: [
        {
          en: "w32tm /resync on the server; check the Windows Time service and the time source of the domain's PDC emulator.",
          de: "w32tm /resync auf dem Server; prüfen Sie den Windows-Zeitgeberdienst und die Zeitquelle des PDC-Emulators der Domäne.",
        },
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
      evidence: [
        cite(
          told(
            {
              en: "clock skew {seconds} s against the HTTP Date",
              de: "Zeitabweichung {seconds} s gegenüber dem HTTP-Datum",
            },
            { seconds },
          ),
          facts["server.host"],
        ),
      ],
    };
  },
});
