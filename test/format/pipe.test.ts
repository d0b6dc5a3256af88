import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { Unavailable } from '../../src/errors.js';
import { print, printBanner } from '../../src/format/print.js';
import type { Result } from '../../src/format/result.js';
import { capture, options } from './printing.js';

/** Rows without end, and how many of them were taken. */
function endless(wait: boolean) {
  const seen = { pulled: 0, closed: false };
  function* now() {
    try {
      for (;;) yield [`queue ${seen.pulled++}`];
    } finally {
      seen.closed = true;
    }
  }
  async function* later() {
    for (const row of now()) yield [row];
  }
  return { seen, result: { kind: 'rows', columns: ['name'], rows: wait ? later() : now(), streamed: true } as Result };
}

test.each([
  ['rows that are there', false],
  ['rows from afar', true],
])(
  'a slow reader is waited for: %s',
  async (_, wait) => {
    const { seen, result } = endless(wait);
    let taken = 0;
    const slow = new Writable({
      highWaterMark: 1,
      write(chunk: Buffer, _encoding, done) {
        taken += chunk.toString().split('\n').length - 1;
        setTimeout(() => (taken > 3000 ? done(Object.assign(new Error('closed'), { code: 'EPIPE' })) : done()), 1);
      },
    });
    let ahead = 0;
    const watch = setInterval(() => {
      ahead = Math.max(ahead, seen.pulled - taken);
    }, 0);
    await print(result, options('table', { silent: true }), { stdout: slow, stderr: capture().stderr });
    clearInterval(watch);
    // One batch of 16 KiB holds some 1,400 of these rows.
    expect(ahead).toBeLessThan(2000);
    expect(seen.pulled - taken).toBeLessThanOrEqual(1);
    expect(seen.closed).toBe(true);
  },
  20_000,
);

test.each([
  ['rows that are there', false],
  ['rows from afar', true],
])('`head` ends it quietly: %s', async (_, wait) => {
  const { seen, result } = endless(wait);
  const head = spawn('head', ['-n', '2'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const output: Buffer[] = [];
  head.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  const code = await print(result, options('table'), { stdout: head.stdin, stderr: capture().stderr });
  if (head.exitCode === null) await once(head, 'close');
  expect(code).toBe(0);
  expect(Buffer.concat(output).toString()).toBe('name\nqueue 0\n');
  expect(seen.closed).toBe(true);
});

test('a tool that goes on after its reader has left does not hold us', async () => {
  const head = spawn('head', ['-n', '1'], { stdio: ['pipe', 'ignore', 'inherit'] });
  let stop = false;
  const tool: Result = {
    kind: 'passed',
    start: async (sink) => {
      while (!stop) {
        sink('stdout', Buffer.from('log line\n'));
        await sleep(1);
      }
      throw new Unavailable('connection closed');
    },
  };
  expect(await print(tool, options('string'), { stdout: head.stdin, stderr: capture().stderr })).toBe(0);
  stop = true;
  // Its end must not surface as an unhandled rejection, which would fail this run.
  await sleep(20);
});

test('bytes stop when nobody reads them', async () => {
  const head = spawn('head', ['-c', '10'], { stdio: ['pipe', 'ignore', 'inherit'] });
  let closed = false;
  async function* zeros() {
    try {
      for (;;) yield new Uint8Array(65_536);
    } finally {
      closed = true;
    }
  }
  const code = await print({ kind: 'bytes', chunks: zeros() }, options('string'), {
    stdout: head.stdin,
    stderr: capture().stderr,
  });
  expect({ code, closed }).toEqual({ code: 0, closed: true });
});

test('all nodes stop together', async () => {
  const gone = new PassThrough();
  gone.destroy();
  const forever: Result = { kind: 'passed', start: () => new Promise(() => {}) };
  const nodes: Result = {
    kind: 'perNode',
    results: new Map([
      ['a', () => forever],
      ['b', () => endless(true).result],
    ]),
  };
  expect(await print(nodes, options('table'), { stdout: gone, stderr: capture().stderr })).toBe(0);
});

test('a reader that left before we began is noticed, too', async () => {
  const gone = new PassThrough();
  gone.destroy();
  await once(gone, 'close');
  const forever: Result = { kind: 'passed', start: () => new Promise(() => {}) };
  expect(await print(forever, options('table'), { stdout: gone, stderr: capture().stderr })).toBe(0);
});

test('any other failure to write is an error', async () => {
  const full = createWriteStream('/dev/full');
  const streams = { stdout: full, stderr: capture().stderr };
  await expect(print({ kind: 'value', value: 'x' }, options('string'), streams)).rejects.toThrow(
    /Cannot write: .*ENOSPC/,
  );
});

test('nor is a full disk a reader that has seen enough, whoever writes', async () => {
  const passed: Result = {
    kind: 'passed',
    async start(sink) {
      await sink('stdout', Buffer.from('x\n'));
      return 0;
    },
  };
  const onFull = (result: Result) => {
    const err = capture();
    const done = print(result, options('table'), { stdout: createWriteStream('/dev/full'), stderr: err.stderr });
    return done.then((code) => ({ code, said: err.err() }));
  };
  await expect(onFull(passed)).rejects.toThrow(/Cannot write: .*ENOSPC/);
  const { code, said } = await onFull({ kind: 'perNode', results: new Map([['a', () => passed]]) });
  expect(code).toBe(69);
  expect(said).toMatch(/^a: Error: Cannot write: .*ENOSPC/);
});

test('banner and rows through a shell pipe, from a process of its own', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rabbitctl-pipe-'));
  try {
    const script = join(folder, 'endless.mts');
    const source = fileURLToPath(new URL('../../src/format/print.ts', import.meta.url));
    writeFileSync(
      script,
      `import { print, printBanner } from ${JSON.stringify(source)};
       function* rows() { for (let n = 0; ; n++) yield [n]; }
       const how = ${JSON.stringify(options('table', { banner: ['Listing ...'] }))};
       await printBanner(how, process);
       process.exitCode = await print({ kind: 'rows', columns: ['n'], rows: rows(), streamed: true }, how, process);
      `,
    );
    const line = `'${process.execPath}' --import tsx '${script}' | head -n 3; echo "exit \${PIPESTATUS[0]}"`;
    const shell = spawn('bash', ['-c', line], { stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, err] = await Promise.all([shell.stdout.toArray(), shell.stderr.toArray()]);
    expect(Buffer.concat(err).toString()).toBe('');
    expect(Buffer.concat(out).toString()).toBe('Listing ...\nn\n0\nexit 0\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 20_000);

test('a banner nobody reads is no failure', async () => {
  const gone = new PassThrough();
  gone.destroy();
  await printBanner(options('table', { banner: ['x'] }), { stdout: gone, stderr: capture().stderr });
});
