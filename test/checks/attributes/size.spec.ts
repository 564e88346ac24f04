import check from "../../../src/checks/attributes/size";
import { testCheck } from "../../testers/check-tester";
import { ad, anchoredOn, exportError, otherAd } from "../shared/people";
import { immutableIdOf } from "../../../src/identity/anchor";

const many = ad({ userCertificate: Array<string>(20).fill("x") });
const tooLarge = { "ad.user": many, "server.runHistory": exportError("LargeObject") };

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
    name: "refused for another reason",
    verdict: "pass",
    message: "within",
    not: ["tooLarge"],
    facts: { ...tooLarge, "server.runHistory": exportError("DataValidationFailed") },
  },
]);
