export * from "./fact"; export * from "./facts"; export * from "./vocabulary"; export * from "./pii"; export * from "./check"; export * from "./command"; export * from "./remediation"; export * from "./errors";
export type * from "./shapes";
export * from "./question"; export * from "./case"; export * from "./fact-sources";
export * from "./canonical";
