import { DataError } from '../errors.js';
import { has } from './capabilities.js';

/** What the real tool of that version of RabbitMQ says of a queue that is not there. */
export const noSuchQueue = (queue: string, vhost: string, rabbitmq: string): DataError =>
  new DataError(`queue '${queue}' was not found in virtual host '${vhost}'`, {
    exitCode: has(rabbitmq, 'not_found_is_data_error') ? 65 : 69,
  });
