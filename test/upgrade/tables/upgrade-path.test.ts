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
  ['4.3.0-rc.1', '4.3.0-rc.2'],
  ['4.3.0-beta.4', '4.3.0-rc.1'],
  ['4.3.0-rc.2', '4.3.0'],
  ['4.3.0~rc2', '4.3.0'],
  ['4.2.10', '4.3.0-rc.1'],
  ['4.0.5-1', '4.0.5-2'],
  ['4.4.0', '4.4.1'],
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
  ['3.9.13', '3.11.0', ['3.9', '3.10', '3.11']],
  ['3.10.8', '4.0.5', ['3.10', '3.11', '3.12', '3.13', '4.0']],
])('%s → %s leaves series out: %j', (from, to, chain) => {
  expect(judgePath(from, to, mnesia)).toMatchObject({ kind: 'illegal', chain });
  expect(legalChain(from, to)).toEqual(chain);
});

it.each([
  ['4.0.5', '3.13.7'],
  ['4.0.5', '4.0.4'],
  ['3.11.0', '3.10.25'],
  ['3.8.5', '3.8.3'],
  ['4.3.0', '4.3.0-rc.2'],
  ['4.3.0-rc.2', '4.3.0-rc.1'],
  ['4.4.0', '4.3.6'],
])('%s → %s is a downgrade', (from, to) => {
  expect(judgePath(from, to, mnesia)).toEqual({ kind: 'downgrade' });
});

it('3.13 with Khepri has no way to 4.x, and 4.x has', () => {
  for (const to of ['4.0.1', '4.1.8', '4.2.10', '4.3.5']) {
    expect(judgePath('3.13.7', to, { khepri: true })).toMatchObject({
      ...{ kind: 'illegal', chain: [], reason: expect.stringContaining('khepri_db') },
    });
  }
  expect(judgePath('4.0.9', '4.2.10', { khepri: true })).toEqual({ kind: 'legal' });
  expect(judgePath('3.13.6', '3.13.7', { khepri: true })).toEqual({ kind: 'legal' });
});

it('an old patch must first become a newer one', () => {
  expect(judgePath('3.11.17', '3.12.0', mnesia)).toMatchObject({
    kind: 'illegal',
    chain: ['3.11.18 or a later 3.11', '3.12'],
  });
  expect(judgePath('3.11.17', '4.0.5', mnesia)).toMatchObject({
    chain: ['3.11.18 or a later 3.11', '3.12', '3.13', '4.0'],
    reason: '3.12 can be reached from 3.11.18 on only',
  });
  expect(judgePath('3.7.17', '3.8.0', mnesia)).toMatchObject({ kind: 'illegal' });
  expect(judgePath('3.11.5', '3.11.28', mnesia)).toEqual({ kind: 'legal' });
});

it.each([
  ['4.3.5', '4.4.0', '4.4'],
  ['4.3.5', '5.0.0-rc.1', '5.0'],
  ['4.4.0', '4.5.0', '4.4'],
  ['3.6.16', '3.8.9', '3.6'],
])('%s → %s: this rabbitctl does not know %s', (from, to, series) => {
  expect(judgePath(from, to, mnesia)).toEqual({
    ...{ kind: 'illegal', chain: [], reason: `this rabbitctl knows nothing of RabbitMQ ${series}` },
  });
});

it('there is no chain back, and none from or to a series that is not in the table', () => {
  expect([legalChain('4.2.0', '3.13.7'), legalChain('4.3.0', '4.4.0'), legalChain('3.6.0', '3.8.0')]).toEqual([
    [],
    [],
    [],
  ]);
  expect(legalChain('4.0.5', '4.0.9')).toEqual(['4.0']);
});

it.each([
  ['3.12.14', '3.13.3', /3\.13\.4 or later/],
  ['4.1.7', '4.2.2', /federation/],
  ['4.2.10', '4.3.4', /4\.3\.5 or later/],
  ['3.13.7', '4.2.10', /delivery limit of 20/],
  ['3.13.7', '4.0.9', /delivery limit of 20/],
  ['3.8.9', '3.9.29', /unlike 3\.8\.9 \(there is 3\.8\.35\)$/],
  ['3.8.35', '3.9.0', /unlike 3\.9\.0 \(there is 3\.9\.29\)$/],
  ['3.8.9', '3.9.0', /unlike 3\.8\.9 .* and 3\.9\.0 /],
])('%s → %s has an edge: %s', (from, to, message) => {
  expect(pathWarnings(from, to)).toContainEqual(expect.stringMatching(message));
});

it.each([
  ['3.12.13', '3.13.3', /server#11380/],
  ['3.12.14', '3.13.4', /server#11380/],
  ['4.1.8', '4.2.2', /federation/],
  ['4.1.7', '4.2.3', /federation/],
  ['4.2.10', '4.3.5', /./],
  ['4.2.11', '4.3.6', /./],
  ['4.0.5', '4.0.6', /./],
  ['4.3.5', '4.4.0', /./],
])('%s → %s has none of %s', (from, to, message) => {
  expect(pathWarnings(from, to).filter((warning) => message.test(warning))).toEqual([]);
});
