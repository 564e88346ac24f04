/** Every transform, in the order of the table. */
import anchorConsistencyGuid from "./transforms/anchor-consistency-guid";
import anchorEmployeeId from "./transforms/anchor-employee-id";
import anchorMail from "./transforms/anchor-mail";
import anchorObjectGuid from "./transforms/anchor-object-guid";
import childDomain from "./transforms/child-domain";
import daysLater from "./transforms/days-later";
import healthyNeighbours from "./transforms/healthy-neighbours";
import letterCase from "./transforms/letter-case";
import listsShuffled from "./transforms/lists-shuffled";
import otherNames from "./transforms/other-names";
import othersErrors from "./transforms/others-errors";
import pastNoise from "./transforms/past-noise";
import runsOldestFirst from "./transforms/runs-oldest-first";
import runsShuffled from "./transforms/runs-shuffled";
import secondForest from "./transforms/second-forest";
import type { Transform } from "./transform";

/** What must not change a verdict, a repair or its outcome. */
export const TRANSFORMS: readonly Transform[] = [
  anchorObjectGuid,
  anchorConsistencyGuid,
  anchorEmployeeId,
  anchorMail,
  childDomain,
  runsOldestFirst,
  runsShuffled,
  listsShuffled,
  letterCase,
  otherNames,
  secondForest,
  othersErrors,
  healthyNeighbours,
  daysLater,
  pastNoise,
];
