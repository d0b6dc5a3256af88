import { address, type Fields, field, type HttpColumns, onlyOnNodeColumns } from './http-column.js';

/** rabbitmqctl's info keys of STOMP connections. */
export const stompColumns: HttpColumns<Fields> = {
  conn_name: field('name'),
  ...onlyOnNodeColumns('connection', 'connection_state', 'session_id', 'channel', 'version', 'implicit_connect'),
  ...onlyOnNodeColumns('auth_login', 'auth_mechanism', 'peer_addr'),
  host: address('host'),
  port: field('port'),
  peer_host: address('peer_host'),
  peer_port: field('peer_port'),
  ...onlyOnNodeColumns('protocol'),
  channels: field('channels'),
  channel_max: field('channel_max'),
  frame_max: field('frame_max'),
  ...onlyOnNodeColumns('client_properties'),
  ssl: field('ssl'),
  ...onlyOnNodeColumns('ssl_protocol', 'ssl_key_exchange', 'ssl_cipher', 'ssl_hash'),
};
