import { createServer, type Server } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataError, Interrupted, TimedOut, Unavailable } from '../../src/errors.js';
import type { Host } from '../../src/ssh/host.js';
import { openHost } from '../../src/ssh/ssh-host.js';
import { awkwardArguments } from './awkward.js';
import { eventually, me, noSshd, processesWith, Scratch, type Sshd } from './sshd.js';

describe.skipIf(noSshd)(`commands over a real sshd${noSshd ? `: skipped, ${noSshd}` : ''}`, () => {
  let scratch: Scratch;
  let sshd: Sshd;
  let config: string;
  let host: Host;

  beforeAll(async () => {
    scratch = await Scratch.create();
    sshd = await scratch.start('one', ['MaxSessions 4']);
    config = await scratch.config('config', [
      'Host one',
      'HostName 127.0.0.1',
      `Port ${sshd.port}`,
      `User ${me}`,
      `UserKnownHostsFile ${scratch.path('one.known')}`,
    ]);
    host = openHost({ host: 'one', configFile: config });
  });
  afterAll(async () => {
    await host?.close();
    await scratch?.remove();
  });

  it('keeps stdout, stderr and the exit code apart', async () => {
    const output = await host.run(['sh', '-c', 'echo out; echo err >&2; exit 7']);
    expect(output).toMatchObject({ stdout: 'out\n', stderr: 'err\n', code: 7 });
  });

  it('feeds stdin and closes it', async () => {
    expect(await host.run(['cat'], { input: 'geheim\n' })).toMatchObject({ stdout: 'geheim\n', code: 0 });
    expect(await host.run(['cat'])).toMatchObject({ stdout: '', code: 0 });
  });

  it('tells a signal as 128 + n', async () => {
    expect(await host.run(['sh', '-c', 'kill -KILL $$'])).toMatchObject({ code: 137 });
    expect(await host.run(['no-such-program'])).toMatchObject({ code: 127 });
  });

  it('sets directory and environment', async () => {
    const output = await host.run(['sh', '-c', 'pwd; printf %s "$ODD"'], {
      cwd: '/usr',
      env: { ODD: `a'b $HOME\n\\` },
    });
    expect(output.stdout).toBe(`/usr\na'b $HOME\n\\`);
  });

  it('hands awkward arguments over unchanged', async () => {
    const { stdout } = await host.run(['printf', '%s\\0', ...awkwardArguments]);
    expect(stdout.split('\0').slice(0, -1)).toEqual(awkwardArguments);
  });

  it('carries an argument of 100 kB and refuses one that no program can take', async () => {
    const long = 'x'.repeat(100_000);
    expect((await host.run(['printf', '%s', long])).stdout).toBe(long);
    await expect(host.run(['printf', '%s', 'x'.repeat(140_000)])).rejects.toThrow(DataError);
  });

  it('carries a large input', async () => {
    const { stdout } = await host.run(['wc', '-c'], { input: Buffer.alloc(20_000_000, 'a') });
    expect(Number(stdout)).toBe(20_000_000);
  });

  it('lets 100 MB flow, held back by a slow reader', async () => {
    let bytes = 0;
    let waiting = 0;
    let most = 0;
    const { code, stdout } = await host.run(['head', '-c', '100000000', '/dev/zero'], {
      async onOutput(_stream, chunk) {
        waiting += 1;
        most = Math.max(most, waiting);
        bytes += chunk.length;
        if (bytes % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
        waiting -= 1;
      },
    });
    expect({ code, stdout, bytes, most }).toEqual({ code: 0, stdout: '', bytes: 100_000_000, most: 1 });
  });

  it('runs 30 commands at once where sshd allows 4', async () => {
    const outputs = await Promise.all(
      Array.from({ length: 30 }, (_, index) => host.run(['sh', '-c', 'sleep 0.1; echo "$1"', 'sh', String(index)])),
    );
    expect(outputs.map(({ stdout }) => Number(stdout))).toEqual(Array.from({ length: 30 }, (_, index) => index));
    expect(sshd.log.match(/Accepted publickey/g)).toHaveLength(1);
  }, 120_000);

  it('ends the far side when aborted, children included', async () => {
    const abort = new AbortController();
    const running = host.run(['sh', '-c', 'sleep 4711.1 & sleep 4711.1'], { signal: abort.signal });
    expect(await eventually(() => processesWith('sleep 4711.1').length >= 2)).toBe(true);
    abort.abort();
    await expect(running).rejects.toThrow(Interrupted);
    expect(await eventually(() => processesWith('sleep 4711.1').length === 0)).toBe(true);
  });

  it('ends the far side at the deadline, one that ignores TERM too', async () => {
    const running = host.run(['sh', '-c', "trap '' TERM; sleep 4711.2; sleep 4711.2"], { deadline: 300 });
    await expect(running).rejects.toThrow(TimedOut);
    expect(await eventually(() => processesWith('4711.2').length === 0)).toBe(true);
  });

  it('passes on what onOutput throws, and ends the far side', async () => {
    const running = host.run(['sh', '-c', 'echo x; sleep 4711.3'], {
      onOutput: () => Promise.reject(new Error('EPIPE')),
      deadline: 60_000,
    });
    await expect(running).rejects.toThrow('EPIPE');
    expect(await eventually(() => processesWith('4711.3').length === 0)).toBe(true);
  });

  it('hides the process id that it asks for', async () => {
    const output = await host.run(['sh', '-c', 'echo a >&2; echo b >&2'], { deadline: 60_000 });
    expect(output).toMatchObject({ stderr: 'a\nb\n', stdout: '' });
  });

  it('does not start what is given up already', async () => {
    await expect(host.run(['sleep', '4711.4'], { signal: AbortSignal.abort() })).rejects.toThrow(Interrupted);
    expect(await eventually(() => processesWith('4711.4').length === 0)).toBe(true);
  });

  it('gives a terminal of our size', async () => {
    let seen = '';
    const output = await host.run(['sh', '-c', 'stty size; test -t 0 && test -t 1 && echo both'], {
      terminal: true,
      onOutput: (_stream, chunk) => {
        seen += Buffer.from(chunk).toString();
      },
    });
    expect(output.code).toBe(0);
    expect(seen.replaceAll('\r', '')).toBe('24 80\nboth\n');
  });

  it('hangs up the terminal when aborted', async () => {
    const abort = new AbortController();
    const running = host.run(['sleep', '4711.5'], { terminal: true, signal: abort.signal, onOutput: () => {} });
    expect(await eventually(() => processesWith('sleep 4711.5').length === 1)).toBe(true);
    abort.abort();
    await expect(running).rejects.toThrow(Interrupted);
    expect(await eventually(() => processesWith('sleep 4711.5').length === 0)).toBe(true);
  });

  it('says that the command may have run when the line is cut under it, and connects anew', async () => {
    const own = openHost({ host: 'one', configFile: config });
    const error: unknown = await own
      .run(['sh', '-c', 'kill -KILL $PPID; sleep 1'])
      .catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(Unavailable);
    expect(error).toMatchObject({ reached: true, hint: expect.stringContaining('may have run') });
    expect(await own.run(['echo', 'again'])).toMatchObject({ stdout: 'again\n' });
    await own.close();
  });

  it('shares the connect among first users', async () => {
    const before = sshd.log.match(/Accepted publickey/g)?.length ?? 0;
    const own = openHost({ host: 'one', configFile: config });
    await Promise.all([own.run(['true']), own.run(['true']), own.run(['true'])]);
    await own.close();
    expect(sshd.log.match(/Accepted publickey/g)).toHaveLength(before + 1);
  });

  describe('tunnels', () => {
    let server: Server;
    let port: number;

    beforeAll(async () => {
      server = createServer({ allowHalfOpen: true }, (socket) => {
        let received = 0;
        socket.on('data', (chunk) => {
          received += chunk.length;
        });
        socket.on('end', () => socket.end(`${received} bytes`));
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const address = server.address();
      port = typeof address === 'object' && address ? address.port : 0;
    });
    afterAll(() => server.close());

    it('carries bytes both ways, with half-closing', async () => {
      const tunnel = await host.connect('127.0.0.1', port);
      tunnel.end(Buffer.alloc(3_000_000, 'x'));
      expect(await text(tunnel)).toBe('3000000 bytes');
    });

    it('is destroyed with its reason like any stream', async () => {
      const tunnel = await host.connect('127.0.0.1', port);
      const reason = new Promise((resolve) => tunnel.on('error', resolve));
      const closed = new Promise((resolve) => tunnel.on('close', () => resolve('closed')));
      tunnel.destroy(new Error('enough'));
      expect(await reason).toMatchObject({ message: 'enough' });
      expect(await closed).toBe('closed');
    });

    it('says so when nothing listens there', async () => {
      await expect(host.connect('127.0.0.1', 1)).rejects.toThrow(/cannot reach 127\.0\.0\.1:1/);
    });
  });
});
