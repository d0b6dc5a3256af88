import { command } from '../cli/command.js';
import { columnsOf } from '../cli/input.js';
import { pickColumns } from '../cli/pick-columns.js';
import { verbose } from '../cli/verbose.js';
import { onlyOnNodeColumns } from '../cluster/http-column.js';
import { NotOverHttp } from '../errors.js';

const columns = {
  ...onlyOnNodeColumns(
    'pid',
    'auth_mechanism',
    'host',
    'frame_max',
    'timeout',
    'user',
    'state',
    'recv_oct',
    'recv_cnt',
  ),
  ...onlyOnNodeColumns('send_oct', 'send_cnt', 'ssl', 'ssl_protocol', 'ssl_key_exchange', 'ssl_cipher', 'ssl_hash'),
  ...onlyOnNodeColumns('peer_cert_issuer', 'peer_cert_subject', 'peer_cert_validity', 'node'),
};

export default command({
  section: 'plugin',
  summary: 'Lists AMQP 1.0 connections of RabbitMQ 3; from 4.0 on list_connections has them',
  tool: 'rabbitmqctl',
  repeatable: true,
  args: { columns: columnsOf(Object.keys(columns), ['pid']) },
  flags: { verbose },
  validate: ({ args }) => void pickColumns(columns, args.columns),
  run: () => {
    throw new NotOverHttp('HTTP does not give what the real tool prints of AMQP 1.0 connections');
  },
});
