import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { withLab } from '../lab/with-lab.js';
import { Operator } from './operator.js';
import { untilGone, untilRunning, Watched } from './processes.js';
import { ensureAlone } from './states.js';

const ctrlC = '\u0003';
/** What the terminal shows of it, not the echo of what was typed. */
const columns = (count: number) => `{ok,${count}}`;

// The newest system and Erlang: what ends a program there is not what it was.
withLab('forky', 'terminals', (lab: () => Lab) => {
  let host: LabHost;
  let operator: Operator;
  let bySystemsSsh: Operator;

  beforeAll(async () => {
    // Of that suite a lane may have one host only.
    [host] = lab().hosts as [LabHost];
    await ensureAlone(host);
    operator = new Operator(lab(), { hosts: [host] });
    // An option that ssh2 does not have makes the system's ssh the way to the host.
    const config = join(operator.home, 'ssh_config');
    writeFileSync(config, `Host *\n  VerifyHostKeyDNS yes\nInclude ${lab().sshConfigFile}\n`);
    bySystemsSsh = new Operator(lab(), { hosts: [host], ssh: { config_file: config } });
  });
  afterAll(() => {
    operator?.leave();
    bySystemsSsh?.leave();
  });

  const onTerminal = (...argv: readonly string[]) => new Watched(operator.onTerminal('-n', host.node, ...argv));

  test.each(['ssh2', 'the system’s ssh'])(
    'remote_shell by %s: our window is its window, whatever its size',
    async (way) => {
      const theirs = way === 'ssh2' ? operator : bySystemsSsh;
      const shell = new Watched(theirs.onTerminal('-n', host.node, '--debug', 'remote_shell'));
      await shell.says(/1> $/);
      expect(shell.stdout.includes("by the system's ssh")).toBe(theirs === bySystemsSsh);
      shell.child.stdin.write('io:columns().\r');
      await shell.says(columns(100));
      await theirs.resizeTerminal(30, 71);
      // The shell learns of it a moment later.
      await expect
        .poll(() => {
          shell.child.stdin.write('io:columns().\r');
          return shell.stdout;
        }, poll)
        .toContain(columns(71));
      shell.child.stdin.write('\u0007');
      await shell.says('-->');
      shell.child.stdin.write('q\r');
      expect(await shell.ended).toMatchObject({ code: 0 });
      await untilGone(host, 'remote_shell');
    },
  );

  test('Ctrl-C in remote_shell is the tool’s: its exit code is ours', async () => {
    const shell = onTerminal('remote_shell');
    await shell.says(/1> $/);
    shell.child.stdin.write(ctrlC);
    // The tools end with it; on the host itself it is the same.
    expect(await shell.ended).toMatchObject({ code: 130 });
    await untilGone(host, 'remote_shell');
  });

  test('observer draws until q', async () => {
    const observer = onTerminal('observer');
    await observer.says(/q\(quit\)/);
    await operator.resizeTerminal(30, 71);
    observer.child.stdin.write('q\r');
    expect(await observer.ended).toMatchObject({ code: 0, stdout: expect.stringContaining('Disconnected') });
    await untilGone(host, 'observer');
  });

  test('a terminal that is closed takes the far side with it', async () => {
    const observer = onTerminal('observer');
    await observer.says(/q\(quit\)/);
    observer.child.kill('SIGKILL');
    await untilGone(host, 'observer');
  });

  test.each(['consume_event_stream', 'log_tail_stream'])('Ctrl-C ends %s with 130, there too', async (name) => {
    const stream = onTerminal(name);
    await untilRunning(host, name);
    stream.child.stdin.write(ctrlC);
    expect(await stream.ended).toMatchObject({ code: 130 });
    await untilGone(host, name);
  });

  test('consume_event_stream tells what happens while it happens', async () => {
    const stream = onTerminal('consume_event_stream', '--pattern', 'vhost.*');
    await untilRunning(host, 'consume_event_stream');
    // It is there before it listens.
    await expect
      .poll(async () => {
        await host.ctl('add_vhost', 'seen');
        await host.ctl('delete_vhost', 'seen');
        return stream.stdout;
      }, poll)
      .toContain('"vhost.deleted"');
    stream.child.stdin.write(ctrlC);
    expect(await stream.ended).toMatchObject({ code: 130 });
  });
});

const poll = { timeout: 30_000, interval: 1000 };
