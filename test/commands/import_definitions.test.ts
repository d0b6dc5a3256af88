import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import importDefinitions from '../../src/commands/import_definitions.js';
import { externalTermJson } from '../../src/format/external-term.js';
import { api, bodyOf, json, serve, transports } from '../api/servers.js';

let place = '';
let file = '';
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'rabbitctl-definitions-'));
  file = join(place, 'backup.json');
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

const definitions = `{"users":[],"x":"ü${'y'.repeat(200_000)}"}`;

describe.each(transports)('over %s', (_name, transport) => {
  const notes: string[] = [];
  beforeEach(() => void notes.splice(0));
  interface From {
    readonly file?: string;
    readonly stdin?: Uint8Array;
    readonly format?: string;
    readonly verify?: boolean;
    readonly dry?: boolean;
  }
  const run = async (url: string, from: From) => {
    const stdin = async function* () {
      if (from.stdin !== undefined) yield from.stdin;
    };
    const context = {
      cluster: { api: api(transport, { url }) },
      args: { file: from.file },
      flags: { format: from.format ?? 'json', verify: from.verify ?? false, 'dry-run': from.dry ?? false },
      ...{ note: (line: string) => notes.push(line), signal: new AbortController().signal },
      ...{ stdin, face: 'text', version: async () => ({ rabbitmq: '4.0.5', erlang: '27.2' }) },
    };
    return importDefinitions.definition.run(context as never);
  };
  const taking = async (there = '{}') => {
    const bodies: string[] = [];
    const { port } = await serve(async (request, response) => {
      if (request.method === 'GET')
        return void response.writeHead(200, { 'content-type': 'application/json' }).end(there);
      const body = await bodyOf(request).catch(() => undefined);
      if (body === undefined) return;
      bodies.push(body);
      response.writeHead(204).end();
    });
    return { url: `http://127.0.0.1:${port}`, bodies };
  };
  const refusing = async (reason: string) => {
    const { port } = await serve((_request, response) => json(response, { error: 'bad_request', reason }, 400));
    return `http://127.0.0.1:${port}`;
  };

  it('sends a file, packed or not, and stdin, as they are', async () => {
    const { url, bodies } = await taking();
    writeFileSync(file, definitions);
    await run(url, { file });
    writeFileSync(file, gzipSync(definitions));
    await run(url, { file });
    await run(url, { file: '-', stdin: Buffer.from(definitions) });
    await run(url, { stdin: gzipSync(definitions) });
    expect(bodies.map((body) => body === definitions)).toEqual([true, true, true, true]);
  });

  it('sends what an Erlang term means', async () => {
    const { url, bodies } = await taking();
    // #{<<"n">> => [1.0, true, -7, 2^64]}
    const term =
      '8374000000016d000000016e6c00000004463ff0000000000000770474727565' + '62fffffff96e090000000000000000000' + '16a';
    await run(url, { stdin: Buffer.from(term, 'hex'), format: 'erlang' });
    expect(bodies).toEqual(['{"n":[1.0,true,-7,18446744073709551616]}']);
    await expect(run(url, { stdin: Buffer.from('{}'), format: 'erlang' })).rejects.toMatchObject({ exitCode: 65 });
    await expect(run(url, { stdin: Buffer.of(131, 109, 0, 0, 0, 9), format: 'erlang' })).rejects.toMatchObject({
      exitCode: 65,
    });
  });

  const orders = (length: number) =>
    JSON.stringify({ queues: [{ name: 'orders', vhost: '/', durable: true, arguments: { 'x-max-length': length } }] });

  it('says what the server left otherwise, and with --verify ends with 69', async () => {
    const { url } = await taking(orders(1));
    await run(url, { stdin: Buffer.from(orders(1)), verify: true });
    expect(notes).toEqual([]);
    await run(url, { stdin: Buffer.from(orders(2)) });
    expect(notes).toEqual([expect.stringContaining('queue orders in / was there already and is left as it was')]);
    await expect(run(url, { stdin: Buffer.from(orders(2)), verify: true })).rejects.toMatchObject({ exitCode: 69 });
  });

  it('--dry-run sends nothing', async () => {
    const { url, bodies } = await taking(orders(1));
    const shown = await run(url, { stdin: Buffer.from(orders(2)), dry: true });
    expect(shown).toMatchObject({ value: expect.stringContaining('! queue orders in / would stay as it is') });
    expect(await run(url, { stdin: Buffer.from(orders(2)), dry: true, verify: true })).toMatchObject({
      kind: 'passed',
    });
    expect(bodies).toEqual([]);
  });

  it('an import that cannot be looked at has been done', async () => {
    const { url, bodies } = await taking('no JSON');
    await run(url, { stdin: Buffer.from(orders(1)) });
    expect([bodies.length, notes]).toEqual([1, [expect.stringContaining('imported, but not compared')]]);
  });

  it.each([
    ['Exceeded HTTP request body size limit', 69, 'the server does not take so many definitions at once'],
    ['no_such_vhost, x', 65, "Virtual host 'x' does not exist"],
    ['failed_to_parse_json', 65, 'Failed to deserialise input (format: JSON)'],
    ['Please create virtual host "x" prior to importing definitions.', 69, /^Please create/],
  ])('%s', async (reason, exitCode, message) => {
    writeFileSync(file, definitions);
    const refused = run(await refusing(reason), { file });
    await expect(refused).rejects.toMatchObject({
      exitCode,
      message: expect.stringMatching(
        message instanceof RegExp ? message : new RegExp(`^${message.replace(/[()]/g, '\\$&')}$`),
      ),
    });
  });

  it('a server that answers before it has read all is heard', async () => {
    writeFileSync(file, `{"x":"${'y'.repeat(30_000_000)}"}`);
    const refused = run(await refusing('Exceeded HTTP request body size limit'), { file });
    await expect(refused).rejects.toMatchObject({ hint: expect.stringContaining('management.http.max_body_size') });
  });

  it('what does not begin like definitions is refused before anything is sent', async () => {
    const { url, bodies } = await taking();
    const broken = gzipSync(definitions).subarray(0, 20);
    for (const [stdin, exitCode] of [
      ['', 65],
      [' \n', 65],
      ['x', 65],
      ['[]', 70],
      [' 5', 70],
      ['"{"', 70],
    ] as const) {
      await expect(run(url, { stdin: Buffer.from(stdin) })).rejects.toMatchObject({ exitCode });
    }
    await expect(run(url, { stdin: broken })).rejects.toMatchObject({ exitCode: 65 });
    await expect(run(url, { file: place })).rejects.toMatchObject({
      exitCode: 65,
      message: `Path ${place} is a directory`,
    });
    expect(bodies).toEqual([]);
  });

  it('a packed file that breaks off is not taken for the whole', async () => {
    const { url, bodies } = await taking();
    const random = Array.from({ length: 100_000 }, () => Math.random().toString(36)).join('');
    const broken = gzipSync(`{"x":"${random}"}`).subarray(0, 500_000);
    await expect(run(url, { stdin: broken })).rejects.toMatchObject({ exitCode: 65 });
    expect(bodies).toEqual([]);
  });
});

it("the node's own tool is not asked: it would read a file of its own machine", async () => {
  const own = importDefinitions.definition.ownTool?.({} as never);
  const started = own?.kind === 'passed' ? own.start(() => {}) : Promise.resolve(0);
  await expect(started).rejects.toMatchObject({ hint: expect.stringContaining('on-node') });
});

it('a term that definitions never hold is refused', () => {
  expect(() => externalTermJson(Buffer.of(131, 104, 0))).toThrow('tag 104');
  expect(() => externalTermJson(Buffer.of(131, 106, 0))).toThrow('something follows');
});
