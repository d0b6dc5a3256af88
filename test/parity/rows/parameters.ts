import { get, put, type Row, remove } from '../row.js';

const inVhost = ['-p', 'parameter vhost'];
const limits = 'vhost-limits/parameter%20vhost/limits';
// The one component that a broker without plugins takes.
const world = {
  setup: [put('vhosts/parameter%20vhost'), remove(`parameters/${limits}`)],
  probes: [get('parameters/vhost-limits/parameter%20vhost')],
};
const set = (...words: string[]): Row => ({ argv: ['set_parameter', ...inVhost, ...words], ...world });
const limited = put(`parameters/${limits}`, { value: { 'max-queues': 10, 'max-connections': 3 } });
const existing = {
  setup: [put('vhosts/parameter%20vhost'), limited],
  probes: [get('parameters/vhost-limits/parameter%20vhost')],
};
const clear = (...words: string[]): Row => ({ argv: ['clear_parameter', ...inVhost, ...words], ...existing });
const list = (...words: string[]): Row => ({ argv: ['list_parameters', ...inVhost, ...words], ...existing });

const ofVhosts: readonly Row[] = [
  set('vhost-limits', 'limits', '{"max-queues":10}'),
  set('vhost-limits', 'limits', '{"max-queues": -1}', '-q'),
  set('vhost-limits', 'limits', '{"max-connections":10}', '--formatter', 'json'),
  set('vhost-limits', 'limits', '{"max-connections":10}', '--dry-run'),
  set('vhost-limits', 'limits', '{"max-queues":10'),
  set('vhost-limits', 'limits', '{"max-queues":10', '--formatter', 'json'),
  set('vhost-limits', 'limits', '{"no-such-limit":10}'),
  set('vhost-limits', 'limits', '{"no-such-limit":10}', '--formatter', 'json'),
  set('no-such-component', 'é "x" 🐇/%2F', '5'),
  set('no-such-component', 'x', '5', '--formatter', 'json'),
  set('policy', 'x', '{}'),
  { argv: ['set_parameter', '-p', 'no such vhost', 'vhost-limits', 'limits', '{"max-queues":10}'] },
  clear('vhost-limits', 'limits'),
  clear('vhost-limits', 'limits', '-q'),
  clear('vhost-limits', 'limits', '--formatter', 'json'),
  clear('vhost-limits', 'limits', '--dry-run'),
  clear('vhost-limits', 'unknown'),
  clear('no-such-component', 'limits'),
  clear('no-such-component', 'limits', '--formatter', 'json'),
  { argv: ['clear_parameter', '-p', 'no such vhost', 'vhost-limits', 'limits'] },
  list(),
  list('-q'),
  list('-s'),
  list('--no-table-headers'),
  ...['json', 'csv', 'erlang', 'pretty_table'].map((formatter) => list('--formatter', formatter)),
  { argv: ['list_parameters'] },
  { argv: ['list_parameters', '--formatter', 'json'] },
  { argv: ['list_parameters', '-p', 'no such vhost'] },
  { argv: ['list_parameters', '-p', 'no such vhost', '--formatter', 'json'] },
];

const path = (name: string): string => `global-parameters/${encodeURIComponent(name)}`;
const global = (name: string, ...words: string[]): Row => ({
  argv: ['set_global_parameter', name, ...words],
  setup: [remove(path(name))],
  probes: [get(path(name))],
});
const known = { setup: [put(path('known'), { value: ['a', 1] })], probes: [get(path('known'))] };
const clearGlobal = (...words: string[]): Row => ({ argv: ['clear_global_parameter', ...words], ...known });

const several = [put(path('floats'), { value: { b: 2.5, a: [1, 'é'] } }), put(path('text'), { value: 'a "b"' })];

const ofCluster: readonly Row[] = [
  global('g', '5'),
  global('g', '"text"', '-q'),
  global('g', '{"a":[1,{"b":2.0}],"c":"é"}'),
  global('g', '[]', '--formatter', 'json'),
  global('g', '{}', '--dry-run'),
  global('g', 'text'),
  global('g', 'text', '--formatter', 'json'),
  global('g', ''),
  global('na/me "é" 🐇 %2F', 'true'),
  clearGlobal('known'),
  clearGlobal('known', '-s'),
  clearGlobal('known', '--formatter', 'json'),
  clearGlobal('known', '--dry-run'),
  clearGlobal('unknown'),
  clearGlobal('unknown', '--formatter', 'json'),
  { argv: ['list_global_parameters'], setup: several },
  ...['json', 'csv', 'erlang'].map(
    (formatter): Row => ({ argv: ['list_global_parameters', '--formatter', formatter] }),
  ),
  { argv: ['list_global_parameters', '-s'], setup: several, probes: [remove(path('floats')), remove(path('text'))] },
];

export const parameterRows: readonly Row[] = [...ofVhosts, ...ofCluster];
