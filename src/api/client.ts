import { CliError, ConfigError, DataError, Interrupted, NotOverHttp } from '../errors.js';
import { explainRefusal } from './answer-errors.js';
import type { ApiSettings } from './api-settings.js';
import { decompressed, readText } from './body.js';
import { connector } from './connection.js';
import { type Limit, limitTo } from './deadline.js';
import { address, parseEndpoint } from './endpoint.js';
import { ApiUnavailable } from './errors.js';
import { beginning, cutShort, explainBody, explainExchange } from './exchange-errors.js';
import { parseJson, printJson } from './json.js';
import type { ManagementApi, Method, Path, RequestOptions } from './management-api.js';
import { wholeObject } from './whole-object.js';
import {
  type Endpoint,
  header,
  type OpenTransport,
  type Transport,
  type WireAnswer,
  type WireRequest,
} from './wire.js';

/**
 * The Management HTTP API at `settings.url`. Connects with the first request; `close` gives up what is under way.
 * Throws ConfigError when url or user name cannot be used. `openTransport` is for tests.
 */
export function openApi(settings: ApiSettings, openTransport?: OpenTransport): ManagementApi {
  return new Client(settings, openTransport);
}

class Client implements ManagementApi {
  readonly url: string;
  readonly #endpoint: Endpoint;
  readonly #settings: ApiSettings;
  readonly #openTransport: OpenTransport | undefined;
  readonly #closing = new AbortController();
  #transport: Promise<Transport> | undefined;
  #authorization: Promise<string> | undefined;
  #hasAnswered = false;
  /** There was a connection at some time: a request may have left. */
  #connected = false;
  #tellOpened: () => void = () => {};
  readonly #opened = new Promise<void>((resolve) => {
    this.#tellOpened = resolve;
  });

  constructor(settings: ApiSettings, openTransport: OpenTransport | undefined) {
    this.#settings = settings;
    this.#openTransport = openTransport;
    this.#endpoint = parseEndpoint(settings.url);
    this.url = this.#endpoint.origin + this.#endpoint.prefix;
    if (settings.username.includes(':')) {
      throw new ConfigError(`user "${settings.username}" cannot log in over HTTP: the name has a colon`);
    }
  }

  async request(method: Method, path: Path, options: RequestOptions = {}): Promise<unknown> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.#receive(method, path, options)) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString('utf8');
    if (text === '' && method !== 'GET') return undefined;
    try {
      return parseJson(text);
    } catch {
      throw this.#notJson(text.trim(), `${method} ${this.#shown(path, options)}`);
    }
  }

  stream(method: Method, path: Path, options: RequestOptions = {}): AsyncGenerator<Uint8Array, void> {
    return wholeObject(this.#receive(method, path, options), {
      notJson: (text) => this.#notJson(text, `${method} ${this.#shown(path, options)}`),
      cutShort: () => cutShort(this.#endpoint),
    });
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await (await this.#transport)?.close();
  }

  async *#receive(method: Method, path: Path, options: RequestOptions): AsyncGenerator<Uint8Array, void> {
    checkPath(path);
    const shown = `${method} ${this.#shown(path, options)}`;
    const request = await this.#prepare(method, path, options);
    const started = performance.now();
    const limit = limitTo(
      options.deadline ?? this.#settings.deadline,
      options.signal,
      `${shown} at ${address(this.#endpoint)}`,
    );
    const stopWaiting = this.#waitFor(method, options, limit);
    let answer: WireAnswer | undefined;
    let outcome = 'given up';
    try {
      answer = await limit.race(this.#send({ ...request, signal: limit.signal }));
      stopWaiting();
      outcome = String(answer.status);
      const body = decompressed(answer);
      if (answer.status >= 300) throw await this.#refusal(answer, await readText(body, 65_536), path, shown, options);
      yield* body as AsyncIterable<Uint8Array>;
    } catch (error) {
      const explained = this.#explain(error, limit, answer);
      outcome = answer === undefined ? explained.message : outcome;
      throw explained;
    } finally {
      stopWaiting();
      limit.end();
      answer?.body.destroy();
      this.#settings.debug?.(`${shown} -> ${outcome} (${Math.round(performance.now() - started)} ms)`);
    }
  }

  async #prepare(
    method: Method,
    path: Path,
    { body, chunks, query, login, headers }: RequestOptions,
  ): Promise<Omit<WireRequest, 'signal'>> {
    if (login === undefined) {
      this.#authorization ??= this.#settings.password().then((password) => basic(this.#settings.username, password));
    }
    return {
      method,
      target: `${this.#endpoint.prefix}/api/${path}${queryString(query)}`,
      headers: {
        ...headers,
        host: new URL(this.#endpoint.origin).host,
        // RabbitMQ answers 406 to any narrower wish on routes that answer with nothing.
        accept: '*/*',
        'accept-encoding': 'gzip, br',
        authorization:
          login === undefined ? ((await this.#authorization) ?? '') : basic(login.username, login.password),
        // RabbitMQ answers 415 to some requests without it, even to some that have no body.
        'content-type': 'application/json',
      },
      body: body === undefined ? chunks?.() : printJson(body),
    };
  }

  async #send(request: WireRequest): Promise<WireAnswer> {
    this.#transport ??= this.#open();
    const transport = await this.#transport;
    try {
      return await this.#noted(transport.send(request));
    } catch (error) {
      const mayRepeat = request.method === 'GET' && this.#hasAnswered && !request.signal.aborted;
      if (!mayRepeat || error instanceof CliError) throw error;
      // A connection kept from an earlier request may have died unnoticed; to read twice harms nobody.
      return await this.#noted(transport.send(request));
    }
  }

  async #noted(sending: Promise<WireAnswer>): Promise<WireAnswer> {
    const answer = await sending;
    this.#hasAnswered = true;
    return answer;
  }

  async #open(): Promise<Transport> {
    const open = this.#openTransport ?? (await defaultTransport());
    const connect = connector(this.#endpoint, this.#settings, this.#closing.signal);
    return open(this.#endpoint, async () => {
      const line = await connect();
      this.#connected = true;
      this.#tellOpened();
      return line;
    });
  }

  /**
   * Gives up a server that says nothing; the function stops the clock. Without a deadline the clock of a tunnel starts
   * when that is open: until then somebody may be typing a passphrase.
   */
  #waitFor(method: Method, { patience: ms, deadline }: RequestOptions, limit: Limit): () => void {
    if (ms === undefined) return () => {};
    let timer: NodeJS.Timeout | undefined;
    let stopped = false;
    const start = () => {
      if (stopped) return;
      timer = setTimeout(() => {
        const reached = this.#connected;
        if (reached && method !== 'GET') return;
        const what = reached ? 'answer from' : 'connection to';
        const message = `no ${what} ${address(this.#endpoint)} within ${ms / 1000} s`;
        limit.giveUp(new ApiUnavailable('timeout', message, { reached }));
      }, ms);
    };
    if (this.#settings.connect !== undefined && deadline === undefined) this.#opened.then(start);
    else start();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }

  #explain(error: unknown, limit: Limit, answer: WireAnswer | undefined): Error {
    if (limit.signal.aborted) return limit.signal.reason;
    if (this.#closing.signal.aborted) return new Interrupted(`${this.url} was closed while a request was under way`);
    return answer === undefined
      ? explainExchange(error, this.#endpoint, this.#settings)
      : explainBody(error, this.#endpoint);
  }

  async #refusal(answer: WireAnswer, text: string, path: Path, request: string, { login }: RequestOptions) {
    const { username, credentialsGiven } = login ? { ...login, credentialsGiven: true } : this.#settings;
    const where = address(this.#endpoint);
    const location = header(answer, 'location');
    return explainRefusal({ status: answer.status, text, location, where, request, path, username, credentialsGiven });
  }

  #notJson(text: string, request: string): Error {
    const [first, last] = [text.at(0), text.at(-1)];
    if ((first === '{' && last !== '}') || (first === '[' && last !== ']')) return cutShort(this.#endpoint);
    return new ApiUnavailable(
      'not-json',
      `${this.url} does not look like RabbitMQ's management API: it answers ${request} with ${beginning(text) || 'nothing'}`,
      { reached: true, hint: 'is the URL right, its path prefix too?' },
    );
  }

  /** For messages: there is one request that carries a password in its path. */
  #shown(path: Path, { query }: RequestOptions): string {
    return `${this.#endpoint.prefix}/api/${path.replace(/^(auth\/hash_password\/).*/, '$1…')}${queryString(query)}`;
  }
}

async function defaultTransport(): Promise<OpenTransport> {
  // Bun puts an empty shim in undici's place.
  return process.versions.bun === undefined
    ? (await import('./transport.js')).openTransport
    : (await import('./transport-node-http.js')).openTransport;
}

function queryString(query: RequestOptions['query'] = {}): string {
  const pairs = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value)).replaceAll('%2C', ',')}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

const basic = (username: string, password: string): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

/**
 * Servers resolve `.` and `..`, even encoded, and drop empty names: the request would be about something else, a GET too
 * (`queues/` is every queue of every virtual host).
 */
function checkPath(path: Path): void {
  if (/(^|\/)\.\.?(\/|$)/.test(path)) throw new NotOverHttp('HTTP cannot address an object named "." or ".."');
  if (path.includes('//') || path.endsWith('/')) throw new DataError('a name must not be empty');
}
