import { CliError, ConfigError, Interrupted } from '../errors.js';
import { stopwatch } from '../stopwatch.js';
import { explainRefusal } from './answer-errors.js';
import type { ApiSettings } from './api-settings.js';
import { Authorization, basic } from './authorization.js';
import { decompressed, readText } from './body.js';
import { bunConnector } from './bun-line.js';
import { connector } from './connection.js';
import { type Limit, limitTo, notEvenConnected } from './deadline.js';
import { address, parseEndpoint } from './endpoint.js';
import { ApiUnavailable, LoginRefused } from './errors.js';
import { cutShort, explainBody, explainExchange, notJson } from './exchange-errors.js';
import { parseJson, printJson } from './json.js';
import { listItems } from './list-items.js';
import type { ManagementApi, Method, Path, RequestOptions } from './management-api.js';
import { type HttpProxy, parseProxy } from './proxy.js';
import { checkPath, queryString } from './request-target.js';
import { type Faults, wholeObject } from './whole-object.js';
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
  readonly #authorization: Authorization;
  /** Plain HTTP is sent to a proxy as it would be to the node, with the whole address; for TLS it opens a line. */
  readonly #plainProxy: HttpProxy | undefined;
  readonly #openTransport: OpenTransport | undefined;
  readonly #closing = new AbortController();
  #transport: Promise<Transport> | undefined;
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
    this.#authorization = new Authorization(settings);
    this.#endpoint = parseEndpoint(settings.url);
    this.#plainProxy = this.#endpoint.secure || !settings.proxy ? undefined : parseProxy(settings.proxy);
    this.url = this.#endpoint.origin + this.#endpoint.prefix;
    if (settings.token === undefined && settings.username.includes(':')) {
      throw new ConfigError(`user "${settings.username}" cannot log in over HTTP: the name has a colon`);
    }
  }

  async request(method: Method, path: Path, options: RequestOptions = {}): Promise<unknown> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.#receive(method, path, options)) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString('utf8');
    if (options.asText) return text;
    if (text === '' && method !== 'GET') return undefined;
    try {
      return parseJson(text);
    } catch {
      throw this.#faults(method, path, options).notJson(text.trim());
    }
  }

  stream(method: Method, path: Path, options: RequestOptions = {}): AsyncGenerator<Uint8Array, void> {
    return wholeObject(this.#receive(method, path, options), this.#faults(method, path, options));
  }

  items(path: Path, options: RequestOptions = {}): AsyncGenerator<readonly unknown[], void> {
    return listItems(this.#receive('GET', path, options), this.#faults('GET', path, options));
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await (await this.#transport)?.close();
  }

  async *#receive(method: Method, path: Path, options: RequestOptions): AsyncGenerator<Uint8Array, void> {
    checkPath(path);
    const { login } = options;
    const header = login === undefined ? await this.#authorization.header() : basic(login.username, login.password);
    try {
      yield* this.#exchange(method, path, options, header);
    } catch (error) {
      // A token may have ended meanwhile. What was refused had no effect, and no byte was handed out.
      const other = error instanceof LoginRefused && login === undefined && (await this.#authorization.renewed(header));
      if (!other) throw error;
      yield* this.#exchange(method, path, options, await this.#authorization.header());
    }
  }

  async *#exchange(
    method: Method,
    path: Path,
    options: RequestOptions,
    authorization: string,
  ): AsyncGenerator<Uint8Array, void> {
    const shown = `${method} ${this.#shown(path, options)}`;
    const request = this.#prepare(method, path, options, authorization);
    const elapsed = stopwatch();
    const what = `${shown} at ${address(this.#endpoint)}`;
    const limit = limitTo(options.deadline ?? this.#settings.deadline, options.signal, what);
    const stopWaiting = this.#waitFor(method, options, limit);
    let answer: WireAnswer | undefined;
    let outcome = 'given up';
    try {
      answer = await limit.race(this.#send({ ...request, signal: limit.signal }));
      stopWaiting();
      outcome = String(answer.status);
      const body = decompressed(answer);
      if (answer.status >= 300) throw await this.#refusal(answer, await readText(body, 65_536), path, shown, options);
      yield* body;
    } catch (error) {
      const explained = this.#explain(error, limit, answer);
      outcome = answer === undefined ? explained.message : outcome;
      throw explained;
    } finally {
      stopWaiting();
      limit.end();
      answer?.body.destroy();
      this.#settings.debug?.(`${shown} -> ${outcome} (${Math.round(elapsed())} ms)`);
    }
  }

  #prepare(
    method: Method,
    path: Path,
    { body, chunks, query, headers }: RequestOptions,
    authorization: string,
  ): Omit<WireRequest, 'signal'> {
    const proxy = this.#plainProxy;
    return {
      method,
      target: `${proxy ? this.#endpoint.origin : ''}${this.#endpoint.prefix}/api/${path}${queryString(query)}`,
      headers: {
        ...headers,
        host: new URL(this.#endpoint.origin).host,
        // RabbitMQ answers 406 to any narrower wish on routes that answer with nothing.
        accept: '*/*',
        'accept-encoding': 'gzip, br',
        authorization,
        ...(proxy?.authorization && { 'proxy-authorization': proxy.authorization }),
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
    const open = this.#openTransport ?? (await import('./transport.js')).openTransport;
    const connect = connector(this.#endpoint, this.#settings, this.#closing.signal);
    const noted = async <Connection>(connecting: Promise<Connection>): Promise<Connection> => {
      const connection = await connecting;
      this.#connected ||= connection !== undefined;
      if (connection !== undefined) this.#tellOpened();
      return connection;
    };
    const line = () => noted(bunConnector(this.#endpoint, this.#settings, this.#closing.signal)());
    return open(this.#endpoint, () => noted(connect()), line);
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
        const message = `no ${reached ? 'answer from' : 'connection to'} ${address(this.#endpoint)} within ${ms / 1000} s`;
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
    if (limit.signal.aborted) return this.#connected ? limit.signal.reason : notEvenConnected(limit.signal.reason);
    if (this.#closing.signal.aborted) return new Interrupted(`${this.url} was closed while a request was under way`);
    return answer === undefined
      ? explainExchange(error, this.#endpoint, this.#settings)
      : explainBody(error, this.#endpoint);
  }

  async #refusal(answer: WireAnswer, text: string, path: Path, request: string, { login }: RequestOptions) {
    const { credentialsGiven } = login ? { credentialsGiven: true } : this.#settings;
    const username = login?.username ?? (this.#settings.token ? undefined : this.#settings.username);
    const where = address(this.#endpoint);
    const location = header(answer, 'location');
    return explainRefusal({ status: answer.status, text, location, where, request, path, username, credentialsGiven });
  }

  #faults(method: Method, path: Path, options: RequestOptions): Faults {
    return {
      notJson: (text) => notJson(this.#endpoint, text, `${method} ${this.#shown(path, options)}`),
      cutShort: () => cutShort(this.#endpoint),
    };
  }

  /** For messages: there is one request that carries a password in its path. */
  #shown(path: Path, { query }: RequestOptions): string {
    return `${this.#endpoint.prefix}/api/${path.replace(/^(auth\/hash_password\/).*/, '$1…')}${queryString(query)}`;
  }
}
