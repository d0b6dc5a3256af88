import { Transform, type TransformCallback } from 'node:stream';

/** Says the process id on stderr, then becomes the command: `exec` keeps the id. Where nobody hears it any more it does not begin. */
const startScript = `printf '%s %s\\n' "$0" "$$" >&2 || exit; exec "$@"`;

const watchScript = `printf '%s %s\\n' "$0" "$$" >&2 || exit; "$@"; exit $?`;

/**
 * Ends the process group that $1 leads, with signal $2. What sudo started belongs to somebody else,
 * and only somebody who may act for that user can end it: so sudo is asked once more, per owner.
 * The group's processes one by one: what procps 4.0.7 (Debian 14) has for `kill` takes no `-- -GROUP`.
 * An Erlang VM that is only just starting forgets a TERM: it is told again, and what outlives its leader is killed.
 */
const endScript = `
pid=$1 signal=$2
hit() {
  kill -s "$1" -- "-$pid" 2>/dev/null || kill -s "$1" "$pid" 2>/dev/null
  command -v sudo >/dev/null 2>&1 || return 0
  me=$(id -u)
  for owner in $(ps -A -o pgid= -o uid= 2>/dev/null | awk -v group="$pid" -v me="$me" '$1 == group && $2 != me { print $2 }' | sort -u); do
    sudo -n -u "#$owner" kill -s "$1" $(ps -A -o pgid= -o uid= -o pid= | awk -v group="$pid" -v owner="$owner" '$1 == group && $2 == owner { print $3 }') 2>/dev/null
  done
}
lives() {
  ps -A -o pgid= -o pid= -o stat= 2>/dev/null | awk -v group="$pid" -v one="$1" \
    '$1 == group && (one == "" || $2 == one) && $3 !~ /^Z/ { found = 1 } END { exit !found }'
}
hit "$signal"
[ "$signal" = TERM ] || exit 0
for wait in 1 1 1 2 5 5; do
  lives "" || exit 0
  sleep "0.$wait"
  [ "$wait" = 5 ] && lives "" && hit TERM
done
lives "" && ! lives "$pid" && hit KILL
exit 0
`;

export type EndSignal = 'TERM' | 'KILL';

/** The argv that runs `argv` and first tells its process id, in a line that starts with `mark`. */
export function markedArgv(argv: readonly string[], mark: string): string[] {
  return ['sh', '-c', startScript, mark, ...argv];
}

/** Like markedArgv, but a shell stays above the command: the system's ssh tells a signal's end as 255, a shell as 128 + n. */
export function watchedArgv(argv: readonly string[], mark: string): string[] {
  return ['sh', '-c', watchScript, mark, ...argv];
}

/** The argv that ends the process group of `pid`, run on the same machine by the same user. */
export function endArgv(pid: number, signal: EndSignal): string[] {
  return ['sh', '-c', endScript, 'rabbitctl-end', String(pid), signal];
}

/** A word that no program prints by chance. */
export function newMark(): string {
  return `rabbitctl-pid-${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}`;
}

/** Takes the line with the mark out of stderr and remembers the process id. Everything else passes unchanged. */
export class MarkReader {
  pid: number | undefined;
  readonly #mark: Buffer;
  #held: Buffer = Buffer.alloc(0);

  constructor(mark: string) {
    this.#mark = Buffer.from(`${mark} `);
  }

  /** What may pass on. A login shell's own noise may come first; all is held until the mark is seen whole. */
  take(chunk: Uint8Array): Uint8Array {
    if (this.pid !== undefined) return chunk;
    this.#held = Buffer.concat([this.#held, chunk]);
    const start = this.#held.indexOf(this.#mark);
    const end = start < 0 ? -1 : this.#held.indexOf('\n', start);
    if (end < 0) return Buffer.alloc(0);
    this.pid = Number(this.#held.subarray(start + this.#mark.length, end).toString());
    const before = this.#held.subarray(0, start);
    this.#held = this.#held.subarray(end + 1);
    return Buffer.concat([before, this.rest()]);
  }

  /** What is still held when the stream ends. */
  rest(): Uint8Array {
    const rest = this.#held;
    this.#held = Buffer.alloc(0);
    return rest;
  }
}

/** A MarkReader as a stream; emits `pid`. */
export class MarkFilter extends Transform {
  readonly #reader: MarkReader;

  constructor(mark: string) {
    super();
    this.#reader = new MarkReader(mark);
  }

  get pid(): number | undefined {
    return this.#reader.pid;
  }

  /** The process id; undefined when the command does not say it within two seconds. */
  announced(): Promise<number | undefined> {
    if (this.pid !== undefined || this.readableEnded) return Promise.resolve(this.pid);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(undefined), 2000);
      const tell = () => {
        clearTimeout(timer);
        resolve(this.pid);
      };
      this.once('pid', tell);
      this.once('end', tell);
    });
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    const before = this.pid;
    const passed = this.#reader.take(chunk);
    if (before === undefined && this.pid !== undefined) this.emit('pid', this.pid);
    done(null, passed);
  }

  override _flush(done: TransformCallback): void {
    done(null, this.#reader.rest());
  }
}
