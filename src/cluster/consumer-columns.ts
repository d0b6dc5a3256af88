import { Atom } from '../format/term.js';
import { amqpTable, atom, type Fields, field, type HttpColumns, name, onlyOnNode } from './http-column.js';

/** rabbitmqctl's info keys of consumers, and their names over HTTP. */
export const consumerColumns: HttpColumns<Fields> = {
  queue_name: {
    fields: ['queue.name'],
    term: ({ queue }) => (queue as { readonly name?: string } | undefined)?.name ?? new Atom(''),
  },
  channel_pid: onlyOnNode,
  consumer_tag: name('consumer_tag'),
  ack_required: field('ack_required'),
  prefetch_count: field('prefetch_count'),
  active: field('active'),
  activity_status: atom('activity_status'),
  arguments: amqpTable('arguments'),
};

export const defaultConsumerColumns: readonly string[] = Object.keys(consumerColumns).filter(
  (name) => name !== 'activity_status',
);
