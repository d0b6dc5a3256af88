import type { ConfigSection } from './config-section.js';
import { thresholdNames, wrongThreshold } from './health-thresholds.js';
import { type HealthValues, type Known, known } from './layer.js';

/** `health = { memory = 85, queue_length = [5000, 50000], disk = false, skip = ["clock"] }`, all of it optional. */
export function healthValues(section: ConfigSection | undefined, owner: string): Known<HealthValues> {
  if (section === undefined) return {};
  section.allow(...thresholdNames.map(keyOf), 'skip');
  const values = Object.fromEntries(
    thresholdNames.map((name) => {
      const given = section.numbers(keyOf(name));
      const wrong = given && wrongThreshold(name, given);
      if (wrong !== undefined) throw section.error(keyOf(name), wrong);
      return [name, given];
    }),
  );
  return known<HealthValues>((key) => section.origin(keyOf(key), owner), { ...values, skip: section.texts('skip') });
}

/** Keys of the file have no dashes. */
const keyOf = (name: string): string => name.replaceAll('-', '_');
