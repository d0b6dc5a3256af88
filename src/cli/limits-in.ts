import { JsonFloat, parseJson } from '../api/json.js';
import type { Limits } from '../api/limits.js';
import { DataError } from '../errors.js';
import type { JsonText } from './json-text.js';

/** Limits as they were typed. Throws DataError with the tool's exit code 69 for what is no JSON object. */
export function limitsIn(definition: JsonText): Limits {
  const limits = definition.parse((text) => parseJson(text, true));
  const isObject =
    typeof limits === 'object' && limits !== null && !Array.isArray(limits) && !(limits instanceof JsonFloat);
  if (isObject) return { ...limits };
  throw new DataError(`limits must be a JSON object, not ${definition.text}`, { exitCode: 69 });
}

/** A refused limit is 69 in the real tool, where other bad data is 65. */
export async function refusedLimit(put: Promise<void>): Promise<void> {
  try {
    await put;
  } catch (error) {
    if (!(error instanceof DataError) || error.cause !== undefined) throw error;
    throw new DataError(error.message, { exitCode: 69, cause: error });
  }
}
