import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { unlessDown } from '../../src/cli/unless-down.js';
import type { Passed, Sink } from '../../src/format/result.js';

const passed = (start: (sink: Sink) => Promise<number>): Passed => ({ kind: 'passed', start });

/** What a slow reader gets, in its order. */
async function seen(tool: Passed): Promise<{ readonly code: number; readonly text: string }> {
  let text = '';
  let taking: Promise<void> = Promise.resolve();
  const sink: Sink = (_stream, chunk) => {
    taking = taking.then(async () => {
      await sleep(5);
      text += chunk;
    });
    return taking;
  };
  return { code: await unlessDown(tool, 'rabbit@mq1', true).start(sink), text };
}

it('what was held comes out in its order, and nothing overtakes it', async () => {
  const tool = passed(async (sink) => {
    await sink('stderr', Buffer.from('one '));
    await sink('stderr', Buffer.from('two '));
    const pending = [sink('stdout', Buffer.from('a row\n')), sink('stderr', Buffer.from('three '))];
    await Promise.all(pending);
    return 0;
  });
  expect(await seen(tool)).toEqual({ code: 0, text: 'one two a row\nthree ' });
});

it('more than a banner passes at once, and a failure after it is the tool’s', async () => {
  const tool = passed(async (sink) => {
    await sink('stdout', Buffer.from('Listing users ...\nuser\ttags\n'));
    await sink('stderr', Buffer.from('Error: unable to perform an operation on node\n'));
    return 69;
  });
  expect(await seen(tool)).toMatchObject({ code: 69, text: expect.stringContaining('unable to perform') });
});
