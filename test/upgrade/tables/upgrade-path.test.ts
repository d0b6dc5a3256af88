import { expect, it } from 'vitest';
import { judgePath, legalChain, pathWarnings } from '../../../src/upgrade/tables/upgrade-path.js';

const mnesia = { khepri: false };

it.each([
  ['3.7.18', '3.8.9'],
  ['3.8.9', '3.9.0'],
  ['3.8.9', '3.8.35'],
  ['3.9.29', '3.10.25'],
  ['3.10.8', '3.11.0'],
  ['3.11.18', '3.12.0'],
  ['3.12.14', '3.13.7'],
  ['3.13.7', '4.0.1'],
  ['3.13.7', '4.1.0'],
  ['3.13.7', '4.2.0'],
  ['4.0.5', '4.0.5'],
  ['4.0.5', '4.1.0'],
  ['4.0.5', '4.2.10'],
  ['4.1.8', '4.2.3'],
  ['4.2.10', '4.3.5'],
  ['4.3.0-rc.1', '4.3.5'],
])('%s → %s may be rolled', (from, to) => {
  expect(judgePath(from, to, mnesia)).toEqual({ kind: 'legal' });
});

it.each([
  ['3.8.9', '3.10.8', ['3.8', '3.9', '3.10']],
  ['3.8.9', '4.3.6', ['3.8', '3.9', '3.10', '3.11', '3.12', '3.13', '4.2', '4.3']],
  ['3.12.14', '4.0.1', ['3.12', '3.13', '4.0']],
  ['3.13.7', '4.3.0', ['3.13', '4.2', '4.3']],
  ['4.0.5', '4.3.6', ['4.0', '4.2', '4.3']],
  ['4.1.0', '4.3.0', ['4.1', '4.2', '4.3']],
])('%s → %s leaves series out: %j', (from, to, chain) => {
  expect(judgePath(from, to, mnesia)).toMatchObject({ kind: 'illegal', chain });
  expect(legalChain(from, to)).toEqual(chain);
});

it.each([
  ['4.0.5', '3.13.7'],
  ['4.0.5', '4.0.4'],
  ['3.11.0', '3.10.25'],
])('%s → %s is a downgrade', (from, to) => {
  expect(judgePath(from, to, mnesia)).toEqual({ kind: 'downgrade' });
});

it('3.13 with Khepri has no way to 4.x', () => {
  expect(judgePath('3.13.7', '4.0.1', { khepri: true })).toMatchObject({ kind: 'illegal', chain: [] });
  expect(judgePath('3.13.6', '3.13.7', { khepri: true })).toEqual({ kind: 'legal' });
});

it('an old patch must first become a newer one', () => {
  expect(judgePath('3.11.17', '3.12.0', mnesia)).toMatchObject({
    kind: 'illegal',
    chain: ['3.11.18 or a later 3.11', '3.12'],
  });
  expect(judgePath('3.7.17', '3.8.0', mnesia)).toMatchObject({ kind: 'illegal' });
});

it('a series that is not in the table is no legal target', () => {
  expect(judgePath('4.3.5', '4.4.0', mnesia)).toMatchObject({
    kind: 'illegal',
    reason: expect.stringContaining('4.4'),
  });
  expect(judgePath('4.4.0', '4.4.1', mnesia)).toEqual({ kind: 'legal' });
});

it('warns of known edges', () => {
  expect(pathWarnings('3.12.14', '3.13.3')).toHaveLength(1);
  expect(pathWarnings('3.12.13', '3.13.3')).toEqual([]);
  expect(pathWarnings('3.12.14', '3.13.4')).toEqual([]);
  expect(pathWarnings('4.1.7', '4.2.2')).toHaveLength(1);
  expect(pathWarnings('4.2.10', '4.3.4')).toHaveLength(1);
  expect(pathWarnings('4.2.10', '4.3.5')).toEqual([]);
  expect(pathWarnings('3.13.7', '4.2.10')).toHaveLength(1);
});
