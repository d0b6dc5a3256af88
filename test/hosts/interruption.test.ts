import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { withLab } from '../lab/with-lab.js';
import { Operator } from './operator.js';
import { runningOn, untilGone, untilRunning, Watched } from './processes.js';
import { ensureAlone, toolSays } from './states.js';
import { lastHosts } from './two-hosts.js';

const tail = 'log_tail_stream';

withLab('bookworm', 'commands that somebody ends early', (lab: () => Lab) => {
  let host: LabHost;
  let operator: Operator;

  beforeAll(async () => {
    [host] = lastHosts(lab());
    await ensureAlone(host);
    operator = new Operator(lab(), { hosts: [host] });
    expect(await runningOn(host, tail)).toEqual([]);
  });
  afterAll(() => operator?.leave());

  /** Written to the broker's log until it comes out at the other end. */
  const logUntilSeen = async (command: Watched, words: string) => {
    const early = command.ended.then((ended) =>
      Promise.reject(new Error(`it ended by itself: ${JSON.stringify(ended)}`)),
    );
    await Promise.race([untilRunning(host, tail), early]);
    early.catch(() => {});
    for (let attempt = 0; attempt < 20 && !command.stdout.includes(words); attempt++) {
      await toolSays(host, 'eval', `rabbit_log:info("${words}").`);
    }
    expect(command.stdout).toContain(words);
  };

  test('Ctrl-C ends log_tail_stream with 130, here and on the host', async () => {
    const command = new Watched(operator.start(tail));
    await logUntilSeen(command, 'seen from outside');
    command.child.kill('SIGINT');
    expect(await command.ended).toMatchObject({ code: 130 });
    await untilGone(host, tail);
  });

  test('Ctrl-C typed on a terminal does the same', async () => {
    const command = new Watched(operator.onTerminal(tail));
    await untilRunning(host, tail);
    command.child.stdin.write('\u0003');
    expect(await command.ended).toMatchObject({ code: 130 });
    await untilGone(host, tail);
  });

  test('log_tail_stream ends when its reader has seen enough', async () => {
    const line = `"$@" ${tail} | head -1; echo "\${PIPESTATUS[0]}"`;
    const ended = operator.shell(`exec bash -c '${line}' bash "$@"`);
    await untilRunning(host, tail);
    let over = false;
    void ended.then(() => {
      over = true;
    });
    for (let attempt = 0; attempt < 20 && !over; attempt++) await toolSays(host, 'eval', 'rabbit_log:info("more").');
    const { stdout, stderr } = await ended;
    expect({ last: stdout.trimEnd().split('\n').at(-1), stderr }).toEqual({ last: '0', stderr: '' });
    await untilGone(host, tail);
  });

  test('--duration ends log_tail_stream by itself', async () => {
    // The tool itself sometimes trips over its own end: 1, "no connection".
    expect([0, 1]).toContain((await operator.run(tail, '--duration', '1')).code);
    await untilGone(host, tail);
  });

  test('list_queues into a reader that goes away says nothing about it', async () => {
    const line = '"$@" list_queues | head -1; echo "${PIPESTATUS[0]}"';
    expect(await operator.shell(`exec bash -c '${line}' bash "$@"`)).toEqual({
      code: 0,
      stdout: 'Timeout: 60.0 seconds ...\n0\n',
      stderr: '',
    });
  });

  test('a while loop keeps its stdin', async () => {
    const { code, stderr } = await operator.shell(`printf 'a\\nb\\n' | while read v; do "$@" add_vhost "$v"; done`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const vhosts = (await toolSays(host, 'list_vhosts', '--silent')).trimEnd().split('\n');
    for (const name of ['a', 'b']) await toolSays(host, 'delete_vhost', name);
    expect(vhosts.toSorted()).toEqual(['/', 'a', 'b']);
  });

  test('a while loop keeps its stdin over SSH too', async () => {
    const loop = `printf '1\\n2\\n3\\n' | while read n; do "$@" on-node -n ${host.node} -- rabbitmqctl version; done`;
    expect(await operator.shell(loop)).toMatchObject({ code: 0, stdout: `${lab().version}\n`.repeat(3) });
  });
});
