import check from "../../../src/checks/attributes/size";
import { testCheck } from "../../testers/check-tester";
import { ad, anchoredOn, exportError, linked, otherAd } from "../shared/people";
import { immutableIdOf } from "../../../src/identity/anchor";

const many = ad({ userCertificate: Array<string>(20).fill("x") });
const tooLarge = { "ad.user": many, "server.runHistory": exportError("LargeObject") };
const long = {
  "ad.user": ad({ mailNickname: "x".repeat(65) }),
  "server.runHistory": exportError("ExceededAllowedLength", undefined, "MailNickname"),
};

testCheck(check, [
  { name: "no account", verdict: "skip", message: "noUser", facts: {} },
  {
    name: "LargeObject with too many certificates",
    verdict: "fail",
    message: "tooLarge",
    code: "attribute-too-large",
    proof: "stated",
    data: { what: "userCertificate has 20 values (at most 15)" },
    suggests: [],
    facts: tooLarge,
  },
  {
    name: "LargeObject, where employeeID is the anchor",
    verdict: "fail",
    message: "tooLarge",
    facts: {
      "ad.user": ad({ employeeID: "E1001" }),
      "server.globalSettings": anchoredOn("employeeID"),
      "server.runHistory": exportError("LargeObject", undefined, "ThumbnailPhoto", "E1001"),
    },
  },
  {
    name: "many certificates that nobody refused",
    verdict: "pass",
    message: "within",
    not: ["tooLarge"],
    facts: { ...tooLarge, "server.runHistory": [] },
  },
  {
    name: "somebody else's object is too large",
    verdict: "pass",
    message: "within",
    not: ["tooLarge"],
    facts: {
      ...tooLarge,
      "server.runHistory": exportError("LargeObject", undefined, undefined, immutableIdOf(otherAd().objectGUID)),
    },
  },
  {
    name: "an alias that is too long, and the service names it",
    verdict: "fail",
    message: "tooLong",
    code: "attribute-too-large",
    proof: "stated",
    standing: "shown",
    suggests: [],
    facts: long,
  },
  {
    name: "the same, and nothing shows yet",
    verdict: "fail",
    message: "tooLong",
    proof: "measured",
    standing: "expected",
    facts: { ...long, "server.runHistory": [] },
  },
  {
    name: "as long as the service takes",
    verdict: "pass",
    message: "within",
    not: ["tooLong"],
    facts: { "ad.user": ad({ mailNickname: "x".repeat(64) }), "server.runHistory": [] },
  },
  {
    name: "too long for the rules, and the object arrived without complaint",
    verdict: "pass",
    message: "within",
    not: ["tooLong"],
    facts: { "ad.user": ad({ department: "x".repeat(65) }), "entra.user": linked() },
  },
  {
    name: "refused for another reason",
    verdict: "pass",
    message: "within",
    not: ["tooLarge"],
    facts: { ...tooLarge, "server.runHistory": exportError("DataValidationFailed") },
  },
]);
