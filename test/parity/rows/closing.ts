import { masks } from '../masks.js';
import { ctl, put, type Row, type Step } from '../row.js';

/** Three clients, in the node itself, which stay when the call is over; those that there were go. */
const newClients: Step = ctl(
  'eval',
  `[rabbit_networking:close_connection(Old, "over") || Old <- rabbit_networking:local_connections()],
   timer:sleep(300),
   [begin {ok, Address} = amqp_uri:parse("amqp://guest:guest@127.0.0.1:5672/" ++ Vhost),
          {ok, _} = amqp_connection:start(Address) end || Vhost <- ["%2f", "clients", "clients"]],
   timer:sleep(200), ok.`,
);
const clients = {
  setup: [
    put('vhosts/clients'),
    put('permissions/clients/guest', { configure: '.*', write: '.*', read: '.*' }),
    newClients,
  ],
  // What is closed is known for some more moments; HTTP of later versions knows late of what is open, too.
  probes: [ctl('eval', 'timer:sleep(500).'), ctl('list_connections', 'vhost', 'user', '-q')],
};
const all = (...words: string[]): Row => ({ argv: ['close_all_connections', ...words] });
const ofUser = (...words: string[]): Row => ({ argv: ['close_all_user_connections', ...words], since: '3.8.12' });
const one = (...words: string[]): Row => ({ argv: ['close_connection', ...words] });

/** HTTP of later versions lists new connections late. */
const atOnce = (...rows: readonly Row[]): readonly Row[] =>
  rows.flatMap((row) => [
    { ...row, until: '4.1.0' },
    { ...row, since: '4.1.0', asksTool: true as const },
  ]);

export const closingRows: readonly Row[] = [
  ...atOnce(
    { ...all('-p', 'clients', 'go "away"'), ...clients },
    { ...all('-p', 'clients', '--limit', '1', 'go'), ...clients },
    { ...all('-p', 'clients', '--limit', '7', '--per-connection-delay', '10', 'go'), ...clients },
    { ...all('--global', 'go'), ...clients },
    { ...all('--global', '--limit', '1', 'go', '--formatter', 'json'), ...clients },
    { ...all('go', '-q'), ...clients, code: 0 },
    { ...all('go', '--formatter', 'json'), ...clients },
    { ...all(''), name: 'rabbitmqctl close_all_connections without a word', ...clients },
    all('go', '-p', 'no such vhost'),
  ),
  all('go', '--dry-run'),
  all('--global', 'go', '--dry-run'),
  all('--limit', '2', 'go', '--dry-run'),
  all('go', '--limit', 'many'),
  { ...all('--limit', '-3', 'go'), since: '4.0.0', until: '4.1.0' },
  all(),
  all('one', 'two'),
  { ...ofUser('guest', 'go'), ...clients },
  { ...ofUser('guest', 'go', '--formatter', 'json'), ...clients },
  { ...ofUser('nobody', 'go é 🐇'), asksTool: true },
  ofUser('guest', 'go', '--dry-run'),
  ofUser('nobody', 'go'),
  ofUser('nobody'),
  { ...one('<rabbit@HOST1.1.2.0>', 'go'), asksTool: true, mask: masks.earlierLife },
  { ...one('<nonsense>', 'go'), asksTool: true },
  one('nonsense', 'go'),
  one('nonsense', 'go', '--formatter', 'json'),
  one('<rabbit@HOST1.1.2.0>', 'go', '--dry-run'),
  one('<rabbit@HOST1.1.2.0>'),
];
