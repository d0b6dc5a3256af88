import { get, put, type Row, remove, segment } from '../row.js';

const policies = 'operator-policies/operated%20vhost';
const world = (name: string) => ({
  setup: [put('vhosts/operated%20vhost'), remove(`${policies}/${segment(name)}`)],
  probes: [get(policies)],
});
const set = (name: string, ...words: string[]): Row => ({
  argv: ['set_operator_policy', '-p', 'operated vhost', name, ...words],
  ...world(name),
});
const existing = {
  setup: [
    put('vhosts/operated%20vhost'),
    put(`${policies}/old`, { pattern: '^x', definition: { 'max-length': 1 }, priority: 3 }),
  ],
  probes: [get(policies)],
};
const clear = (...words: string[]): Row => ({
  argv: ['clear_operator_policy', '-p', 'operated vhost', ...words],
  ...existing,
});
const list = (...words: string[]): Row => ({
  argv: ['list_operator_policies', '-p', 'operated vhost', ...words],
  ...existing,
});

export const operatorPolicyRows: readonly Row[] = [
  set('o', '^a\\.$', '{"max-length": 10,"message-ttl":5}'),
  set('o', '.*', '{"max-length":10}', '-q'),
  set('o', '.*', '{"max-length":10}', '--formatter', 'json'),
  set('o', '.*', '{"max-length":10}', '--dry-run'),
  set('o', '.*', '{"max-length":10}', '--priority', '-7', '--apply-to', 'queues'),
  set('o', '.*', '{"max-length":10}', '--apply-to', 'nonsense'),
  set('o', '.*', '{"max-length":10}', '--apply-to', 'exchanges'),
  set('na/me "é" 🐇 %2F', '日本', '{"expires":5}'),
  set('broken', '.*', '{"alternate-exchange":"ae"}'),
  set('broken', '.*', '{"max-length":10'),
  set('broken', '.*', '[]'),
  set('broken', '(', '{"max-length":10}'),
  set('broken', '(', '{"max-length":10}', '--formatter', 'json'),
  { argv: ['set_operator_policy', '-p', 'no such vhost', 'o', '.*', '{"max-length":10}'] },
  { argv: ['set_operator_policy', '-p', 'no such vhost', 'o', '.*', '{"max-length":10}', '--formatter', 'json'] },
  clear('old'),
  clear('old', '-q'),
  clear('old', '--formatter', 'json'),
  clear('old', '--dry-run'),
  clear('unknown'),
  clear('unknown', '--formatter', 'json'),
  { argv: ['clear_operator_policy', '-p', 'no such vhost', 'o'] },
  list(),
  list('-q'),
  list('-s'),
  ...['json', 'csv', 'erlang'].map((formatter) => list('--formatter', formatter)),
  { argv: ['list_operator_policies'] },
  { argv: ['list_operator_policies', '--formatter', 'json'] },
  { argv: ['list_operator_policies', '-p', 'no such vhost'] },
  { argv: ['list_operator_policies', '-p', 'no such vhost', '--formatter', 'json'] },
];
