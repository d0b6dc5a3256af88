import type { ManagementApi, Method, Path, RequestOptions } from '../api/management-api.js';
import { CheckFailed, DataError, NotPermitted, Unavailable } from '../errors.js';
import { stopwatch } from '../stopwatch.js';
import { NoNodeAnswers, shortReason } from './no-node-answers.js';

export interface Candidate {
  readonly name: string;
  readonly api: ManagementApi;
}

export interface FailoverOptions {
  /** Of the cluster, for messages. */
  readonly name: string;
  /** In order of preference; at least one. */
  readonly candidates: readonly Candidate[];
  /** Members that the settings do not name, asked of a node that answers; may throw. */
  readonly discover: (api: ManagementApi) => Promise<readonly Candidate[]>;
  readonly warn: (line: string) => void;
  /** ms for a whole request, all nodes that are tried together. */
  readonly deadline?: number | undefined;
}

interface Failed {
  readonly candidate: Candidate;
  readonly error: Unavailable;
}

/**
 * Whichever node answers. With a deadline each node has half of what is left of it, without one 30 s, the last one all.
 * A read goes on to the next node when one is Unavailable, a write only when it never left; what a node refuses (400, 401, 404, 409) stands. The node that answered is asked first from then on.
 */
export class FailoverApi implements ManagementApi {
  readonly #options: FailoverOptions;
  #candidates: readonly Candidate[];
  #told = new Set<string>();
  #answers = 0;
  #answering: ManagementApi | undefined;
  #discovery: Promise<void> | undefined;

  constructor(options: FailoverOptions) {
    this.#options = options;
    this.#candidates = options.candidates;
  }

  get url(): string {
    return this.#candidates[0]?.api.url ?? '';
  }

  /** The candidate's API that answered last, a refusal included; undefined while none has. */
  get answering(): ManagementApi | undefined {
    return this.#answering;
  }

  request(method: Method, path: Path, options?: RequestOptions): Promise<unknown> {
    return this.#first(method, options, (api, limits) => api.request(method, path, { ...options, ...limits }));
  }

  stream(method: Method, path: Path, options?: RequestOptions): AsyncIterable<Uint8Array> {
    return this.#pieces(method, options, (api, limits) => api.stream(method, path, { ...options, ...limits }));
  }

  items(path: Path, options?: RequestOptions): AsyncIterable<readonly unknown[]> {
    return this.#pieces('GET', options, (api, limits) => api.items(path, { ...options, ...limits }));
  }

  async *#pieces<T>(
    method: Method,
    options: RequestOptions | undefined,
    open: (api: ManagementApi, limits: Limits) => AsyncIterable<T>,
  ): AsyncGenerator<T, void> {
    // Once a piece is handed out another node cannot take over: the two answers would be mixed.
    const { first, rest } = await this.#first(method, options, async (api, limits) => {
      const pieces = open(api, limits)[Symbol.asyncIterator]();
      return { first: await pieces.next(), rest: pieces };
    });
    try {
      for (let next = first; !next.done; next = await rest.next()) yield next.value;
    } finally {
      await rest.return?.();
    }
  }

  async close(): Promise<void> {
    // The nodes first, which gives up what is under way: the search for members may wait for one that never answers.
    const open = this.#candidates;
    await closeAll(open);
    await this.#discovery;
    await closeAll(this.#candidates.filter((candidate) => !open.includes(candidate)));
  }

  async #first<T>(
    method: Method,
    options: RequestOptions | undefined,
    send: (api: ManagementApi, limits: Limits) => Promise<T>,
  ): Promise<T> {
    const failed: Failed[] = [];
    const candidates = this.#candidates;
    let left = options?.deadline ?? this.#options.deadline;
    for (const [index, candidate] of candidates.entries()) {
      const limits = limitsOf(left, index === candidates.length - 1);
      const elapsed = stopwatch();
      try {
        const answer = await send(candidate.api, limits);
        this.#answered(candidate, failed);
        return answer;
      } catch (error) {
        if (!(error instanceof Unavailable)) {
          if (isAnswer(error)) this.#answered(candidate, failed);
          throw error;
        }
        // No more than its share: the person who types a password meanwhile takes nothing from the others.
        if (left !== undefined) left -= Math.min(elapsed(), limits.patience ?? 0);
        failed.push({ candidate, error });
        if (options?.signal?.aborted || (method !== 'GET' && error.reached)) throw error;
      }
    }
    throw NoNodeAnswers.of(this.#options.name, failed);
  }

  #answered(candidate: Candidate, failed: readonly Failed[]): void {
    for (const { candidate: silent, error } of failed) {
      if (this.#told.has(silent.name)) continue;
      this.#told.add(silent.name);
      this.#options.warn(`${silent.name} does not answer (${shortReason(error)}): ${candidate.name} answers instead`);
    }
    this.#told.delete(candidate.name);
    this.#answering = candidate.api;
    this.#candidates = [candidate, ...this.#candidates.filter((other) => other !== candidate)];
    this.#answers += 1;
    // A command of one request ends before it could need the other members.
    if (this.#answers === 2) this.#discovery = this.#discover(candidate.api);
  }

  async #discover(api: ManagementApi): Promise<void> {
    const found = await this.#options.discover(api).catch(() => []);
    const known = new Set(this.#candidates.map((candidate) => candidate.name));
    this.#candidates = [...this.#candidates, ...found.filter((candidate) => !known.has(candidate.name))];
  }
}

async function closeAll(candidates: readonly Candidate[]): Promise<void> {
  await Promise.all(candidates.map((candidate) => candidate.api.close()));
}

type Limits = Pick<RequestOptions, 'deadline' | 'patience'>;

/** Not equal shares: a node that is only slow should not be given up for others that are no faster. */
function limitsOf(left: number | undefined, last: boolean): Limits {
  if (last) return left === undefined ? {} : { deadline: left };
  return left === undefined ? { patience: hungAfter } : { deadline: left, patience: left / 2 };
}

/** ms without a word, where there is no deadline: the machine is up and its broker hangs. Long lists take seconds. */
const hungAfter = 30_000;

/** True when the node said no: a deadline that ran out, Ctrl-C or a bad setting of ours is no answer. */
function isAnswer(error: unknown): boolean {
  return error instanceof DataError || error instanceof CheckFailed || error instanceof NotPermitted;
}
