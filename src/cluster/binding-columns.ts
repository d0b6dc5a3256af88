import { Atom } from '../format/term.js';
import { amqpTable, atom, type Fields, type HttpColumns, name } from './http-column.js';

/** rabbitmqctl's info keys of bindings, and their names over HTTP. */
export const bindingColumns: HttpColumns<Fields> = {
  source_name: name('source'),
  source_kind: { fields: ['source'], term: () => new Atom('exchange') },
  destination_name: name('destination'),
  destination_kind: atom('destination_type'),
  routing_key: name('routing_key'),
  arguments: amqpTable('arguments'),
};
