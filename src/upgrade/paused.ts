import { CliError, type ErrorFacts } from '../errors.js';
import type { StateName } from './state-name.js';

/** Why a run stopped where it did: the state, or `canary`, `interrupted`, `lock`. */
export type PauseReason = StateName | 'canary' | 'interrupted' | 'lock';

/** A run stopped, and can go on: nothing is lost, and `resume` looks at the world again. */
export class Paused extends CliError {
  readonly defaultExitCode = 75;
  readonly reason: PauseReason;

  constructor(reason: PauseReason, message: string, facts: ErrorFacts = {}) {
    super(message, facts);
    this.reason = reason;
  }
}

/** The run is over, and the cluster is as `message` says. */
export class Aborted extends CliError {
  readonly defaultExitCode = 76;
}
