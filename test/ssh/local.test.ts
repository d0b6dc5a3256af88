import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { DataError, Interrupted, TimedOut, Unavailable } from '../../src/errors.js';
import { localHost } from '../../src/ssh/local.js';
import { prefixedHost } from '../../src/ssh/prefixed-host.js';
import { awkwardArguments } from './awkward.js';
import { eventually, freePort, processesWith } from './sshd.js';

/** A “container”: as with docker exec, ending the prefix ends nothing inside. */
const detaching = ['sh', '-c', 'exec 3<&0; setsid "$@" <&3 3<&- & wait $!', 'container'];

describe.each([
  ['this machine', () => localHost(), '4713'],
  ['a prefix', () => prefixedHost(localHost(), ['env', 'IN=1']), '4714'],
  ['a container', () => prefixedHost(localHost(), detaching), '4715'],
])('%s', (_name, open, seconds) => {
  const host = open();

  it('keeps stdout, stderr and the exit code apart', async () => {
    const output = await host.run(['sh', '-c', 'cat; echo err >&2; exit 7'], { input: 'in' });
    expect(output).toMatchObject({ stdout: 'in', stderr: 'err\n', code: 7 });
  });

  it('hands awkward arguments over unchanged', async () => {
    const { stdout } = await host.run(['printf', '%s\\0', ...awkwardArguments], { deadline: 60_000 });
    expect(stdout.split('\0').slice(0, -1)).toEqual(awkwardArguments);
  });

  it('sets directory and environment', async () => {
    const output = await host.run(['sh', '-c', 'pwd; echo "$ODD"'], { cwd: '/usr', env: { ODD: "a'b" } });
    expect(output.stdout).toBe("/usr\na'b\n");
  });

  it('says 127 for a program that is not there', async () => {
    expect(await host.run(['no-such-program'])).toMatchObject({
      code: 127,
      stderr: expect.stringContaining('no-such-program'),
    });
  });

  it('hands output on as it comes', async () => {
    let seen = '';
    const onOutput = async (_stream: string, chunk: Uint8Array) => {
      await new Promise((resolve) => setImmediate(resolve));
      seen += Buffer.from(chunk).toString();
    };
    const output = await host.run(['sh', '-c', 'echo a; echo b'], { onOutput, deadline: 60_000 });
    expect({ seen, stdout: output.stdout }).toEqual({ seen: 'a\nb\n', stdout: '' });
  });

  it('ends the whole process group when aborted and at the deadline', async () => {
    const abort = new AbortController();
    const running = host.run(['sh', '-c', `sleep ${seconds}.1 & sleep ${seconds}.1`], { signal: abort.signal });
    expect(await eventually(() => processesWith(`sleep ${seconds}.1`).length >= 2)).toBe(true);
    abort.abort();
    await expect(running).rejects.toThrow(Interrupted);
    await expect(host.run(['sleep', `${seconds}.2`], { deadline: 300 })).rejects.toThrow(TimedOut);
    await expect(host.run(['sleep', `${seconds}.3`], { signal: abort.signal })).rejects.toThrow(Interrupted);
    expect(await eventually(() => processesWith(`sleep ${seconds}.`).length === 0)).toBe(true);
  });
});

describe('this machine', () => {
  it('ends a program whose output never ends', async () => {
    const endless = localHost().run(['yes']);
    await expect(endless).rejects.toThrow('yes printed more than 256 MiB');
    await expect(endless).rejects.toMatchObject({ name: 'Unavailable', reached: true });
  });

  it('tells a signal as 128 + n', async () => {
    expect(await localHost().run(['sh', '-c', 'kill -TERM $$'])).toMatchObject({ code: 143 });
  });

  it('refuses an argument that no program can take', async () => {
    await expect(localHost().run(['echo', 'x'.repeat(200_000)])).rejects.toThrow(DataError);
  });

  it('leaves a program in our terminal to deal with Ctrl-C itself, and hands TERM on', async () => {
    const abort = new AbortController();
    const script = 'trap "exit 42" TERM; for _ in 1 2 3 4 5 6; do sleep 0.1; done; exit 3';
    const running = localHost().run(['sh', '-c', script], { terminal: true, signal: abort.signal });
    abort.abort();
    expect(await running).toMatchObject({ code: 3 });
    await expect(localHost().run(['sh', '-c', 'exit 3'], { terminal: true, signal: abort.signal })).rejects.toThrow(
      Interrupted,
    );

    const others = process.listeners('SIGTERM');
    const told = localHost().run(['sh', '-c', `${script} 4716.1`], { terminal: true });
    expect(await eventually(() => processesWith('4716.1').length > 0)).toBe(true);
    for (const listener of process.listeners('SIGTERM')) if (!others.includes(listener)) listener('SIGTERM');
    expect(await told).toMatchObject({ code: 42 });
    expect(process.listeners('SIGTERM')).toEqual(others);
  });

  it('connects to its own ports', async () => {
    const server = createServer((socket) => socket.end('here'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect(await text(await localHost().connect('127.0.0.1', port))).toBe('here');
    server.close();
    await expect(localHost().connect('127.0.0.1', await freePort())).rejects.toThrow(Unavailable);
  });
});

describe('a container', () => {
  it.each([
    ['docker exec -i rabbitmq1', 'docker exec -t -i rabbitmq1'],
    ['sudo podman --runtime runc exec -i rabbitmq1', 'sudo podman --runtime runc exec -t -i rabbitmq1'],
    ['kubectl -n prod exec -i rabbitmq1 --', 'kubectl -n prod exec -t -i rabbitmq1 --'],
    ['nsenter --target rabbitmq1', 'nsenter --target rabbitmq1'],
  ])('%s asks for a terminal only when one is wanted', async (prefix, withTerminal) => {
    const seen: string[] = [];
    const recorder = {
      ...localHost(),
      name: 'x',
      run: async (argv: readonly string[]) => {
        seen.push(argv.join(' '));
        return { stdout: '', stderr: '', code: 0, seconds: 0 };
      },
    };
    const host = prefixedHost(recorder, prefix.split(' '));
    await host.run(['sh'], { terminal: true });
    await host.run(['sh']);
    expect(seen).toEqual([`${withTerminal} sh`, `${prefix} sh`]);
    expect(host.name).toBe('rabbitmq1 on x');
  });
});

it('an engine that hangs is told from a command that takes long', async () => {
  const stuck = prefixedHost(localHost(), ['sh', '-c', 'sleep 4716', 'exec', '-i', 'mq1']);
  await expect(stuck.run(['true'], { deadline: 700 })).rejects.toMatchObject({
    name: 'TimedOut',
    hint: 'Nothing has begun inside: does sh answer there?',
  });
  expect(await eventually(() => processesWith('sleep 4716').length === 0)).toBe(true);
  const well = prefixedHost(localHost(), ['env', 'IN=1']);
  await expect(well.run(['sleep', '4717'], { deadline: 700 })).rejects.toMatchObject({ hint: undefined });
});
