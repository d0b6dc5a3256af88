export type Method = 'GET' | 'PUT' | 'POST' | 'DELETE';

/** A path below `/api/`, every hole percent-encoded: made by `path`, so that a vhost named `/` cannot break it. */
export type Path = string & { readonly __path: unique symbol };

/** path`queues/${vhost}` with vhost `/` is `queues/%2F`. */
export function path(literals: TemplateStringsArray, ...holes: readonly string[]): Path {
  return literals.reduce(
    (whole, literal, index) => whole + encodeURIComponent(holes[index - 1] ?? '') + literal,
  ) as Path;
}

export interface RequestOptions {
  /** Sent as JSON. */
  readonly body?: unknown;
  /** JSON that is sent as it is, in pieces, in the place of `body`; asked for anew by every attempt that sends something. */
  readonly chunks?: () => AsyncIterable<Uint8Array>;
  /** `?name=value` pairs, encoded here; undefined ones are left out. */
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Beside those of every request; their values are of ASCII. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Who asks, where that is the question; else the user that the API was opened for. The name has no colon. */
  readonly login?: { readonly username: string; readonly password: string };
  /** The answer is text and no JSON: it is given as it is. */
  readonly asText?: true;
  readonly signal?: AbortSignal;
  /** ms for the whole request; TimedOut after that. */
  readonly deadline?: number;
  /**
   * ms until another node had better be asked: without an answer by then ApiUnavailable (`timeout`), `reached` only when
   * there was a connection. Other methods than GET, once connected, have until the deadline: they may be under way.
   */
  readonly patience?: number;
}

/**
 * The Management HTTP API of one node, or of whichever node of a cluster answers.
 * Throws only our errors: DataError (an empty name in the path; 400, its message the server's reason), NotPermitted (401, 403), NotFound (404),
 * CheckFailed (405, 409, 412, 503 with a reason), Unavailable (not reached, cut short, not JSON, other 5xx), TimedOut,
 * NotOverHttp (a name `.` or `..`, which no URL can hold).
 */
export interface ManagementApi {
  /** `https://mq1:15671`, without credentials: for messages. */
  readonly url: string;
  /** Resolves to the parsed JSON, or undefined where the answer has no body (201, 204). */
  request(method: Method, path: Path, options?: RequestOptions): Promise<unknown>;
  /** The body as it comes, decompressed; for definitions of 100 MB. */
  stream(method: Method, path: Path, options?: RequestOptions): AsyncIterable<Uint8Array>;
  /** The elements of an answer that is a list, some at a time, as they come: memory does not grow with the list. */
  items(path: Path, options?: RequestOptions): AsyncIterable<readonly unknown[]>;
  close(): Promise<void>;
}
