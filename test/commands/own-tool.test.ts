import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { CommandClass } from '../../src/cli/command.js';
import consumeEventStream from '../../src/commands/consume_event_stream.js';
import observer from '../../src/commands/observer.js';
import postUpgrade from '../../src/commands/post_upgrade.js';
import remoteShell from '../../src/commands/remote_shell.js';
import { NotOverHttp } from '../../src/errors.js';
import { requests, runCommand } from './fakes.js';

/** In a declaration whose command does nothing here. */
const plain = 'run: ({ ownTool }) => ownTool(),';

const folder = join(import.meta.dirname, '../../src/commands');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

it.each(files.filter((file) => readFileSync(join(folder, file), 'utf8').includes(plain)))(
  "%s: the words go to the node's own tool, and nothing is asked over HTTP",
  async (file) => {
    const { default: command } = (await import(join(folder, file))) as { default: CommandClass };
    expect(command.definition.tool).toBeDefined();
    const { passed, seen } = await runCommand(command);
    expect({ passed, seen }).toEqual({ passed: [undefined], seen: [] });
  },
);

it.each([
  ['observer', observer],
  ['remote_shell', remoteShell],
])('%s gets a terminal where there is one, and no end', async (_, command) => {
  expect((await runCommand(command)).passed).toEqual([{ endless: true, terminal: false }]);
});

it('consume_event_stream has no end but the one that is typed', async () => {
  expect((await runCommand(consumeEventStream)).passed).toEqual([{ endless: true }]);
});

it('what HTTP would tell only in part is asked of the tool', async () => {
  expect((await runCommand(postUpgrade)).error).toBeInstanceOf(NotOverHttp);
});

it('post_upgrade does it over HTTP where nothing else may be asked, and says what is not known then', async () => {
  const { seen, notes } = await runCommand(postUpgrade, {
    apiOnly: true,
    answers: { 'POST rebalance/queues': undefined },
  });
  expect(requests(seen)).toEqual(['POST rebalance/queues']);
  expect(notes.join()).toContain('HTTP does not tell who leads how much');
});
