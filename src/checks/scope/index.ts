import type { AnyCheck } from "../../domain";
import cyclePassed from "./cycle-passed";
import domainSelected from "./domain-selected";
import imported from "./imported";
import linkedMailbox from "./linked-mailbox";
import notFiltered from "./not-filtered";
import objectType from "./object-type";
import ouSelected from "./ou-selected";
import pilotGroupMember from "./pilot-group-member";
import systemObject from "./system-object";
import valuesImported from "./values-imported";
import watermark from "./watermark";

export const checks: readonly AnyCheck[] = [
  cyclePassed,
  domainSelected,
  imported,
  linkedMailbox,
  notFiltered,
  objectType,
  ouSelected,
  pilotGroupMember,
  systemObject,
  valuesImported,
  watermark,
];
