import { get, put, type Row, remove, type Step } from '../row.js';

const users: readonly Step[] = [
  put('users/old', { password: 'p', tags: '' }),
  remove('user-limits/old/max-channels'),
  put('user-limits/old/max-connections', { value: 5 }),
];
const vhosts: readonly Step[] = [
  put('vhosts/v%20x'),
  put('parameters/vhost-limits/v%20x/limits', { value: { 'max-connections': 5 } }),
];
const both = (argv: readonly string[], row: Partial<Row>): readonly Row[] => [
  { argv, ...row },
  { argv: [...argv, '--formatter', 'json'], ...row },
];
const ofUser = (argv: readonly string[], code = 0) =>
  both(argv, { setup: users, probes: [get('user-limits')], code, since: '3.8.10' });
const ofVhost = (argv: readonly string[], code = 0, setup = vhosts) =>
  both(argv, { setup, probes: [get('vhost-limits')], code });
const without: readonly Step[] = [put('vhosts/v%20x'), remove('parameters/vhost-limits/v%20x/limits')];

export const limitRows: readonly Row[] = [
  ...ofUser(['set_user_limits', 'old', '{"max-channels":6}']),
  ...ofUser(['set_user_limits', 'old', '{"max-channels":-1,"max-connections":0}']),
  ...ofUser(['set_user_limits', 'old', '{}']),
  ...ofUser(['set_user_limits', 'old', '{"max-channels":6,"max":5}'], 69),
  ...ofUser(['set_user_limits', 'old', '{"max-channels":"x"}'], 69),
  ...ofUser(['set_user_limits', 'old', 'nonsense'], 69),
  ...ofUser(['set_user_limits', 'old', '[]'], 69),
  ...ofUser(['set_user_limits', 'nobody', '{"max-channels":6}'], 69),
  ...ofUser(['clear_user_limits', 'old', 'max-connections']),
  ...ofUser(['clear_user_limits', 'old', 'max-channels']),
  ...ofUser(['clear_user_limits', 'old', 'nonsense']),
  ...ofUser(['clear_user_limits', 'old', 'all']),
  ...ofUser(['clear_user_limits', 'nobody', 'all'], 69),
  ...ofUser(['list_user_limits', '--user', 'old']),
  ...ofUser(['list_user_limits', '--global']),
  ...ofUser(['list_user_limits']),
  ...ofUser(['list_user_limits', '--user', 'nobody'], 69),
  ...ofVhost(['set_vhost_limits', '-p', 'v x', '{"max-queues":6}']),
  ...ofVhost(['set_vhost_limits', '-p', 'v x', '{}']),
  ...ofVhost(['set_vhost_limits', '-p', 'v x', '{"max":6}'], 69),
  ...ofVhost(['set_vhost_limits', '-p', 'v x', '{"max-queues":"x"}'], 69),
  ...ofVhost(['set_vhost_limits', '-p', 'v x', 'nonsense'], 69),
  ...ofVhost(['set_vhost_limits', '-p', 'v x', '[]'], 69),
  ...ofVhost(['set_vhost_limits', '-p', 'no such vhost', '{"max-queues":6}'], 65),
  ...ofVhost(['clear_vhost_limits', '-p', 'v x']),
  ...ofVhost(['clear_vhost_limits', '-p', 'v x'], 69, without),
  ...ofVhost(['clear_vhost_limits', '-p', 'no such vhost'], 69),
  ...ofVhost(['list_vhost_limits', '-p', 'v x']),
  ...ofVhost(['list_vhost_limits', '-p', 'v x'], 0, without),
  ...ofVhost(['list_vhost_limits', '--global']),
  ...ofVhost(['list_vhost_limits', '-p', 'no such vhost'], 65),
];
