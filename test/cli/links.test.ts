import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { calledAs } from '../../src/cli/called-as.js';
import type { Tool } from '../../src/cli/command.js';
import { commandsOfTool, tools, toolsWith } from '../../src/cli/tool-commands.js';
import { toolScript } from '../../src/ssh/tool-script.js';
import { inventory } from '../surface/inventory.js';
import { broker } from './broker.js';
import { builtTool } from './built-tool.js';
import { ended, runTool, start } from './run-tool.js';
import { table } from './world.js';

let tool = '';
beforeAll(async () => {
  tool = await builtTool();
}, 120_000);

const folder = () => mkdtempSync(join(tmpdir(), 'rabbitctl-links-'));
const links = (...argv: readonly string[]) => runTool(tool, ['install-links', ...argv]);
/** Called by a link, as a shell calls it. */
const called = (file: string, ...argv: readonly string[]) => ended(start(file, argv));

describe('install-links', () => {
  it('makes six links, once and again, and takes them away', async () => {
    const place = folder();
    expect(await links(place)).toMatchObject({ code: 0, stderr: '' });
    expect(await links(place)).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(place).toSorted()).toEqual([...tools].toSorted());
    expect(readlinkSync(join(place, 'rabbitmqctl'))).toBe(tool);
    writeFileSync(join(place, 'other'), '');
    expect(await links('--remove', place)).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(place)).toEqual(['other']);
  });

  it('replaces no file that is not ours, but with --force, and makes nothing then', async () => {
    const place = folder();
    writeFileSync(join(place, 'rabbitmq-queues'), 'the real one');
    symlinkSync('/usr/sbin/rabbitmqctl', join(place, 'rabbitmqctl'));
    const refused = await links(place);
    expect(refused).toMatchObject({ code: 65, stdout: '' });
    expect(refused.stderr).toContain(`${place}/rabbitmqctl, ${place}/rabbitmq-queues are there already`);
    expect(readdirSync(place)).toHaveLength(2);
    const removed = await links('--remove', place);
    expect(removed).toMatchObject({ code: 0 });
    expect(removed.stderr).toContain(`${place}/rabbitmqctl stays`);
    expect(await links('--force', place)).toMatchObject({ code: 0 });
    expect(lstatSync(join(place, 'rabbitmq-queues')).isSymbolicLink()).toBe(true);
  });

  it('never replaces a folder, and makes none', async () => {
    const place = folder();
    mkdirSync(join(place, 'rabbitmqctl'));
    expect(await links('--force', place)).toMatchObject({
      code: 65,
      stderr: expect.stringContaining('A folder is never'),
    });
    expect(await links(join(place, 'none'))).toMatchObject({ code: 65, stderr: expect.stringContaining('no folder') });
  });
});

describe("where the links are all there is of a node's tools", () => {
  /** HTTP is refused: the node's own tool is looked for, on this machine. */
  const asked = (place: string, file: string, env = {}) =>
    ended(
      start(file, ['--url', 'http://127.0.0.1:9', '--ssh', 'none', 'list_queues'], {
        PATH: `${place}:${process.env.PATH}`,
        ...env,
      }),
    );

  it.skipIf(existsSync('/usr/lib/rabbitmq/bin'))(
    'we do not start ourselves as the tool, nor without end',
    async () => {
      const place = folder();
      await links(place);
      for (const file of [join(place, 'rabbitmqctl'), tool]) {
        const { code, stdout, stderr } = await asked(place, file);
        expect({ code, stdout }).toEqual({ code: 69, stdout: '' });
        expect(stderr).toContain('127.0.0.1:9');
      }
    },
    30_000,
  );

  it('one that was started by ourselves all the same refuses', async () => {
    const place = folder();
    await links(place);
    expect(await asked(place, join(place, 'rabbitmqctl'), { RABBITCTL_ASKS: '1' })).toEqual({
      code: 69,
      signal: null,
      stdout: '',
      stderr: 'rabbitctl-cannot: rabbitmq-missing\n',
    });
  });

  it('the script passes them over, finds the real tool behind them, and marks what it starts', async () => {
    const [place, real] = [folder(), folder()];
    await links(place);
    writeFileSync(join(real, 'rabbitmqctl'), '#!/bin/sh\necho "real $RABBITCTL_ASKS $*"\n', { mode: 0o755 });
    const script = toolScript.replaceAll('/usr/lib/rabbitmq/bin', join(place, 'none'));
    const found = (path: string, env = {}) =>
      ended(
        start('/bin/sh', ['-c', script, 'rabbitctl', 'plain', 'rabbitmqctl', 'a b'], {
          PATH: `${path}:/usr/bin:/bin`,
          ...env,
        }),
      );
    const own = { RABBITCTL_PROGRAM: realpathSync(tool) };
    expect(await found(`${place}:${real}`, own)).toMatchObject({ code: 0, stdout: 'real 1 a b\n' });
    expect(await found(place, own)).toMatchObject({ code: 69, stderr: 'rabbitctl-cannot: rabbitmq-missing\n' });
    // On another machine, where nobody tells what we are: by what the file is called, or by the mark.
    expect(await found(place)).toMatchObject({ code: 69, stderr: 'rabbitctl-cannot: rabbitmq-missing\n' });
  });
});

describe('called by the name of a tool', () => {
  it('it has the commands of that tool, and their help', async () => {
    const place = folder();
    await links(place);
    const plugins = join(place, 'rabbitmq-plugins');
    expect(await called(plugins, 'list', '--help')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('\nUsage: rabbitmq-plugins list '),
    });
    const help = await called(plugins, 'help');
    expect(help.stdout).toMatch(/^Usage: rabbitmq-plugins /);
    expect(help.stdout).toMatch(/^ {3}is_enabled /m);
    expect(help.stdout).not.toContain('list_queues');
    const other = await called(plugins, 'list_queues');
    expect(other).toMatchObject({
      code: 64,
      stdout: '',
      stderr: expect.stringMatching(/^Error: Command 'list_queues' not found\./),
    });
    expect(await called(join(place, 'rabbitmq-queues'), 'grow')).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('Usage: rabbitmq-queues grow '),
    });
    expect(await called(join(place, 'rabbitmq-streams'), 'grow')).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('Usage: rabbitmq-streams grow '),
    });
    // Nor is the node asked, which might have a plugin with such a command.
    expect(await called(plugins, '-n', 'rabbit@127.0.0.2', 'list_queues')).toMatchObject({
      code: 64,
      stderr: other.stderr,
    });
    expect(await called(join(place, 'rabbitmqctl'), 'health')).toMatchObject({ code: 64 });
    expect(await called(join(place, 'rabbitmq-upgrade'))).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('Usage: rabbitmq-upgrade '),
    });
    const node = await broker({ 'GET users': [{ name: 'alice', tags: [] }] });
    expect(await called(join(place, 'rabbitmqctl'), '--url', node.url, '-q', 'list_users')).toMatchObject({
      code: 0,
      stdout: 'user\ttags\nalice\t[]\n',
    });
  });

  it('of each tool those that RabbitMQ has there', () => {
    const wrong = inventory
      .filter(({ name }) => name !== 'help')
      .flatMap(({ name, tools: known }) => {
        const ours = tools.filter((each) => commandsOfTool(each, table).names.includes(name));
        // `grow` is of two tools, in two rows.
        const all = inventory.filter((each) => each.name === name).flatMap((each) => each.tools);
        return ours.toSorted().join() === [...new Set([...known, ...all])].toSorted().join()
          ? []
          : [`${name}: ${ours}`];
      });
    expect(wrong).toEqual([]);
  });

  it('grow of queues and of streams are two', async () => {
    const load = async (name: Tool) => (await commandsOfTool(name, table).load('grow')).definition.tool;
    expect(await load('rabbitmq-queues')).toBe('rabbitmq-queues');
    expect(await load('rabbitmq-streams')).toBe('rabbitmq-streams');
    expect(toolsWith({ name: 'grow', summary: '', section: '', tool: 'rabbitmq-queues', valueOptions: [] })).toEqual([
      'rabbitmq-queues',
    ]);
  });

  it.each<readonly [string, object, string | undefined]>([
    [
      'a link of Node',
      { argv: ['/usr/bin/node', '/usr/local/bin/rabbitmqctl'], argv0: 'node', versions: {} },
      'rabbitmqctl',
    ],
    [
      'a link of the executable',
      { argv: ['bun', '/$bunfs/root/rabbitctl'], argv0: './rabbitmq-queues', versions: { bun: '1' } },
      'rabbitmq-queues',
    ],
    ['rabbitctl', { argv: ['/usr/bin/node', '/usr/local/bin/rabbitctl'], argv0: 'node', versions: {} }, undefined],
    ['another name', { argv: ['/usr/bin/node', '/x/rabbitmqctl2'], argv0: 'node', versions: {} }, undefined],
  ])('%s', (_, run, expected) => {
    expect(calledAs(run as never)).toBe(expected);
  });
});
