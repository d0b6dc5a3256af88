import { amqpTable, atom, type Fields, field, type HttpColumns, name } from './http-column.js';

/** rabbitmqctl's info keys of exchanges. */
export const exchangeColumns: HttpColumns<Fields> = {
  name: name('name'),
  type: atom('type'),
  durable: field('durable'),
  auto_delete: field('auto_delete'),
  internal: field('internal'),
  arguments: amqpTable('arguments'),
  policy: field('policy'),
};
