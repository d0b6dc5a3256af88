import { expect, it } from 'vitest';
import { Interrupted, TimedOut, Unavailable } from '../../src/errors.js';
import { LateStart } from '../../src/ssh/late-start.js';
import { Limits } from '../../src/ssh/limits.js';

const never = () => new Promise<never>(() => {});
const soon = { note: 20, end: 60 };

function waiting(options: ConstructorParameters<typeof Limits>[0] = {}) {
  const limits = new Limits(options, 'rabbitmqctl status on ops@mq1:2222');
  const lines: string[] = [];
  return { limits, lines, late: new LateStart(limits, 'ops@mq1:2222', (line) => lines.push(line)) };
}

it('what does not begin after the login is told of, then given up', async () => {
  const { limits, lines, late } = waiting();
  late.asked(soon);
  const failure: unknown = await limits.race(never()).catch((error: unknown) => error);
  expect(lines).toEqual([
    expect.stringMatching(/^ops@mq1:2222: logged in, but nothing has begun there for 0\.02 seconds\.\n.*~\/\.bashrc.*/),
  ]);
  expect(lines[0]).toMatch(/Try: ssh ops@mq1 -p 2222 true$/);
  expect(failure).toBeInstanceOf(Unavailable);
  expect(failure).toMatchObject({
    message: 'rabbitmqctl status on ops@mq1:2222 has not begun within 0.06 seconds of the login',
    hint: expect.stringContaining('~/.bashrc'),
    // What has not begun has no effect, but a line that is only slow may have begun just now.
    reached: true,
  });
});

it('what has begun may take its time', async () => {
  const { limits, lines, late } = waiting();
  late.asked(soon);
  late.over();
  late.asked(soon);
  await expect(limits.race(new Promise((resolve) => setTimeout(resolve, 120, 'done')))).resolves.toBe('done');
  expect(lines).toEqual([]);
});

it('a deadline meanwhile says what it waited for; before the login and once it has begun it does not', async () => {
  const { limits, late } = waiting({ deadline: 20 });
  late.asked();
  const failure: unknown = await limits.race(never()).catch((error: unknown) => error);
  late.over();
  expect(failure).toBeInstanceOf(TimedOut);
  expect(failure).toMatchObject({ hint: expect.stringContaining('~/.bashrc') });
  const begun = waiting({ deadline: 20 });
  begun.late.asked();
  begun.late.over();
  await expect(begun.limits.race(never())).rejects.toMatchObject({ name: 'TimedOut', hint: undefined });
  await expect(waiting({ deadline: 20 }).limits.race(never())).rejects.toMatchObject({ hint: undefined });
});

it('Ctrl-C at once is only that; later it says what hung', async () => {
  const press = async (since: number) => {
    const controller = new AbortController();
    const { limits, late } = waiting({ signal: controller.signal });
    late.asked();
    limits.waitsFor = { hint: 'It hung.', since };
    controller.abort();
    const failure: unknown = await limits.race(never()).catch((error: unknown) => error);
    late.over();
    expect(failure).toBeInstanceOf(Interrupted);
    return (failure as Interrupted).hint;
  };
  expect(await press(Date.now())).toBeUndefined();
  expect(await press(Date.now() - 3000)).toBe('It hung.');
});
