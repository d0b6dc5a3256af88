import type { Row } from '../row.js';

// Made by the tools of 4.0.5.
const secret = '{encrypted,<<"4UTDxAvGb6QsV5nkTmzN3NV97IkA5YHnXGvgzu0Tp8car8E7wB+jY98gAdj3jtnc">>}';
const text = '{encrypted,<<"JsjTcCIQ0ce2ScfxTZqIgPtPtNYOiM2PvSyoR47dNfa8KPKKKrAfjdBxPvAqFVjP">>}';
const value = 'encrypted:CNDskPyujf6YbzCeCSeZxB2t+RCN3lYNtgKN4G3231RxobqnXySjJeW88zfjXI/t';
const another = ['--cipher', 'aes_128_cbc', '--hash', 'sha256', '--iterations', '10'];

/** What needs no node is done here; that the tools take it is shown by test/hosts/encrypted-values.test.ts. */
export const withoutNodeRows: readonly Row[] = [
  { argv: ['decode', secret, 'pass'] },
  { argv: ['decode', secret, 'pass', '--formatter', 'json'] },
  { argv: ['decode', text, 'pass', ...another] },
  { argv: ['decode', '<<"4UTDxAvGb6QsV5nkTmzN3NV97IkA5YHnXGvgzu0Tp8car8E7wB+jY98gAdj3jtnc">>', 'pass'] },
  { argv: ['decode', secret, 'wrong'], only: 'exit code', code: 69 },
  { argv: ['decode', secret, 'pass', '--cipher', 'stone'] },
  { argv: ['decode', secret, 'pass', '--hash', 'stone'] },
  { argv: ['decrypt_conf_value', `"${value}"`, 'pass'] },
  { argv: ['encode', '<<"x">>', 'pass'], only: 'exit code', code: 0 },
  { argv: ['encode', '<<"x">>', 'pass', '--cipher', 'stone'] },
  { argv: ['encode', '<<"x">>', 'pass', '--iterations', '0'] },
  { argv: ['encrypt_conf_value', 'x', 'pass'], only: 'exit code', code: 0 },
  { argv: ['encrypt_conf_value', 'x', 'pass', '--hash', 'stone'] },
  { argv: ['hash_password', 'secret'], only: 'exit code', code: 0 },
];
