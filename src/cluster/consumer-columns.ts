import type { Consumer } from '../api/consumers.js';
import { AmqpTable, Atom, type Properties, type Term } from '../format/term.js';

/** rabbitmqctl's info keys of consumers, from HTTP's fields. No pid comes over HTTP: that column is empty. */
export const consumerColumns: Readonly<Record<string, (consumer: Consumer) => Term>> = {
  queue_name: (consumer) => consumer.queue?.name ?? '',
  channel_pid: () => new Atom(''),
  consumer_tag: (consumer) => consumer.consumer_tag ?? '',
  ack_required: (consumer) => consumer.ack_required ?? new Atom(''),
  prefetch_count: (consumer) => consumer.prefetch_count ?? new Atom(''),
  active: (consumer) => consumer.active ?? new Atom(''),
  activity_status: (consumer) => new Atom(consumer.activity_status ?? ''),
  arguments: (consumer) => new AmqpTable((consumer.arguments ?? {}) as Properties),
};

export const defaultConsumerColumns: readonly string[] = Object.keys(consumerColumns).filter(
  (name) => name !== 'activity_status',
);
