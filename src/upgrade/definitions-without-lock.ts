import { parseJson, printJson } from '../api/json.js';
import { asRecord } from '../api/shapes.js';
import { lockParameter, planParameter } from './lock-record.js';

/** Exported definitions without the lock and the plan of a run: imported elsewhere, they would lock that cluster. */
export function withoutLock(definitions: string): string {
  // Only where they are: whatever else is in it stays as the server wrote it.
  if (!definitions.includes(lockParameter) && !definitions.includes(planParameter)) return definitions;
  const whole = asRecord(parseJson(definitions, true));
  const parameters = Array.isArray(whole.global_parameters) ? whole.global_parameters : [];
  const kept = parameters.filter((parameter) => {
    const { name } = asRecord(parameter);
    return name !== lockParameter && name !== planParameter;
  });
  return printJson({ ...whole, global_parameters: kept });
}
