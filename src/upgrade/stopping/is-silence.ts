import { CliError, ConfigError, Locked, NotPermitted, UsageError } from '../../errors.js';

/**
 * Whether a failure may mean that there is no cluster to ask. A refused login is none: somebody answered, and who has the
 * cluster is then not known.
 */
export const isSilence = (error: unknown): error is CliError =>
  error instanceof CliError &&
  !(
    error instanceof NotPermitted ||
    error instanceof ConfigError ||
    error instanceof UsageError ||
    error instanceof Locked
  );
