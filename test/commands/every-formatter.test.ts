import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ManagementApi } from '../../src/api/management-api.js';
import type { CommandClass } from '../../src/cli/command.js';
import { CliError } from '../../src/errors.js';
import { parseErlang } from '../../src/format/erlang-parse.js';
import { formatterNames } from '../../src/format/formatter.js';
import { textOf } from '../format/printing.js';
import { fakeApi, runCommand } from './fakes.js';

const read = (name: string) => JSON.parse(readFileSync(join(import.meta.dirname, '../fixtures', name), 'utf8'));
const inventory = new Set((read('commands.json') as readonly { name: string }[]).map(({ name }) => name));
/** Whole answers of RabbitMQ 4.0.5. */
const recorded = Object.entries(read('http-answers.json') as object);
const answers = Object.fromEntries(recorded.map(([path, answer]) => [`GET ${path}`, answer]));

const folder = join(import.meta.dirname, '../../src/commands');
/** The commands of the real tools: `list_queues`, `plugins/list`. */
const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && inventory.has(file.replace(/^.*\/|\.ts$/g, '')))
  .map((file) => file.replace(/\.ts$/, ''))
  // It waits for nodes that never come.
  .filter((name) => name !== 'await_online_nodes')
  .toSorted();
const commands = await Promise.all(
  names.map(async (name) => {
    const { default: command } = (await import(join(folder, `${name}.ts`))) as { default: CommandClass };
    return [name, command] as const;
  }),
);

/** Whatever is written succeeds. */
const reading = fakeApi(answers);
const api: ManagementApi = {
  ...reading,
  request: async (method, ...rest) => (method === 'GET' ? reading.request(method, ...rest) : undefined),
};

describe.each(formatterNames)('%s', (formatter) => {
  const face = formatter.startsWith('json') ? 'json' : formatter === 'erlang' ? 'erlang' : 'text';

  it('prints what each command gives back, where the node’s own tool is not asked', async () => {
    const printed: string[] = [];
    for (const [name, command] of commands) {
      // A defect of a command is thrown here; errors for people are part of the outcome.
      const { result } = await run(command);
      if (result === undefined || result.kind === 'passed' || result.kind === 'perNode') continue;
      expectWellFormed(formatter, await textOf(result, formatter), name);
      printed.push(name);
    }
    expect(printed.length).toBeGreaterThan(30);
    expect(printed).toEqual(expect.arrayContaining(['list_users', 'list_queues', 'server_version', 'list_policies']));
  });

  const run = ({ definition }: CommandClass) =>
    runCommand(
      { definition },
      {
        args: valuesOf(definition.args),
        flags: { ...valuesOf(definition.flags), vhost: '/', formatter },
        ...{ api, face, secret: 'secret', confirm: async () => true },
      },
    );
});

function expectWellFormed(formatter: string, text: string, name: string): void {
  expect(text, `${name} as ${formatter}`).not.toMatch(/\[object |NaN/);
  if (text === '') return;
  if (formatter === 'json') expect(() => JSON.parse(text), `${name}: ${text}`).not.toThrow();
  if (formatter === 'json_stream')
    for (const line of text.split('\n').filter(Boolean))
      expect(() => JSON.parse(line), `${name}: ${line}`).not.toThrow();
  if (formatter === 'erlang') expect(() => parseErlang(text), `${name}: ${text}`).not.toThrow();
}

interface Spec {
  readonly missing?: unknown;
  readonly required?: boolean;
  readonly parse: (word: string, name: string) => unknown;
}

/** What is needed is made up, the rest is left out. */
const valuesOf = (specs: Readonly<Record<string, Spec>> = {}): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [name, spec.required === true ? madeUp(name, spec) : spec.missing]),
  );

function madeUp(name: string, { parse }: Spec): unknown {
  for (const word of ['ops', '1', '{}']) {
    try {
      return parse(word, name);
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
    }
  }
  throw new Error(`no value for ${name}`);
}
