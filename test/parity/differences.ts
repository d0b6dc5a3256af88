/** A row that is meant to differ: the tool is wrong or unsound there, and ours is not. */
export interface Difference {
  /** The argv as the row has it. */
  readonly argv: readonly string[];
  readonly versions: readonly string[];
  readonly tool: string;
  readonly ours: string;
  readonly reason: string;
}

/** At most 15. A row that is listed here and does not differ fails: the list stays honest. */
export const differences: readonly Difference[] = [];
