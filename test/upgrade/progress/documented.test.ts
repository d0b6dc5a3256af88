import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { RunEvent } from '../../../src/upgrade/event.js';
import { exitCodeOf } from '../../../src/upgrade/outcome.js';
import { overrides } from '../../../src/upgrade/run-options.js';
import {
  clusterStates,
  defaultTimeouts,
  membershipStates,
  nodeStates,
  restoreStates,
} from '../../../src/upgrade/state-name.js';
import { root } from '../../surface/source-imports.js';

const doc = ['rolling-upgrade.md', 'cluster-operations.md', 'backup.md']
  .map((file) => readFileSync(join(root, 'docs', file), 'utf8'))
  .join('\n');

/** The cells of each row of its tables. */
const rows = doc
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));

const row = (name: string) => rows.find((cells) => cells[1] === name) ?? [];

it.each([...nodeStates, ...membershipStates, ...restoreStates, ...clusterStates])(
  'state %s is described, with its limit',
  (state) => {
    const limit = defaultTimeouts[state] === 0 ? '–' : `${defaultTimeouts[state]} s`;
    expect(rows.filter((cells) => cells[1] === `\`${state}\``).flat()).toContain(limit);
  },
);

const checks = join(root, 'src/upgrade/checks');

it('every check is described', () => {
  const texts = readdirSync(checks).map((file) => readFileSync(join(checks, file), 'utf8'));
  const names = texts.flatMap((text) =>
    [...text.matchAll(/\bfindings\(\s*'([a-z-]+)'/g)].map(([, name]) => name ?? ''),
  );
  expect(names.length).toBeGreaterThan(15);
  for (const name of names) expect(row(`\`${name}\``)[2], name).toBeTruthy();
});

it('every blocker that can be taken upon oneself is among the checks', () => {
  const options = rows.map((cells) => cells[3]?.match(/`--allow-([a-z-]+)`$/)?.[1]).filter(Boolean);
  expect([...new Set(options)].toSorted()).toEqual(Object.keys(overrides).toSorted());
});

it('outcomes have the exit codes that are told', () => {
  const code = (name: string) => row(name)[2];
  expect(code('done')).toBe(String(exitCodeOf({ outcome: 'done' }, false)));
  expect(code('nothing to do')).toMatch(
    new RegExp(
      `^${exitCodeOf({ outcome: 'nothing-to-do' }, false)}; ${exitCodeOf({ outcome: 'nothing-to-do' }, true)} with`,
    ),
  );
  expect(code('blocked')).toBe(String(exitCodeOf({ outcome: 'blocked' }, false)));
  expect(code('paused (reason)')).toBe(String(exitCodeOf({ outcome: 'paused' }, false)));
  expect(code('aborted')).toBe(String(exitCodeOf({ outcome: 'aborted' }, false)));
  expect(code('interrupted')).toBe(String(exitCodeOf({ outcome: 'paused', reason: 'interrupted' }, false)));
});

/** Every event that there is, or this does not compile. */
const events: Readonly<Record<RunEvent['event'], true>> = {
  ...{ started: true, verdict: true, state: true, 'state-done': true, waiting: true, warning: true, note: true },
  ...{ packages: true, 'node-done': true, override: true, ended: true },
};

it('every event is described, with an example that is one', () => {
  const examples = [...doc.matchAll(/^\{"version":1,.*\}$/gm)].map(([line]) => JSON.parse(line) as RunEvent);
  const shown = new Set(examples.map(({ event }) => event));
  for (const name of Object.keys(events)) expect(doc).toMatch(new RegExp(`^\\|.*\`${name}\`.* \\|`, 'm'));
  expect([...shown, 'note'].toSorted()).toEqual(expect.arrayContaining(Object.keys(events).toSorted()));
  for (const { version, time, run } of examples)
    expect([version, typeof time, typeof run]).toEqual([1, 'string', 'string']);
});
