import type { Settings } from '../cluster/settings.js';
import { NotOverHttp } from '../errors.js';

/**
 * Columns that HTTP cannot give: the node's own tool answers instead (throws NotOverHttp); with --api-only they are
 * printed as far as they are known, and that is said.
 */
export function httpLacks(
  columns: readonly string[],
  { settings, note }: { readonly settings: Settings; readonly note: (line: string) => void },
): void {
  if (columns.length === 0) return;
  const reason = `HTTP does not give ${columns.join(', ')} as the real tool prints it`;
  if (!settings.apiOnly.value) throw new NotOverHttp(reason);
  note(`${reason}: empty or incomplete here.`);
}
