import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';

/** What AMQP allows as the name of a queue, and somebody will use. */
export const awkwardNames: readonly string[] = [
  'plain',
  'two words',
  ' at both ends ',
  'tab\there',
  'line\nbreak',
  'carriage\rreturn',
  `"double" and 'single'`,
  'back\\slash and \\n',
  'a/slash/../and/dots',
  '100%25 %2F',
  'question?and&hash#',
  '$HOME `id` $(id)',
  '-p --formatter',
  'Größe',
  '队列 ☃ очередь',
  '🐇🐇',
  'combining e\u0301',
  'escape \u001b[31m',
  '"}],',
  'x'.repeat(255),
  '🐇'.repeat(63),
];

/** Makes these queues in the virtual host "/", led by this node. */
export async function declareQueues(lab: Lab, host: LabHost, names: readonly string[]): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${lab.username}:${lab.password}`).toString('base64')}`;
  // An import keeps line breaks, which declaring a queue takes out of its name.
  const queues = names.map((name) => ({ name, durable: true, auto_delete: false, arguments: {} }));
  const response = await fetch(`http://${host.address}:15672/api/definitions/%2F`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ queues }),
  });
  if (!response.ok) throw new Error(`definitions at ${host.name}: ${response.status} ${await response.text()}`);
}
