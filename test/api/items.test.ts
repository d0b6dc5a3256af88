import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { begunOrNone, itemsOf } from '../../src/api/items.js';
import { listItems } from '../../src/api/list-items.js';
import { path } from '../../src/api/management-api.js';
import { NotFound, Unavailable } from '../../src/errors.js';
import { begun, collected } from '../../src/items.js';
import { api, json, serve, transports } from './servers.js';

const faults = {
  notJson: (text: string) => new Error(`not JSON: ${text}`),
  cutShort: () => new Error('cut short'),
};

async function* inPieces(text: string, size: number) {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const itemsIn = (text: string, size: number) => collected(listItems(inPieces(text, size), faults));

describe('listItems', () => {
  const items = [
    { name: 'a,b]', arguments: { 'x-max': 1, nested: [[], [{ deep: [1, 2] }]] } },
    { name: 'quote " and backslash \\', tags: ['[', '{', ','] },
    { name: '🐇é', nothing: null },
    {},
    [],
    'text, with [brackets]',
    1.5,
  ];
  test.each([1, 2, 3, 7, 64, 10_000])('reads pieces of %d bytes', async (size) => {
    expect(await itemsIn(JSON.stringify(items), size)).toEqual(items);
    expect(
      await itemsIn(` [\n${items.map((item) => JSON.stringify(item, null, 2)).join('\n,\r\n')}\t] \n`, size),
    ).toEqual(items);
  });

  test.each([1, 5])('an empty list has none (%d)', async (size) => {
    expect(await itemsIn('[]', size)).toEqual([]);
    expect(await itemsIn(' [ ] ', size)).toEqual([]);
  });

  test('integers that no number holds stay exact', async () => {
    expect(await itemsIn('[{"arguments":{"a":9007199254740993}},{"n":1}]', 9)).toEqual([
      { arguments: { a: 9007199254740993n } },
      { n: 1 },
    ]);
  });

  test.each([
    ['[{"a":1},{"b":', 'cut short'],
    ['[{"a":1},', 'cut short'],
    ['', 'not JSON: '],
    ['{"error":"no"}', 'not JSON: {"error":"no"}'],
    ['<html>', 'not JSON: <html>'],
    ['[1] and more', 'not JSON: and more'],
    ['[1,nonsense]', 'not JSON: [nonsense]'],
  ])('%s is %s', async (text, message) => {
    await expect(itemsIn(text, 1000)).rejects.toThrow(message);
  });

  test('gives what is there before the rest has come', async () => {
    const seen: unknown[] = [];
    async function* chunks() {
      yield Buffer.from('[{"n":1},{"n":2},{"n"');
      seen.push('more');
      yield Buffer.from(':3}]');
    }
    for await (const some of listItems(chunks(), faults)) seen.push(some);
    expect(seen).toEqual([[{ n: 1 }, { n: 2 }], 'more', [{ n: 3 }]]);
  });
});

describe.each(transports)('items over %s', (_name, transport) => {
  test('a million rows, in a part of their memory', async () => {
    const rows = 1_000_000;
    const some = Buffer.from(`,${Array.from({ length: 1000 }, (_, at) => `{"name":"queue ${at}","messages":${at}}`)}`);
    const { port } = await serve(async (_request, response) => {
      response.write('[{"name":"first"}');
      for (let sent = 0; sent < rows; sent += 1000) if (!response.write(some)) await once(response, 'drain');
      response.end(']');
    });
    const management = api(transport, { url: `http://127.0.0.1:${port}` });
    const start = process.memoryUsage().rss;
    let [count, most] = [0, 0];
    for await (const items of itemsOf(management, path`queues`)) {
      count += items.length;
      most = Math.max(most, process.memoryUsage().rss - start);
    }
    expect(count).toBe(rows + 1);
    expect(most).toBeLessThan(150_000_000);
  });

  test('what fails at once fails before the first row', async () => {
    const { port } = await serve((request, response) =>
      request.url === '/api/whoami'
        ? json(response, { name: 'ops' })
        : json(response, { error: 'Object Not Found', reason: 'Not Found' }, 404),
    );
    const management = api(transport, { url: `http://127.0.0.1:${port}` });
    await expect(begun(itemsOf(management, path`queues/none`))).rejects.toBeInstanceOf(NotFound);
    expect(await collected(await begunOrNone(management, itemsOf(management, path`queues/none`)))).toEqual([]);
  });

  test('a body that ends too early is an error after the rows that came', async () => {
    const { port } = await serve((_request, response) => response.end('[{"name":"a"},{"name":"b"},{"na'));
    const seen: unknown[] = [];
    const reading = (async () => {
      for await (const items of itemsOf(api(transport, { url: `http://127.0.0.1:${port}` }), path`queues`))
        seen.push(...items);
    })();
    await expect(reading).rejects.toBeInstanceOf(Unavailable);
    expect(seen).toEqual([{ name: 'a' }, { name: 'b' }]);
  });
});
