import { get, type Row } from '../row.js';

const all = ['name', 'state', 'stability', 'provided_by', 'desc', 'doc_url'];
const features = ['name', 'deprecation_phase', 'provided_by', 'desc', 'doc_url'];
const states = { probes: [get('feature-flags')] };
const enable = (...words: string[]): Row => ({ argv: ['enable_feature_flag', ...words], ...states });

export const featureFlagRows: readonly Row[] = [
  { argv: ['list_feature_flags'] },
  { argv: ['list_feature_flags', '-s'] },
  { argv: ['list_feature_flags', '-q', ...all] },
  { argv: ['list_feature_flags', 'state,name'] },
  { argv: ['list_feature_flags', 'nonsense'] },
  ...['json', 'csv', 'erlang'].map(
    (formatter): Row => ({ argv: ['list_feature_flags', ...all, '--formatter', formatter] }),
  ),
  { argv: ['list_deprecated_features'], since: '4.0.0' },
  { argv: ['list_deprecated_features', '-s'], since: '4.0.0' },
  { argv: ['list_deprecated_features', 'nonsense'], since: '4.0.0' },
  { argv: ['list_deprecated_features', 'state'], since: '4.0.0' },
  { argv: ['list_deprecated_features', '--used'], since: '4.0.0' },
  { argv: ['list_deprecated_features', '--used', '--formatter', 'json'], since: '4.0.0' },
  ...['json', 'csv', 'erlang'].map(
    (formatter): Row => ({ argv: ['list_deprecated_features', ...features, '--formatter', formatter], since: '4.0.0' }),
  ),
  { ...enable('khepri_db'), since: '4.0.0', until: '4.2.0', code: 64 },
  { ...enable('khepri_db', '--formatter', 'json'), since: '4.0.0', until: '4.2.0' },
  enable('no_such_flag'),
  enable('no_such_flag', '--formatter', 'json'),
  { ...enable('no_such_flag', '--opt-in'), since: '4.0.0' },
  enable(''),
  { ...enable('all', '--opt-in'), since: '4.0.0' },
  { ...enable('all', '--experimental', '--formatter', 'json'), since: '4.0.0' },
  { ...enable('all'), since: '3.10.0' },
  { ...enable('all', '--formatter', 'json'), since: '3.10.0' },
  { ...enable('all', '--dry-run'), since: '3.10.0' },
  enable('quorum_queue'),
  enable('quorum_queue', '-q'),
  enable('quorum_queue', '--formatter', 'json'),
];
