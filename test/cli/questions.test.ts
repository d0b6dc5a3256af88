import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { command } from '../../src/cli/command.js';
import { runCommand } from '../../src/cli/pipeline.js';
import { Terminal } from '../../src/cli/terminal.js';
import { value } from '../../src/format/result.js';
import { type Broker, broker } from './broker.js';
import { type Ran, World, type WorldOptions } from './world.js';

let node: Broker;
beforeEach(async () => {
  node = await broker({ 'PUT users/alice': 201, 'GET users': [] });
});

describe('a question', () => {
  const { definition } = command({
    section: 'whole_cluster',
    summary: 'asks before it does anything',
    run: async ({ confirm }) => value((await confirm('Go on?')) ? 'done' : 'left'),
  });
  const ask = async (argv: readonly string[], typed?: string, options?: WorldOptions): Promise<Ran> => {
    const world = new World(options);
    const running = runCommand(definition, 'ask-me', ['--api-only', ...argv], world.outside);
    if (typed !== undefined) await whenAsked(world, 'Go on?', typed);
    const code = await running;
    return { code, stdout: world.stdout, stderr: world.stderr };
  };

  it('without a terminal is an error with 64, nothing touched', async () => {
    const ran = await ask([]);
    expect(ran).toMatchObject({ code: 64, stdout: '' });
    expect(ran.stderr).toContain('Add --yes to say yes. Nothing was touched.');
  });

  it('--yes answers it, with or without a terminal', async () => {
    expect(await ask(['--yes'])).toEqual({ code: 0, stdout: 'done\n', stderr: '' });
    expect(await ask(['--yes'], undefined, { terminal: true })).toMatchObject({ code: 0, stdout: 'done\n' });
  });

  it.each([
    ['y', 'done\n'],
    ['YES', 'done\n'],
    ['n', 'left\n'],
    ['', 'left\n'],
    ['yesterday', 'left\n'],
  ])('%j typed on a terminal', async (typed, stdout) => {
    const ran = await ask([], `${typed}\r`, { terminal: true });
    expect(ran).toMatchObject({ code: 0, stdout });
    expect(ran.stderr).toContain('Go on? [y/N] ');
  });

  it('Ctrl-C typed at it ends with 130', async () => {
    expect(await ask([], '\u0003', { terminal: true })).toMatchObject({ code: 130, stdout: '' });
  });
});

it('two questions at once are asked one after the other, each with its own answer', async () => {
  const world = new World({ terminal: true });
  const terminal = new Terminal(world.outside);
  const answers = Promise.all([terminal.readSecret('of mq1: '), terminal.readSecret('of mq2: ')]);
  await whenAsked(world, 'of mq1: ', 'one\r');
  await whenAsked(world, 'of mq2: ', 'two\r');
  expect(await answers).toEqual(['one', 'two']);
  expect(world.stderr).toBe('of mq1: \nof mq2: \n');
});

it('Ctrl-C at one question is the answer to those behind it', async () => {
  const world = new World({ terminal: true });
  const terminal = new Terminal(world.outside);
  const answers = Promise.allSettled([terminal.readSecret('of mq1: '), terminal.readSecret('of mq2: ')]);
  await whenAsked(world, 'of mq1: ', '\u0003');
  expect(await answers).toMatchObject([{ reason: { exitCode: 130 } }, { reason: { exitCode: 130 } }]);
  expect(world.stderr).not.toContain('of mq2');
});

describe('a password', () => {
  const add = (world: World): Promise<Ran> => world.run(['--url', node.url, '--api-only', '-q', 'add_user', 'alice']);
  const sent = () => node.seen.filter(({ method }) => method === 'PUT').map(({ body }) => body);

  it('is the first line of a pipe', async () => {
    expect(await add(new World({ input: 's3cret\nnot this\n' }))).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect(sent()).toEqual([{ password: 's3cret', tags: '' }]);
  });

  it('may be an empty line, may have no line end, may be Unicode', async () => {
    for (const input of ['\n', 'pässwörd ☃']) expect((await add(new World({ input }))).code).toBe(0);
    expect(sent()).toEqual([
      { password: '', tags: '' },
      { password: 'pässwörd ☃', tags: '' },
    ]);
  });

  it('missing from an empty pipe is an error, nothing sent', async () => {
    const ran = await add(new World());
    expect(ran).toMatchObject({ stdout: '', stderr: expect.stringContaining('no password on stdin') });
    expect(ran.code).not.toBe(0);
    expect(sent()).toEqual([]);
  });

  it('is typed on a terminal without being shown', async () => {
    const world = new World({ terminal: true });
    const running = add(world);
    await whenAsked(world, 'Password: ', 's3cret\r');
    expect(await running).toMatchObject({ code: 0, stdout: '', stderr: 'Password: \n' });
    expect(sent()).toEqual([{ password: 's3cret', tags: '' }]);
  });

  it('Ctrl-C while it is awaited from a pipe ends with 130', async () => {
    const world = new World({ open: true });
    const running = add(world);
    await sleep(100);
    world.interrupt();
    expect(await running).toMatchObject({ code: 130, stderr: 'Error: interrupted\n' });
  });

  it('of the API and of the new user come one after the other: two lines of one pipe', async () => {
    const world = new World({ input: 'mine\ntheirs\n' });
    const ran = await world.run([
      '--url',
      node.url,
      '--api-only',
      '-q',
      '--username',
      'ops',
      '--password-stdin',
      'add_user',
      'alice',
    ]);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(sent()).toEqual([{ password: 'theirs', tags: '' }]);
  });

  it('for the API is asked for on a terminal, and refused without one', async () => {
    const world = new World({ terminal: true });
    const running = world.run(['--url', node.url, '--username', 'ops', '-q', 'list_users']);
    await whenAsked(world, 'Password of ops: ', 's3cret\r');
    expect(await running).toMatchObject({ code: 0 });
    const without = await new World().run(['--url', node.url, '--username', 'ops', 'list_users']);
    expect(without).toMatchObject({ code: 64 });
    expect(without.stderr).toContain('there is no terminal to ask');
  });
});

/** Types when the question stands there, as a person would. */
async function whenAsked(world: World, question: string, typed: string): Promise<void> {
  while (!world.stderr.includes(question)) await sleep(10);
  world.stdin.write(typed);
}
