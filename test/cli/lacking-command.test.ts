import { expect, it } from 'vitest';
import { lackingCommand } from '../../src/cli/lacking-command.js';
import type { Node } from '../../src/cluster/cluster.js';
import { Unavailable } from '../../src/errors.js';

const node = (version: () => Promise<unknown>) => ({ name: 'rabbit@mq1', version }) as Node;
const on = (rabbitmq: string) => node(async () => ({ rabbitmq, erlang: '27' }));
const silent = node(async () => Promise.reject(new Unavailable('refused')));

it('names the command, the node and its version', async () => {
  expect(await lackingCommand('schema_info', on('4.3.6'))).toBe(
    'rabbit@mq1 runs RabbitMQ 4.3.6; there is schema_info up to 4.2.9.',
  );
  expect(await lackingCommand('streams grow', on('4.0.5'))).toContain('there is streams grow from 4.2.3 on');
});

it('says nothing of a command that is there: it was refused for another reason', async () => {
  expect(await lackingCommand('schema_info', on('4.0.5'))).toBeUndefined();
  expect(await lackingCommand('status', silent)).toBeUndefined();
});

it('where HTTP does not tell the version it says which versions have it', async () => {
  expect(await lackingCommand('peek', silent)).toBe('RabbitMQ has peek from 3.8.10 on.');
  await expect(
    lackingCommand(
      'peek',
      node(async () => Promise.reject(new Error('a defect'))),
    ),
  ).rejects.toThrow('a defect');
});
