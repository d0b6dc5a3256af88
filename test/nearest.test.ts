import { expect, it } from 'vitest';
import { jaro, nearest } from '../src/nearest.js';
import { table } from './cli/world.js';

/** As Elixir's String.jaro_distance, taken from the virtual machine. */
const likeness: readonly (readonly [string, string, number])[] = [
  ['Dwayne', 'Duane', 0.8222222222222223],
  ['MARTHA', 'MARHTA', 0.9444444444444445],
  ['DIXON', 'DICKSONX', 0.7666666666666666],
  ['JELLYFISH', 'SMELLYFISH', 0.8962962962962964],
  ['abcvwxyz', 'zabcvwxy', 0.9166666666666666],
  ['frobnicate', 'force_reset', 0.604040404040404],
  ['queues_list', 'list_queues', 0.5696969696969697],
  ['status_cluster', 'cluster_status', 0.6137566137566138],
  ['abcdef', 'fedcba', 0.38888888888888884],
  ['aab', 'aba', 0.5555555555555555],
  ['ab', 'ba', 0],
  ['', 'a', 0],
  ['a', '', 0],
  ['a', 'b', 0],
  ['é', 'é', 1],
  ['join', 'join_cluster', 0.7777777777777777],
];

it.each(likeness)('%s and %s', (one, other, expected) => {
  expect(jaro(one, other)).toBeCloseTo(expected, 12);
});

it.each([
  ['list_qeues', 'list_queues'],
  ['ad_usr', 'add_user'],
  ['stopapp', 'stop_app'],
  ['delet_vhosts', 'delete_vhost'],
  ['join', 'join_cluster'],
])('%s is meant to be %s', (typed, meant) => {
  expect(nearest(typed, table.names)).toBe(meant);
});

it.each(['frobnicate', 'user_add', ''])('%j is like nothing', (typed) => {
  expect(nearest(typed, table.names)).toBeUndefined();
});

it('0.77 is enough, less is not', () => {
  expect(nearest('DIXON', ['DICKSONX'])).toBeUndefined();
  expect(nearest('join', ['join_cluster'])).toBe('join_cluster');
});
