import { asRecord } from '../api/shapes.js';
import { Atom } from '../format/term.js';
import {
  address,
  atom,
  type Fields,
  field,
  type HttpColumn,
  type HttpColumns,
  onlyOnNode,
  onlyOnNodeColumns,
} from './http-column.js';

const clientId: HttpColumn<Fields> = {
  fields: ['client_properties'],
  told: ({ client_properties: properties }) => typeof asRecord(properties).client_id === 'string',
  term: ({ client_properties: properties }) => (asRecord(properties).client_id as string | undefined) ?? new Atom(''),
};

/** What the real tool lists of MQTT connections in 4.0. */
const current: HttpColumns<Fields> = {
  pid: onlyOnNode,
  protocol: onlyOnNode,
  host: address('host'),
  port: field('port'),
  peer_host: address('peer_host'),
  peer_port: field('peer_port'),
  ssl: field('ssl'),
  ssl_protocol: atom('ssl_protocol'),
  ssl_key_exchange: atom('ssl_key_exchange'),
  ssl_cipher: atom('ssl_cipher'),
  ssl_hash: atom('ssl_hash'),
  vhost: field('vhost'),
  user: field('user'),
  client_id: clientId,
  conn_name: field('name'),
};

/** rabbitmqctl's info keys of MQTT connections, those of 3.x last. */
export const mqttColumns: HttpColumns<Fields> = {
  ...current,
  ...onlyOnNodeColumns('user_property', 'connection_state', 'ssl_login_name', 'recv_cnt', 'recv_oct', 'send_cnt'),
  ...onlyOnNodeColumns('send_oct', 'send_pend', 'clean_sess', 'will_msg', 'retainer_pid', 'exchange', 'prefetch'),
  ...onlyOnNodeColumns('messages_unconfirmed', 'messages_unacknowledged'),
  ...onlyOnNodeColumns('channels', 'channel_max', 'frame_max', 'client_properties', 'connection', 'consumer_tags'),
  ...onlyOnNodeColumns('unacked_pubs', 'awaiting_ack', 'awaiting_seqno', 'message_id'),
};
