import {
  type Given,
  readThreshold,
  type ThresholdName,
  thresholdNames,
  thresholds,
  wrongThreshold,
} from '../cluster/health-thresholds.js';
import { UsageError } from '../errors.js';
import { type Flag, option, ours } from './input.js';

type Options = { readonly [Name in ThresholdName]: Flag<Given | undefined> };

/** One option for each threshold: `--memory 80`, `--memory 80,95`, `--memory off`. */
export const thresholdFlags = Object.fromEntries(
  thresholdNames.map((name) => [name, ours(threshold(name))]),
) as unknown as Options;

function threshold(name: ThresholdName): Flag<Given | undefined> {
  const { says, usual, worse } = thresholds[name];
  return {
    ...option(
      `${says}: a warning ${worse === 'more' ? 'above' : 'below'} so many, and critical with a second value; off; default ${usual.join(',')}`,
    ),
    parse: (word) => {
      const given = readThreshold(word);
      if (given === undefined) {
        throw new UsageError(`--${name} takes a number, two with a comma between them, or off, not "${word}"`);
      }
      const wrong = wrongThreshold(name, given);
      if (wrong !== undefined) throw new UsageError(wrong);
      return given;
    },
    missing: undefined,
  };
}
