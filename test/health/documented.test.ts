import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { thresholdNames, thresholds } from '../../src/cluster/health-thresholds.js';
import { exitCodeOf } from '../../src/health/exit-code.js';
import { checkNames } from '../../src/health/finding.js';
import { root } from '../surface/source-imports.js';

/** The first three cells of each row of its tables. */
const rows = readFileSync(join(root, 'docs/health.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) => line.split('|').map((cell) => cell.trim()));

it('every check is described, and no other', () => {
  const described = rows.flatMap(([, name = '', level = '']) =>
    /warning|critical|by threshold/.test(level) ? [name] : [],
  );
  expect(described.filter((name) => name.startsWith('`'))).toEqual(checkNames.map((name) => `\`${name}\``));
});

it.each(thresholdNames)('the threshold %s is described, with its default', (name) => {
  const row = rows.find((cells) => cells[1] === `\`--${name}\``);
  expect(row?.[3]).toBe(thresholds[name].usual.join(','));
});

it('exit codes are those of the levels', () => {
  const told = rows.filter(([, , code = '']) => /^\d$/.test(code)).map(([, level, code]) => [level, Number(code)]);
  expect(told).toEqual(Object.entries(exitCodeOf));
});
