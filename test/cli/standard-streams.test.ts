import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { beforeAll, expect, it } from 'vitest';
import { root } from '../surface/source-imports.js';

const directory = mkdtempSync(join(tmpdir(), 'rabbitctl-streams-'));

beforeAll(() => {
  const outfile = join(directory, 'streams.mjs');
  buildSync({
    entryPoints: [`${root}/src/cli/standard-streams.ts`],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
  });
});

/** Runs a script whose `streams` are ours; the shell line says where they go. `$0` is the program. */
async function shell(script: string, line: string): Promise<{ stdout: string; stderr: string; code: number | null }> {
  const file = join(directory, `${Math.random()}.mjs`);
  const from = pathToFileURL(join(directory, 'streams.mjs')).href;
  writeFileSync(file, `import { StandardStreams } from '${from}';\nconst streams = new StandardStreams();\n${script}`);
  const child = spawn('bash', ['-c', line, `${process.execPath} ${file}`], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ stdout, stderr, code })));
}

const opensStdout = `const usual = Object.getOwnPropertyDescriptor(process, 'stdout');
let opened = false;
Object.defineProperty(process, 'stdout', { get: () => ((opened = true), usual.get.call(process)) });
process.on('exit', () => streams.stderr.write(opened ? 'opened' : 'not opened'));`;

it('a few lines go out in order, without a stream', async () => {
  const script = `${opensStdout}\nfor (const line of ['one', 'two', 'three']) streams.stdout.write(line + '\\n');`;
  // A pipe; what Node makes for its children are sockets.
  const line = 'set -o pipefail; { $0 2>&3 | cat; } 3>&2';
  expect(await shell(script, line)).toEqual({ stdout: 'one\ntwo\nthree\n', stderr: 'not opened', code: 0 });
});

it('what is more goes on by the stream, nothing lost and nothing twice', async () => {
  const script = `${opensStdout}
for (let line = 0; line < 20000; line++) streams.stdout.write(String(line).padStart(6, '0') + '\\n');`;
  const { stdout, stderr } = await shell(script, '$0 | cat');
  expect(stdout).toBe(Array.from({ length: 20_000 }, (_, line) => `${String(line).padStart(6, '0')}\n`).join(''));
  expect(stderr).toBe('opened');
});

it('a pipe that does not wait: what it does not take goes by the stream', async () => {
  // Python leaves its end, which is ours, too, without waiting, and reads late.
  const python = `import fcntl, os, subprocess, sys, time
r, w = os.pipe()
fcntl.fcntl(w, 1031, 4096)
fcntl.fcntl(w, fcntl.F_SETFL, fcntl.fcntl(w, fcntl.F_GETFL) | os.O_NONBLOCK)
child = subprocess.Popen(sys.argv[1:], stdout=w)
os.close(w)
time.sleep(1)
print(len(os.fdopen(r, 'rb').read()), child.wait())`;
  const file = join(directory, 'late.py');
  writeFileSync(file, python);
  const script = `await new Promise((resolve) => streams.stdout.write('x'.repeat(30000), resolve));`;
  expect(await shell(script, `python3 ${file} $0`)).toMatchObject({ stdout: '30000 0\n', stderr: '' });
});

it('a reader that has gone is an error of the write, and no crash', async () => {
  const script = `await new Promise((resolve) => setTimeout(resolve, 300));
const events = [];
streams.stdout.on('error', ({ code }) => events.push('error ' + code));
streams.stdout.on('close', () => events.push('close'));
await new Promise((resolve) => streams.stdout.write('x', (error) => resolve(events.push('write ' + error.code))));
await new Promise((resolve) => setTimeout(resolve, 10));
streams.stderr.write(events.join(', ') + ' ' + streams.stdout.destroyed);`;
  expect(await shell(script, '$0 | true')).toMatchObject({ stderr: 'write EPIPE, error EPIPE, close true' });
});

it('stdin is not opened for the question whether it is a terminal', async () => {
  const script = `streams.stderr.write(String(streams.stdinIsTerminal));\nstreams.close();`;
  expect(await shell(script, 'sleep 1 | $0; exit')).toMatchObject({ stderr: 'false' });
  const file = join(directory, 'some');
  writeFileSync(file, 'some text');
  const reads = `for await (const chunk of streams.stdin) streams.stdout.write(chunk);\nstreams.close();`;
  expect(await shell(reads, `$0 < ${file}`)).toMatchObject({ stdout: readFileSync(file, 'utf8') });
});
