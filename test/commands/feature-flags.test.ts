import { describe, expect, it } from 'vitest';
import enableFeatureFlag from '../../src/commands/enable_feature_flag.js';
import listDeprecatedFeatures from '../../src/commands/list_deprecated_features.js';
import listFeatureFlags from '../../src/commands/list_feature_flags.js';
import { DataError } from '../../src/errors.js';
import { requests, rowsOf, runCommand } from './fakes.js';

const known = {
  'GET feature-flags': [
    { name: 'done', state: 'enabled', stability: 'stable' },
    { name: 'one', state: 'disabled', stability: 'stable' },
    { name: 'bold', state: 'disabled', stability: 'experimental' },
    { name: 'old', state: 'disabled' },
  ],
  'PUT feature-flags/one/enable': undefined,
  'PUT feature-flags/old/enable': undefined,
  'PUT feature-flags/bold/enable': undefined,
};
const enable = (feature_flag: string, flags = {}, answers: Readonly<Record<string, unknown>> = known) =>
  runCommand(enableFeatureFlag, { args: { feature_flag }, flags, answers });
const puts = (seen: Parameters<typeof requests>[0]) => requests(seen).filter((request) => request.startsWith('PUT'));

describe('trap 12: feature flags over HTTP have no opt-in guard and no "all"', () => {
  it('an experimental one is enabled only with --opt-in', async () => {
    const { seen, error } = await enable('bold');
    expect(error).toMatchObject({ exitCode: 64, message: expect.stringContaining('opt-in') });
    expect(puts(seen)).toEqual([]);
    for (const flags of [{ 'opt-in': true }, { experimental: true }]) {
      const done = await enable('bold', flags);
      expect(done.error).toBeUndefined();
      expect(puts(done.seen)).toEqual(['PUT feature-flags/bold/enable']);
    }
  });

  it('all: every stable one that is not enabled, one after another', async () => {
    const { seen, error } = await enable('all');
    expect(error).toBeUndefined();
    expect(puts(seen)).toEqual(['PUT feature-flags/one/enable', 'PUT feature-flags/old/enable']);
  });

  it('all with --opt-in is refused, and nothing is enabled', async () => {
    const { seen, error } = await enable('all', { 'opt-in': true });
    expect(error).toMatchObject({ exitCode: 64 });
    expect(seen).toEqual([]);
  });

  it('all: a failure says what is enabled already', async () => {
    const answers = { ...known, 'PUT feature-flags/old/enable': new DataError('missing_clustered_nodes') };
    const { error } = await enable('all', {}, answers);
    expect(error?.message).toContain('old could not be enabled: missing_clustered_nodes');
    expect(error?.hint).toContain('Enabled before that: one.');
  });
});

it('enable_feature_flag: an unknown one is 64, as is one that some node does not support', async () => {
  expect((await enable('nope')).error).toMatchObject({ exitCode: 64 });
  const answers = { ...known, 'PUT feature-flags/one/enable': new DataError('unsupported') };
  expect((await enable('one', {}, answers)).error).toMatchObject({ exitCode: 64 });
});

it('list_feature_flags: the columns that were asked for; a field that a version lacks is empty', async () => {
  const { result } = await runCommand(listFeatureFlags, { args: { columns: ['stability', 'name'] }, answers: known });
  expect(rowsOf(result)).toEqual([
    ['stable', 'done'],
    ['stable', 'one'],
    ['experimental', 'bold'],
    ['', 'old'],
  ]);
});

describe('list_deprecated_features', () => {
  const run = (features: unknown, columns: readonly string[] = [], used = false, rabbitmq = '4.0.5') =>
    runCommand(listDeprecatedFeatures, {
      rabbitmq,
      args: { columns },
      flags: { used },
      answers: { [used ? 'GET deprecated-features/used' : 'GET deprecated-features']: features },
    });

  it('has the state, and a frame, where the version has them', async () => {
    const old = { name: 'a', deprecation_phase: 'removed' };
    expect(rowsOf((await run([old])).result)).toEqual([['a', 'removed']]);
    const { result } = await run([{ ...old, state: 'denied' }], [], false, '4.3.6');
    expect(rowsOf(result)).toEqual([['a', 'removed', 'denied']]);
    expect(result).toMatchObject({ usual: 'pretty_table' });
    expect((await run([old], ['state'])).error).toMatchObject({ exitCode: 64 });
  });

  it('asks for those in use; before 3.13 there is nothing to ask', async () => {
    expect(rowsOf((await run([{ name: 'a', deprecation_phase: 'x' }], ['name'], true)).result)).toEqual([['a']]);
    expect((await runCommand(listDeprecatedFeatures, { args: { columns: [] }, flags: {} })).error?.exitCode).toBe(64);
  });
});
