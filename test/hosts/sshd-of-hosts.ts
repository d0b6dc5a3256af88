import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Interrupted } from '../../src/errors.js';
import type { Host } from '../../src/ssh/host.js';
import { openHost } from '../../src/ssh/ssh-host.js';
import type { SshSettings } from '../../src/ssh/ssh-settings.js';
import type { Lab } from '../lab/lab.js';
import { until } from '../lab/until.js';
import { awkwardArguments } from '../ssh/awkward.js';
import { lastHosts } from './two-hosts.js';

const keyTypes: Readonly<Record<string, readonly string[]>> = {
  'an Ed25519 key': ['-t', 'ed25519'],
  'an ECDSA key': ['-t', 'ecdsa', '-b', '384'],
  'an RSA key': ['-t', 'rsa', '-b', '3072'],
  'an RSA key in PEM': ['-t', 'rsa', '-b', '3072', '-m', 'PEM'],
};

/** What every release's sshd must let us do. Debian's differ by eight years of OpenSSH: algorithms, processes, limits. */
export function describeSshd(lab: () => Lab): void {
  describe('sshd', () => {
    let directory: string;
    let host: Host;
    const opened: Host[] = [];

    beforeAll(() => {
      directory = mkdtempSync(join(tmpdir(), 'rabbitctl-sshd-'));
      host = open();
    });
    afterAll(async () => {
      await Promise.all(opened.map((one) => one.close()));
      await authorize('');
      rmSync(directory, { recursive: true });
    });

    function open(settings: Partial<SshSettings> = {}): Host {
      const [{ address }] = lastHosts(lab());
      const one = openHost({ host: address, user: 'ops', configFile: lab().sshConfigFile, ...settings });
      opened.push(one);
      return one;
    }

    /** Lets ops in with this line of authorized_keys, too; with none, as before. */
    async function authorize(line: string): Promise<void> {
      const [one] = lastHosts(lab());
      const keys = '/home/ops/.ssh/authorized_keys';
      const script = `test -e ${keys}.before || cp -a ${keys} ${keys}.before; cp -a ${keys}.before ${keys}; cat >>${keys}`;
      const { code, stderr } = await one.run(['sh', '-c', script], { input: line });
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    }

    /** A new key pair; its private file. */
    function keygen(name: string, words: readonly string[]): string {
      const file = join(directory, name);
      execFileSync('ssh-keygen', ['-q', '-N', '', '-C', name, ...words, '-f', file]);
      return file;
    }

    test.each(Object.entries(keyTypes))('lets in with %s', async (name, words) => {
      const file = keygen(name.replaceAll(' ', '-'), words);
      await authorize(readFileSync(`${file}.pub`, 'utf8'));
      const { stdout } = await open({ identity: [file] }).run(['id', '-un']);
      expect(stdout).toBe('ops\n');
    });

    test('lets in with a certificate, by the system’s ssh, which does all the same', async () => {
      const [authority, file] = [keygen('authority', []), keygen('certified', [])];
      const sign = ['-q', '-s', authority, '-I', 'ops', '-n', 'ops', '-V', '+1h', `${file}.pub`];
      execFileSync('ssh-keygen', sign);
      await authorize(`cert-authority ${readFileSync(`${authority}.pub`, 'utf8')}`);
      const lines: string[] = [];
      const one = open({ identity: [file], debug: (line) => lines.push(line) });
      const { stdout, stderr, code } = await one.run(['sh', '-c', 'cat; echo err >&2; exit 7'], { input: 'in' });
      expect({ stdout, stderr, code }, lines.join('\n')).toEqual({ stdout: 'in', stderr: 'err\n', code: 7 });
      expect(lines.join('\n')).toContain("by the system's ssh");
      expect((await one.run(['printf', '%s\\0', ...awkwardArguments])).stdout).toBe(
        awkwardArguments.map((word) => `${word}\0`).join(''),
      );
    });

    test('keeps streams and codes apart, and takes much input', async () => {
      const output = await host.run(['sh', '-c', 'wc -c; echo err >&2; exit 7'], { input: Buffer.alloc(5_000_000) });
      expect(output).toMatchObject({ stdout: '5000000\n', stderr: 'err\n', code: 7 });
      expect(await host.run(['sh', '-c', 'kill -KILL $$'])).toMatchObject({ code: 137 });
    });

    test('hands arguments over as they are', async () => {
      const { stdout } = await host.run(['printf', '%s\\0', ...awkwardArguments]);
      expect(stdout.split('\0').slice(0, -1)).toEqual(awkwardArguments);
    });

    test('runs more at once than it has sessions for', async () => {
      const many = Array.from({ length: 25 }, (_, index) => host.run(['sh', '-c', `sleep 0.2; echo ${index}`]));
      const outputs = (await Promise.all(many)).map(({ stdout }) => Number(stdout));
      expect(outputs).toEqual(Array.from({ length: 25 }, (_, index) => index));
    });

    test('ends what is given up, children included', async () => {
      const there = async () => (await host.run(['pgrep', '-fc', '^sleep 4719'])).stdout.trim();
      const abort = new AbortController();
      const running = host.run(['sh', '-c', 'sleep 4719.1 & sleep 4719.2'], { signal: abort.signal });
      running.catch(() => {});
      await until('both to run', async () => (await there()) === '2', { seconds: 30 });
      abort.abort();
      await expect(running).rejects.toThrow(Interrupted);
      await until('both to end', async () => (await there()) === '0', { seconds: 30 });
    });

    test('gives a terminal', async () => {
      let seen = '';
      const onOutput = (_stream: string, chunk: Uint8Array) => {
        seen += Buffer.from(chunk).toString();
      };
      await host.run(['sh', '-c', 'stty size; test -t 0 && test -t 1 && echo both'], { terminal: true, onOutput });
      expect(seen.replaceAll('\r', '')).toBe('24 80\nboth\n');
    });

    test('tunnels, and is a jump host', async () => {
      const [, other] = lastHosts(lab());
      const tunnel = await host.connect('127.0.0.1', 15672);
      tunnel.write('GET / HTTP/1.0\r\n\r\n');
      expect(await text(tunnel)).toMatch(/^HTTP\/1\.[01] /);
      const [{ address }] = lastHosts(lab());
      const behind = open({ host: other.address, jump: `ops@${address}` });
      expect((await behind.run(['hostname'])).stdout).toBe(`${other.name}\n`);
    });
  });
}
