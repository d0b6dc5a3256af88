import type { ManagementApi, RequestOptions } from '../../src/api/management-api.js';
import type { CommandClass } from '../../src/cli/command.js';
import type { OwnToolOptions } from '../../src/cli/context.js';
import { CliError, NotFound } from '../../src/errors.js';
import type { Result } from '../../src/format/result.js';
import { collected } from '../../src/items.js';
import { itemsByRequest } from '../items-by-request.js';

export interface Seen {
  readonly request: string;
  readonly body?: unknown;
  readonly query?: RequestOptions['query'];
}

/** An API as a table: `'GET users': […]`; an error is thrown, a function may look at the request, what is missing is not found. */
export type Answers = Readonly<Record<string, unknown>>;

export function fakeApi(answers: Answers, seen: Seen[] = []): ManagementApi {
  const answer = (method: string, path: string, { body, query }: RequestOptions = {}): unknown => {
    const request = `${method} ${path}`;
    seen.push({ request, ...(body === undefined ? {} : { body }), ...(query === undefined ? {} : { query }) });
    if (!Object.hasOwn(answers, request)) throw new NotFound('Not Found');
    const found = answers[request];
    if (found instanceof Error) throw found;
    return typeof found === 'function' ? found({ body, query }) : found;
  };
  return {
    url: 'http://mq1:15672',
    request: async (...request) => answer(...request),
    items: itemsByRequest(async (...request) => answer(...request)),
    async *stream(...request) {
      for (const chunk of answer(...request) as readonly (string | Error)[]) {
        if (chunk instanceof Error) throw chunk;
        yield Buffer.from(chunk);
      }
    },
    close: async () => {},
  };
}

/** Whose requests HTTP hides nothing from. */
export const administrator: Answers = { 'GET whoami': { name: 'ops', tags: ['administrator'] } };

export interface Given {
  readonly args?: Readonly<Record<string, unknown>>;
  readonly flags?: Readonly<Record<string, unknown>>;
  readonly answers?: Answers;
  /** In the place of the answers: a client of a server. */
  readonly api?: ManagementApi;
  readonly face?: 'text' | 'json' | 'erlang';
  readonly apiOnly?: boolean;
  /** What the config file says of health. */
  readonly health?: object;
  readonly interactive?: boolean;
  readonly rabbitmq?: string;
  readonly erlang?: string;
  /** What every program on the node's machine ends with. */
  readonly code?: number;
  readonly secret?: string;
  readonly stdin?: Uint8Array;
  readonly confirm?: (question: string) => Promise<boolean>;
}

export interface Done {
  readonly result: Result | undefined;
  readonly seen: readonly Seen[];
  readonly notes: readonly string[];
  /** What was handed to the node's own tool. */
  readonly passed: readonly (OwnToolOptions | undefined)[];
  readonly error: CliError | undefined;
}

/** `definition.run` with everything around it made up; an error of ours is part of the outcome. */
export async function runCommand({ definition }: Pick<CommandClass, 'definition'>, given: Given = {}): Promise<Done> {
  const seen: Seen[] = [];
  const notes: string[] = [];
  const passed: (OwnToolOptions | undefined)[] = [];
  const api = given.api ?? fakeApi(given.answers ?? {}, seen);
  const version = async () => ({ rabbitmq: given.rabbitmq ?? '4.0.5', erlang: given.erlang ?? '27.2' });
  const run = async () => ({ stdout: '', stderr: '', code: given.code ?? 0, seconds: 0 });
  const node = { name: 'rabbit@mq1', api, address: api, version, host: { name: 'mq1', run } };
  const context = {
    args: given.args ?? {},
    flags: { vhost: '/', ...given.flags },
    settings: {
      apiOnly: { value: given.apiOnly ?? false },
      timeout: { value: undefined },
      health: given.health ?? {},
      nodes: [{ api: { username: { value: 'ops' } } }],
    },
    cluster: {
      name: 'lab',
      nodes: [node],
      api,
      target: async () => node,
      answering: async () => node,
      version,
      members: async () => [node],
      named: async (names: readonly string[]) => [node].filter(({ name }) => names.includes(name)),
    },
    node,
    signal: new AbortController().signal,
    commands: ['list_queues'],
    face: given.face ?? 'text',
    interactive: given.interactive ?? false,
    onTerminal: false,
    announced: false,
    version,
    ownTool: (options?: OwnToolOptions): Result => {
      passed.push(options);
      return { kind: 'passed', start: async () => 0 };
    },
    note: (line: string) => notes.push(line),
    confirm: given.confirm ?? (async () => Promise.reject(new Error('nothing may be asked here'))),
    stdin: async function* () {
      yield given.stdin ?? Buffer.of();
    },
    readSecret: async () => given.secret ?? '',
  };
  const done = { seen, notes, passed };
  try {
    return { ...done, result: await whole((await definition.run(context as never)) ?? undefined), error: undefined };
  } catch (error) {
    if (error instanceof CliError) return { ...done, result: undefined, error };
    throw error;
  }
}

/** Rows that come as they are read are all there. */
async function whole(result: Result | undefined): Promise<Result | undefined> {
  if (result?.kind !== 'rows' || !(Symbol.asyncIterator in result.rows)) return result;
  return { ...result, rows: await collected(result.rows) };
}

export const requests = (seen: readonly Seen[]): readonly string[] => seen.map(({ request }) => request);

/** Rows as plain values: an atom is its name. */
export function rowsOf(result: Result | undefined): unknown {
  if (result?.kind !== 'rows' || !(Symbol.iterator in result.rows)) return result;
  return JSON.parse(JSON.stringify([...result.rows], (_, cell) => cell?.name ?? cell));
}
