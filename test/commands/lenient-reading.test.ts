import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CommandClass } from '../../src/cli/command.js';
import { NotOverHttp } from '../../src/errors.js';
import { textOf } from '../format/printing.js';
import { type Answers, type Done, runCommand } from './fakes.js';

/** Whole answers of RabbitMQ 4.0.5, two items of each list, without rates. */
const fixture = join(import.meta.dirname, '../fixtures/http-answers.json');
const whole: Answers = Object.fromEntries(
  Object.entries(JSON.parse(readFileSync(fixture, 'utf8')) as object).map(([path, answer]) => [`GET ${path}`, answer]),
);

const folder = join(import.meta.dirname, '../../src/commands');
const commands = new Map(
  await Promise.all(
    readdirSync(folder)
      .filter((file) => /^list_.*\.ts$/.test(file))
      .map(async (file) => {
        const { default: command } = (await import(join(folder, file))) as { default: CommandClass };
        return [file.replace(/\.ts$/, ''), command] as const;
      }),
  ),
);

/** These answer from the fixture; the others need a plugin or a node's own tool. */
const answered = [
  'list_bindings',
  'list_channels',
  'list_connections',
  'list_consumers',
  'list_deprecated_features',
  'list_exchanges',
  'list_feature_flags',
  'list_global_parameters',
  'list_node_auth_attempt_stats',
  'list_operator_policies',
  'list_parameters',
  'list_permissions',
  'list_policies',
  'list_queues',
  'list_topic_permissions',
  'list_user_limits',
  'list_user_permissions',
  'list_user_topic_permissions',
  'list_users',
  'list_vhost_limits',
  'list_vhosts',
];

it('every list that is answered over HTTP is looked at', async () => {
  const found: string[] = [];
  for (const [name, command] of commands) {
    const { result } = await run(command, whole);
    if (result !== undefined && result.kind !== 'passed') found.push(name);
  }
  expect(found.toSorted()).toEqual(answered);
});

const mutations: Readonly<Record<string, (object: Record<string, unknown>, field: string) => object>> = {
  missing: ({ ...object }, field) => {
    delete object[field];
    return object;
  },
  null: (object, field) => ({ ...object, [field]: null }),
  'an empty text': (object, field) => ({ ...object, [field]: '' }),
  // How Erlang says an object without fields.
  'an empty list': (object, field) => (typeof object[field] === 'object' ? { ...object, [field]: [] } : object),
  'beside an unknown one': (object) => ({ ...object, 'nobody knows': 'this one' }),
};

describe.each(answered)('%s reads any answer', (name) => {
  it.each(Object.keys(mutations))('in which a field is %s', { timeout: 60_000 }, async (mutation) => {
    const command = commands.get(name);
    if (command === undefined) throw new Error(`there is no ${name}`);
    const columns = await supportedColumns(command);
    const used = (await run(command, whole, columns)).seen.map(({ request }) => request);
    let tried = 0;
    for (const request of new Set(used)) {
      for (const trail of fieldsOf(whole[request])) {
        const answers = { ...whole, [request]: changed(whole[request], trail, mutations[mutation] ?? expect.fail) };
        const done = await run(command, answers, columns);
        tried += 1;
        await expectAnswer(done, `${request} ${trail.join('.')}`);
      }
    }
    expect(tried).toBeGreaterThan(0);
  });
});

async function expectAnswer({ result, error }: Done, where: string): Promise<void> {
  // What HTTP does not tell is asked of the node's own tool: no failure.
  if (error instanceof NotOverHttp) return;
  expect(error, where).toBeUndefined();
  if (result === undefined) throw new Error(`${where}: nothing came of it`);
  for (const formatter of ['table', 'pretty_table', 'json', 'erlang']) {
    expect(await textOf(result, formatter), `${where} as ${formatter}`).not.toMatch(/\[object |NaN/);
  }
}

function run({ definition }: CommandClass, answers: Answers, columns?: readonly string[]): Promise<Done> {
  const standard = (of: Readonly<Record<string, { readonly missing?: unknown }>> = {}) =>
    Object.fromEntries(Object.entries(of).map(([name, { missing }]) => [name, missing]));
  const named = { username: 'ops', user: 'ops' };
  const args = { ...standard(definition.args), ...named, ...(columns && { columns }) };
  return runCommand(
    { definition },
    { args, flags: { ...standard(definition.flags), vhost: '/' }, answers, apiOnly: true },
  );
}

/** All columns that 4.0.5 has, asked at once; undefined where the command takes none. */
async function supportedColumns(command: CommandClass): Promise<readonly string[] | undefined> {
  const description: string = command.definition.args?.columns?.description ?? '';
  const all = /^columns: (.*); default/.exec(description)?.[1]?.split(', ');
  if (all === undefined) return undefined;
  const given = await Promise.all(
    all.map(async (column) => ((await run(command, whole, [column])).error === undefined ? [column] : [])),
  );
  return given.flat();
}

/** The fields of an answer, those of objects in it too, each as a way to it; of lists only the first item is looked at. */
function fieldsOf(value: unknown, depth = 0): string[][] {
  if (Array.isArray(value)) return fieldsOf(value[0], depth).map((trail) => ['0', ...trail]);
  if (typeof value !== 'object' || value === null || depth > 1) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    [name],
    ...fieldsOf(inner, depth + 1).map((trail) => [name, ...trail]),
  ]);
}

/** A copy in which the last field of the way is changed. */
function changed(value: unknown, [name = '', ...rest]: readonly string[], change: (typeof mutations)[string]): unknown {
  if (rest.length === 0) return change(value as Record<string, unknown>, name);
  const inner = changed((value as Record<string, unknown>)[name], rest, change);
  return Array.isArray(value) ? value.with(Number(name), inner) : { ...(value as object), [name]: inner };
}
