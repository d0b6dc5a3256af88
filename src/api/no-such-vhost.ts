import { DataError, type NotFound } from '../errors.js';

/** What the real tool says of a virtual host that is not there; `exitCode` where it does not end with 65. */
export const noSuchVhost =
  (vhost: string, exitCode = 65) =>
  (cause?: NotFound): DataError =>
    new DataError(`Virtual host '${vhost}' does not exist`, { exitCode, ...(cause === undefined ? {} : { cause }) });
