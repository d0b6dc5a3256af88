import { isProperties, type Properties, type Term } from '../format/term.js';

/**
 * Whether HTTP's arguments are those that the real tool prints. HTTP sorts the keys, which only RabbitMQ 4 itself does for
 * queues (`sorted`), and a number with a fraction, be it `.0`, may be a float or a decimal.
 */
export const toldByHttp = (fields: Properties, sorted: boolean): boolean =>
  (sorted || Object.keys(fields).length < 2) && Object.values(fields).every(isCertain);

function isCertain(value: Term): boolean {
  if (typeof value === 'number') return Number.isInteger(value);
  if (Array.isArray(value)) return value.every(isCertain);
  return isProperties(value) ? toldByHttp(value, false) : typeof value === 'string' || typeof value === 'boolean';
}
