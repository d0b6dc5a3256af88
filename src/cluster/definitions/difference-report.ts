import { printJson } from '../../api/json.js';
import { visibleJson, visibleLines } from '../../format/visible.js';
import type { Difference } from './compare-definitions.js';
import { differenceJson, fieldsText, objectText } from './difference-text.js';

/** For people, as `diff` does it: - is in the first alone, + in the second alone, ~ in both, but otherwise. Empty when there is nothing. */
export function differencesText(names: readonly [string, string], differences: readonly Difference[]): string {
  if (differences.length === 0) return '';
  const lines = differences.map((difference) => `${marks[difference.change]} ${lineOf(difference)}\n`);
  return visibleLines(`--- ${names[0]}\n+++ ${names[1]}\n${lines.join('')}`);
}

const marks: Readonly<Record<Difference['change'], string>> = { removed: '-', added: '+', changed: '~' };

const lineOf = ({ object, fields }: Difference): string =>
  fields.length === 0 ? objectText(object) : `${objectText(object)}: ${fieldsText(fields)}`;

/** For programs: `{"version":1,"equal":false,"first":…,"second":…,"differences":[…]}`. */
export function differencesJson(
  [first, second]: readonly [string, string],
  differences: readonly Difference[],
): string {
  const equal = differences.length === 0;
  const told = { version: 1, equal, first, second, differences: differences.map(differenceJson) };
  return `${visibleJson(printJson(told))}\n`;
}
