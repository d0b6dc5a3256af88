import { Tuple } from '../format/term.js';
import {
  address,
  amqpTable,
  atom,
  certificate,
  type Fields,
  field,
  type HttpColumns,
  onlyOnNode,
  onlyOnNodeColumns,
} from './http-column.js';

/** Of AMQP 1.0 the tuple depends on the version. */
const protocols: ReadonlyMap<unknown, readonly number[]> = new Map([
  ['AMQP 0-9-1', [0, 9, 1]],
  ['AMQP 0-9', [0, 9, 0]],
  ['AMQP 0-8', [0, 8, 0]],
]);

/** rabbitmqctl's info keys of connections. */
export const connectionColumns: HttpColumns<Fields> = {
  pid: onlyOnNode,
  name: field('name'),
  port: field('port'),
  host: address('host'),
  peer_port: field('peer_port'),
  peer_host: address('peer_host'),
  ssl: field('ssl'),
  ssl_protocol: atom('ssl_protocol'),
  ssl_key_exchange: atom('ssl_key_exchange'),
  ssl_cipher: atom('ssl_cipher'),
  ssl_hash: atom('ssl_hash'),
  peer_cert_subject: certificate('peer_cert_subject'),
  peer_cert_issuer: certificate('peer_cert_issuer'),
  peer_cert_validity: certificate('peer_cert_validity'),
  state: atom('state'),
  channels: field('channels'),
  protocol: {
    fields: ['protocol'],
    told: ({ protocol }) => protocols.has(protocol),
    term: ({ protocol }) => new Tuple(...(protocols.get(protocol) ?? [])),
  },
  auth_mechanism: field('auth_mechanism'),
  user: field('user'),
  vhost: field('vhost'),
  timeout: field('timeout'),
  frame_max: field('frame_max'),
  channel_max: field('channel_max'),
  client_properties: amqpTable('client_properties'),
  recv_oct: field('recv_oct'),
  recv_cnt: field('recv_cnt'),
  send_oct: field('send_oct'),
  send_cnt: field('send_cnt'),
  send_pend: field('send_pend'),
  connected_at: field('connected_at'),
  // Whether a version has them its own tool says: 4.0.5 does not, 4.3.6 does.
  ...onlyOnNodeColumns('peer_cert_serial_number', 'container_id'),
};

export const defaultConnectionColumns: readonly string[] = ['user', 'peer_host', 'peer_port', 'state'];
