import { masks } from '../masks.js';
import type { Row } from '../row.js';

// Made by the tools of 4.0.5.
const secret = '{encrypted,<<"4UTDxAvGb6QsV5nkTmzN3NV97IkA5YHnXGvgzu0Tp8car8E7wB+jY98gAdj3jtnc">>}';
const text = '{encrypted,<<"JsjTcCIQ0ce2ScfxTZqIgPtPtNYOiM2PvSyoR47dNfa8KPKKKrAfjdBxPvAqFVjP">>}';
const value = 'encrypted:CNDskPyujf6YbzCeCSeZxB2t+RCN3lYNtgKN4G3231RxobqnXySjJeW88zfjXI/t';
/** Made by ours, for the tools of every version to read. */
const ours = [
  '{encrypted,<<"PpKlbdt0cJzxFKmrpGbItBvOS8EYlMroMFkTfv40QXPqfel7DQ4poUKnnDfsMle8l3CXseJ19VLqmEJu6J+etGpmvHkbj4rgLDP5S+KV5vE=">>}',
  '{encrypted,<<"avmujM15kSIjfAwFtqecwZuHYYprNcBYG9/9NmZRdwfk0/HuQmXiikE88ExLBota">>}',
  'encrypted:f8xR8/S2k4XzsQn903cmuD3KQEZCMncakga83HU+4S8gJqztFuZBQF1Kvaql7BK8',
] as const;
const another = ['--cipher', 'aes_128_cbc', '--hash', 'sha256', '--iterations', '10'];

/** What needs no node is done here; that the tools take it is shown by test/hosts/encrypted-values.test.ts. */
export const withoutNodeRows: readonly Row[] = [
  { argv: ['decode', secret, 'pass'] },
  { argv: ['decode', secret, 'pass', '--formatter', 'json'] },
  // Nothing is asked of a node: the banner is the newest's.
  { argv: ['decode', text, 'pass', ...another, '-q'] },
  { argv: ['decode', '<<"4UTDxAvGb6QsV5nkTmzN3NV97IkA5YHnXGvgzu0Tp8car8E7wB+jY98gAdj3jtnc">>', 'pass'] },
  // 3.8.9 encrypts otherwise by itself.
  { argv: ['decode', ours[0], 'pass phrase'], code: 0, since: '3.10.0' },
  { argv: ['decode', ours[1], 'pass', ...another, '-q'], code: 0 },
  { argv: ['decrypt_conf_value', `"${ours[2]}"`, 'pass'], since: '4.0.0', code: 0 },
  { argv: ['decode', secret, 'wrong'], only: 'exit code', code: 69 },
  { argv: ['decode', secret, 'pass', '--cipher', 'stone'] },
  { argv: ['decode', secret, 'pass', '--hash', 'stone'] },
  { argv: ['decrypt_conf_value', `"${value}"`, 'pass'], since: '4.0.0' },
  ...[[], ['-q'], ['--formatter', 'json'], ['--cipher', 'aes_128_cbc', '--hash', 'sha256']].map(
    (words): Row => ({ argv: ['encode', '<<"x">>', 'pass', ...words], mask: masks.encrypted, code: 0 }),
  ),
  { argv: ['encode', '<<"x">>', 'pass', '--cipher', 'stone'] },
  { argv: ['encode', '<<"x">>', 'pass', '--iterations', '0'] },
  { argv: ['encrypt_conf_value', 'x', 'pass'], mask: masks.encrypted, code: 0, since: '4.0.0' },
  { argv: ['encrypt_conf_value', 'x', 'pass', '--hash', 'stone'], since: '4.0.0' },
  ...[...['string', 'json', 'erlang', 'csv', 'inspect', 'table', 'pretty_table'], 'encrypted_conf_value'].map(
    (formatter): Row => ({
      argv: ['encrypt_conf_value', 'x', 'pass', '--formatter', formatter],
      ...{ mask: masks.encrypted, since: '4.0.0' },
    }),
  ),
  { argv: ['hash_password', 'secret'], only: 'exit code', code: 0, since: '3.10.15' },
  ...['sha512', 'SHA-256', 'md5'].map(
    (name): Row => ({
      ...{ argv: ['hash_password', 'secret', '--hashing-algorithm', name], only: 'exit code', code: 0, since: '4.3.5' },
    }),
  ),
  { argv: ['hash_password', 'secret', '--hashing-algorithm', 'stone'], since: '4.3.5', code: 65 },
  { argv: ['hash_password', ''], since: '4.3.5', code: 65 },
  // list_user_limits came with 3.8.10; ours completes its own names.
  { argv: ['autocomplete', 'list_us'], since: '3.8.10' },
  { argv: ['autocomplete', 'list_us', '--formatter', 'json'], since: '3.8.10' },
  { argv: ['autocomplete', 'list_users'] },
  { argv: ['autocomplete', 'nobody'] },
  { argv: ['autocomplete', '--', '--form'] },
  { argv: ['autocomplete'] },
  { argv: ['autocomplete', 'a', 'b'] },
];
