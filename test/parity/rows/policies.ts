import { ctl, get, put, type Row, remove, segment } from '../row.js';

const policy = (name: string): string => `policies/policy%20vhost/${segment(name)}`;
const world = (name = 'p') => ({
  setup: [put('vhosts/policy%20vhost'), remove(policy(name))],
  probes: [get('policies/policy%20vhost')],
});
const set = (words: readonly string[], name = 'p'): Row => ({
  argv: ['set_policy', '-p', 'policy vhost', name, ...words],
  ...world(name),
});
const clear = (...words: string[]): Row => ({
  argv: ['clear_policy', '-p', 'policy vhost', ...words],
  setup: [put('vhosts/policy%20vhost'), put(policy('old'), { pattern: '^x', definition: { 'max-length': 1 } })],
  probes: [get('policies/policy%20vhost')],
});

export const policyRows: readonly Row[] = [
  set(['^a\\.$', '{"max-length": 10,"dead-letter-exchange":"é \\"x\\""}']),
  set(['.*', '{"max-length":10}', '-q']),
  set(['.*', '{"max-length":10}', '--formatter', 'json']),
  set(['.*', '{"max-length":10}', '--dry-run']),
  set(['.*', '{"max-length":10}', '--priority', '-7']),
  set(['.*', '{"max-length":10}', '--priority', '12', '--apply-to', 'queues']),
  set(['.*', '{"alternate-exchange":"ae"}', '--apply-to', 'exchanges']),
  set(['.*', '{"alternate-exchange":"ae"}', '--apply-to', 'all']),
  set(['.*', '{"max-length":10}', '--apply-to', 'classic_queues']),
  set(['.*', '{"max-length":10}', '--apply-to', 'quorum_queues']),
  set(['.*', '{"max-age":"1h"}', '--apply-to', 'streams']),
  set(['.*', '{"max-length":10}', '--apply-to', 'nonsense']),
  set(['.*', '{"max-length":10}', '--apply-to', 'exchanges']),
  set(['.*', '{"ha-mode":"all"}']),
  set(['.*', '{"ha-mode":"exactly","ha-params":2,"ha-sync-mode":"automatic"}']),
  set(['日本 "é"', '{"message-ttl":5}'], 'na/me "é" 🐇 %2F'),
  set(['.*', '{"max-length":10'], 'broken'),
  set(['.*', 'nonsense'], 'broken'),
  set(['.*', 'nonsense', '--formatter', 'json'], 'broken'),
  set(['.*', '[]'], 'broken'),
  set(['.*', '"text"'], 'broken'),
  set(['.*', '5'], 'broken'),
  set(['.*', '{}']),
  set(['.*', ''], 'broken'),
  set(['(', '{"max-length":10}'], 'broken'),
  set(['(', '{"max-length":10}', '--formatter', 'json'], 'broken'),
  set(['.*', '{"no-such-key":10}'], 'broken'),
  set(['.*', '{"max-length":"ten"}'], 'broken'),
  set(['.*', '{"max-length":-1}'], 'broken'),
  set(['.*', '{"overflow":"sideways"}', '--formatter', 'json'], 'broken'),
  { argv: ['set_policy', '-p', 'no such vhost', 'p', '.*', '{"max-length":10}'] },
  { argv: ['set_policy', '-p', 'no such vhost', 'p', '.*', '{"max-length":10}', '--formatter', 'json'] },
  {
    argv: ['set_policy', '', '.*', '{"max-length":10}'],
    name: 'rabbitmqctl set_policy without a name',
    probes: [ctl('clear_policy', '')],
  },
  {
    argv: [
      ...['set_policy', '-p', 'policy vhost', '--priority', '1', '--apply-to', 'queues', 'ha-two', '^two\\.'],
      '{"ha-mode":"exactly","ha-params":2,"ha-sync-mode":"automatic"}',
    ],
    ...world('ha-two'),
  },
  clear('old'),
  clear('old', '-q'),
  clear('old', '--formatter', 'json'),
  clear('old', '--dry-run'),
  clear('unknown'),
  clear('unknown', '--formatter', 'json'),
  { argv: ['clear_policy', '-p', 'no such vhost', 'p'] },
];
