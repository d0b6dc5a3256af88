import { expect, it } from 'vitest';
import { NotPermitted, TimedOut, Unavailable } from '../../src/errors.js';
import { waitUntil } from '../../src/upgrade/wait-until.js';
import { handClock } from './parameter-store.js';

function waiting(more: object = {}) {
  const reasons: string[] = [];
  const { signal } = new AbortController();
  const { clock } = handClock();
  return {
    reasons,
    clock,
    options: { clock, signal, timeout: 60, report: (reason: string) => reasons.push(reason), ...more },
  };
}

/** One answer after the other; the last one again and again. An error is thrown. */
function answers(...list: readonly (true | string | Error)[]) {
  let asked = 0;
  return async (): Promise<true | string> => {
    const answer = list[Math.min(asked++, list.length - 1)] ?? true;
    if (answer instanceof Error) throw answer;
    return answer;
  };
}

it('asks until the answer is yes, and tells why it is not', async () => {
  const { reasons, options } = waiting();
  await waitUntil(answers('2 to go', '1 to go', true), options);
  expect(reasons).toEqual(['2 to go', '1 to go']);
});

it('wants yes so many times in a row', async () => {
  const { reasons, options } = waiting({ times: 2 });
  await waitUntil(answers(true, 'not any more', true, true), options);
  expect(reasons).toEqual(['not any more']);
});

it('gives up in the end, with the last reason', async () => {
  const { options, clock } = waiting();
  const begun = clock.now();
  await expect(waitUntil(answers('at first', 'and still'), options)).rejects.toThrow(
    new TimedOut('not in 60 s: and still'),
  );
  expect((clock.now() - begun) / 1000).toBeCloseTo(60, -1);
});

it('waits on while a node does not answer', async () => {
  const { reasons, options } = waiting();
  await waitUntil(answers(new Unavailable('mq1 does not answer'), true), options);
  expect(reasons).toEqual(['mq1 does not answer']);
});

it.each([
  ['a login that is refused', new NotPermitted('no')],
  ['a defect', new TypeError('oops')],
])('does not wait for %s to go away', async (_, error) => {
  await expect(waitUntil(answers(error), waiting().options)).rejects.toBe(error);
});

it('knows what waiting helps, if it is told', async () => {
  const error = new Unavailable('down');
  await expect(waitUntil(answers(error), waiting({ helps: () => false }).options)).rejects.toBe(error);
});

it('ends when it is to end', async () => {
  const controller = new AbortController();
  controller.abort(new Error('Ctrl-C'));
  await expect(waitUntil(answers('never'), waiting({ signal: controller.signal }).options)).rejects.toThrow('Ctrl-C');
});
