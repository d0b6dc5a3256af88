import type { ManagementApi, Method, Path, RequestOptions } from '../api/management-api.js';
import { getListeners, getOverview, identity, type Listener, type Overview } from '../api/overview.js';
import { Unavailable } from '../errors.js';
import { hostOf } from './node-name.js';
import { withPort } from './url.js';

/** Another node answers at the address of the one that was asked for; nothing was sent but the question who is there. */
export class AnotherNodeAnswers extends Unavailable {
  readonly why = 'another-node';
}

export interface PinnedOptions {
  /** Undefined: whoever answers first is the node from then on. */
  readonly name: string | undefined;
  /** At the address of the settings. */
  readonly api: ManagementApi;
  readonly open: (url: string) => ManagementApi;
  /** The address is given for this very node: no other port is tried. */
  readonly fixed: boolean;
  /** What the node's own tool says of its listeners; absent where SSH is forbidden. */
  readonly ownListeners?: (() => Promise<readonly Listener[]>) | undefined;
}

interface Settled {
  readonly api: ManagementApi;
  readonly overview: Overview;
}

/** One node's own API: before the first request it makes sure that this very node answers, and finds its port if not. */
export class PinnedApi implements ManagementApi {
  readonly #options: PinnedOptions;
  #settling: Promise<Settled> | undefined;
  #url: string;

  constructor(options: PinnedOptions) {
    this.#options = options;
    this.#url = options.api.url;
  }

  get url(): string {
    return this.#url;
  }

  /** Who answers, and its version; costs nothing after the first request. */
  async overview(): Promise<Overview> {
    return (await this.#settled()).overview;
  }

  async request(method: Method, path: Path, options?: RequestOptions): Promise<unknown> {
    const { api } = await this.#settled();
    return api.request(method, path, options);
  }

  async *stream(method: Method, path: Path, options?: RequestOptions): AsyncIterable<Uint8Array> {
    const { api } = await this.#settled();
    yield* api.stream(method, path, options);
  }

  async *items(path: Path, options?: RequestOptions): AsyncIterable<readonly unknown[]> {
    const { api } = await this.#settled();
    yield* api.items(path, options);
  }

  async close(): Promise<void> {
    // First: that gives up a question under way, which nobody waits for any more.
    await this.#options.api.close();
    const settled = await this.#settling?.catch(() => undefined);
    await settled?.api.close();
  }

  #settled(): Promise<Settled> {
    // After a failure the next request asks again: a node that was down may be back.
    this.#settling ??= this.#settle().catch((error: unknown) => {
      this.#settling = undefined;
      throw error;
    });
    return this.#settling;
  }

  async #settle(): Promise<Settled> {
    const { name, api, fixed } = this.#options;
    const overview = await getOverview(api, identity);
    if (name === undefined || overview.node === undefined || overview.node === name) return { api, overview };
    const elsewhere = fixed ? undefined : await this.#search(name, overview.node);
    if (elsewhere === undefined) throw answeredBy(overview.node, name, api.url);
    this.#url = elsewhere.api.url;
    return elsewhere;
  }

  async #search(name: string, other: string): Promise<Settled | undefined> {
    const { api, open, ownListeners } = this.#options;
    const named = httpListeners(await getListeners(api).catch(() => []), name);
    const listeners = named.length > 0 ? named : httpListeners((await ownListeners?.().catch(() => [])) ?? [], name);
    for (const url of addresses(api.url, listeners, name, other)) {
      const candidate = open(url);
      const overview = await getOverview(candidate, identity).catch(() => undefined);
      if (overview?.node === name) return { api: candidate, overview };
      await candidate.close();
    }
    return undefined;
  }
}

interface HttpListener {
  readonly protocol: 'http' | 'https';
  readonly port: number;
}

const httpListeners = (listeners: readonly Listener[], name: string): HttpListener[] =>
  listeners.flatMap(({ node, protocol, port }) =>
    node === name && (protocol === 'http' || protocol === 'https') && port !== undefined ? [{ protocol, port }] : [],
  );

/** The same scheme first; TLS is never given up for plain HTTP. */
function addresses(url: string, listeners: readonly HttpListener[], name: string, other: string): string[] {
  const { protocol, hostname } = new URL(url);
  // Two nodes of one machine share its address; a balancer's address is no node's own.
  const host = hostOf(name) === hostOf(other) ? hostname : hostOf(name);
  return listeners
    .map((listener) => ({ ...listener, same: `${listener.protocol}:` === protocol }))
    .filter((listener) => listener.same || listener.protocol === 'https')
    .sort((a, b) => Number(b.same) - Number(a.same))
    .map(({ protocol: kind, port }) =>
      withPort(url.replace(`//${hostname}`, `//${host}`).replace(protocol, `${kind}:`), port),
    );
}

function answeredBy(other: string, name: string, url: string): AnotherNodeAnswers {
  return new AnotherNodeAnswers(`${url} is answered by ${other}, not by ${name}`, {
    node: name,
    hint: `Is ${name} running, with the management plugin? Its own address goes into the config file: [clusters.NAME.node."${name}"] api = { url = "…" }`,
  });
}
