import { type Fields, field, type HttpColumns, onlyOnNode } from './http-column.js';

/** rabbitmqctl's info keys of channels. No pid comes over HTTP, not even that of the connection. */
export const channelColumns: HttpColumns<Fields> = {
  pid: onlyOnNode,
  connection: onlyOnNode,
  name: field('name'),
  number: field('number'),
  user: field('user'),
  vhost: field('vhost'),
  transactional: field('transactional'),
  confirm: field('confirm'),
  consumer_count: field('consumer_count'),
  messages_unacknowledged: field('messages_unacknowledged'),
  messages_uncommitted: field('messages_uncommitted'),
  acks_uncommitted: field('acks_uncommitted'),
  messages_unconfirmed: field('messages_unconfirmed'),
  prefetch_count: field('prefetch_count'),
  global_prefetch_count: { ...field('global_prefetch_count'), since: 'global_prefetch_of_channel' },
};

export const defaultChannelColumns: readonly string[] = ['pid', 'user', 'consumer_count', 'messages_unacknowledged'];
