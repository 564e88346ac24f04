export type { Readable } from "../../domain";
export type * from "../../domain/shapes";
