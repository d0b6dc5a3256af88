import { LoginRefused } from '../api/errors.js';
import { Unavailable } from '../errors.js';

/** True when the node's own tool may answer instead: nobody does over HTTP, or guest, which nobody gave, may not log in. */
export const httpCannotAnswer = (error: unknown): boolean =>
  error instanceof Unavailable || (error instanceof LoginRefused && !error.credentialsGiven);
