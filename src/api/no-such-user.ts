import { NoSuchUser, type NotFound } from '../errors.js';

/** What the real tool says of a user that is not there; `exitCode` where it does not end with 67. */
export const noSuchUser =
  (name: string, exitCode = 67) =>
  (cause?: Error | NotFound): NoSuchUser =>
    new NoSuchUser(`User "${name}" does not exist`, { exitCode, ...(cause === undefined ? {} : { cause }) });
