import check from "../../../src/checks/scope/system-object";
import { testCheck } from "../../testers/check-tester";
import { person } from "./world";

const system = (name: string, over: object, reason?: string) => ({
  name,
  facts: { "ad.user": person(over) },
  verdict: "fail" as const,
  message: "system",
  code: "system-object" as const,
  proof: "measured" as const,
  suggests: [],
  ...(reason === undefined ? {} : { data: { reason } }),
});
const ordinary = (name: string, over: object) => ({
  name,
  facts: { "ad.user": person(over) },
  verdict: "pass" as const,
  message: "ordinary",
  not: ["system"],
});

testCheck(check, [
  system("critical system object", { isCriticalSystemObject: true }, "isCriticalSystemObject = True"),
  system("a connector account", { sAMAccountName: "MSOL_1a2b3c" }),
  system("a system mailbox", { mailNickname: "SystemMailbox{1f05a927-a1b2-4c3d-8e4f-5a6b7c8d9e0f}" }),
  system("a discovery mailbox", { msExchRecipientTypeDetails: 0x20000000 }),
  system("a replication conflict", { dn: "CN=Ann Berg\\0ACNF:8d3c6a51,OU=Staff,DC=contoso,DC=local" }),
  ordinary("not critical", { isCriticalSystemObject: false }),
  ordinary("a name that merely holds the prefix", { sAMAccountName: "x_MSOL_1" }),
  ordinary("a remote shared mailbox", { msExchRecipientTypeDetails: 34359738368 }),
  ordinary("a room mailbox", { msExchRecipientTypeDetails: 16 }),
  { name: "nobody", facts: {}, verdict: "skip", message: "noUser" },
]);
