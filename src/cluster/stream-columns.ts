import { asRecord } from '../api/shapes.js';
import { Dictionary } from '../format/term.js';
import {
  address,
  amqpTable,
  atom,
  certificate,
  type Fields,
  field,
  type HttpColumn,
  type HttpColumns,
  onlyOnNode,
  onlyOnNodeColumns,
} from './http-column.js';

/** The real tool's info keys of stream connections. */
export const streamConnectionColumns: HttpColumns<Fields> = {
  conn_name: field('name'),
  pid: onlyOnNode,
  node: atom('node'),
  port: field('port'),
  peer_port: field('peer_port'),
  host: address('host'),
  peer_cert_issuer: certificate('peer_cert_issuer'),
  peer_cert_subject: certificate('peer_cert_subject'),
  peer_cert_validity: certificate('peer_cert_validity'),
  peer_cert_serial_number: onlyOnNode,
  peer_host: address('peer_host'),
  user: field('user'),
  vhost: field('vhost'),
  subscriptions: onlyOnNode,
  ssl: field('ssl'),
  ssl_cipher: atom('ssl_cipher'),
  ssl_hash: atom('ssl_hash'),
  ssl_key_exchange: atom('ssl_key_exchange'),
  ssl_protocol: atom('ssl_protocol'),
  connection_state: onlyOnNode,
  auth_mechanism: field('auth_mechanism'),
  heartbeat: field('timeout'),
  frame_max: field('frame_max'),
  client_properties: amqpTable('client_properties'),
  connected_at: field('connected_at'),
};

const stream: HttpColumn<Fields> = {
  fields: ['queue'],
  term: ({ queue }) => (asRecord(queue).name as string | undefined) ?? '',
};

const node: HttpColumn<Fields> = {
  ...atom('node'),
  fields: ['connection_details'],
  term: ({ connection_details: details }) => atom('node').term(asRecord(details)),
};

export const streamConsumerColumns: HttpColumns<Fields> = {
  ...onlyOnNodeColumns('connection_pid'),
  node,
  subscription_id: field('subscription_id'),
  stream,
  messages_consumed: field('consumed'),
  offset: field('offset'),
  offset_lag: field('offset_lag'),
  credits: field('credits'),
  active: field('active'),
  activity_status: atom('activity_status'),
  // Only an empty one is printed the same in every format.
  properties: {
    fields: ['properties'],
    told: ({ properties }) => Object.keys(asRecord(properties)).length === 0,
    term: ({ properties }) => new Dictionary(Object.entries(asRecord(properties) as Readonly<Record<string, string>>)),
  },
};

export const streamPublisherColumns: HttpColumns<Fields> = {
  ...onlyOnNodeColumns('connection_pid'),
  node,
  publisher_id: field('publisher_id'),
  stream,
  reference: field('reference'),
  messages_published: field('published'),
  messages_confirmed: field('confirmed'),
  messages_errored: field('errored'),
};
