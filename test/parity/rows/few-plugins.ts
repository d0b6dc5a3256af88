import { type Row, shell } from '../row.js';

/** The plugin is not there, or is too old to have the command. */
const without = (row: Row): Row => ({ ...row, only: 'exit code' });
const mqtt = (...words: string[]): Row => ({ argv: ['decommission_mqtt_node', ...words] });
const certificates = ['list_trust_store_certificates'];
const trustStore = (...words: string[]): Row => ({ argv: [...certificates, ...words] });

/** Commands that one plugin each adds: rabbitmq_mqtt, rabbitmq_auth_backend_cache, rabbitmq_trust_store. */
export const fewPluginRows: readonly Row[] = [
  without({ ...mqtt('rabbit@nobody'), until: '3.8.10' }),
  without({ ...mqtt('rabbit@nobody'), since: '4.0.0' }),
  ...[mqtt('rabbit@nobody'), mqtt('rabbit@nobody', '--formatter', 'json'), mqtt(), mqtt('a', 'b')].map(
    (row): Row => ({ ...row, since: '3.8.10', until: '4.0.0' }),
  ),
  {
    ...mqtt('rabbit@HOST1'),
    // Back in the list from which it was taken.
    setup: [shell(1, 'rabbitmq-plugins disable rabbitmq_mqtt; rabbitmq-plugins enable rabbitmq_mqtt')],
    ...{ since: '3.8.10', until: '4.0.0', code: 0 },
  },
  ...[['clear_auth_backend_cache'], ['refresh_trust_store'], certificates].flatMap((argv): readonly Row[] => [
    without({ argv, until: '4.2.6' }),
    { argv, since: '4.2.6', code: 0 },
    { argv: [...argv, '--formatter', 'json'], since: '4.2.6', ...(argv === certificates ? {} : { seldom: true }) },
  ]),
  ...['table', 'csv', 'erlang'].map(
    (formatter): Row => ({ ...trustStore('--formatter', formatter), since: '4.2.6', seldom: true }),
  ),
];
