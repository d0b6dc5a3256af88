import { expect, it } from 'vitest';
import { examplesOf } from '../../src/cli/example.js';
import { commands } from '../surface/snapshot.js';
import { broker } from './broker.js';
import { commandLinesIn } from './example-words.js';
import { ownTool } from './own-tool.js';
import { run } from './world.js';

/** They begin a job of their own with the tool instead of handing the words on. */
const likewise = ['add_signing_key', 'add_uaa_key', 'eval', 'log_tail_stream', 'observer', 'remote_shell'];

// What a user may do over HTTP is tried for each tag by test/hosts/every-tag*.test.ts; of these no tag is ever asked.
it.each(commands.filter(({ name, definition }) => definition.byOwnTool === true || likewise.includes(name)))(
  '$name: with --api-only the way out is told, whoever asks: nothing is asked over HTTP',
  async ({ name, definition }) => {
    const node = await broker();
    const tool = ownTool(node.url);
    const example = examplesOf(name, definition).find((line) => line.includes(name)) ?? '';
    const words = (commandLinesIn(example)[0] ?? []).map((word) => word.replace(/rabbit@\w+/, 'rabbit@mq1'));
    const { code, stderr } = await run(['--config', tool.config, '--api-only', ...words], { input: '{}' });
    expect({ words, code, stderr }).toEqual({ words, code: 69, stderr: expect.stringContaining('--api-only') });
    expect(stderr).toMatch(/[Ll]eave out --api-only|[Ww]ithout --api-only/);
    expect({ calls: tool.calls(), requests: node.requests() }).toEqual({ calls: [], requests: [] });
  },
);
