import { AnswerBody } from './answer-body.js';
import { AnswerReader } from './answer-reader.js';
import { brokenOff, type Line } from './line.js';
import type { WireAnswer, WireRequest } from './wire.js';

/**
 * One request on a line that is nobody else's until `done` is called: for how many ms another request may follow on it. 0: the line
 * is closed. Rejects, or lets the body break, with what broke the line, a fault of the answer (`HPE_…`), or the signal's reason.
 */
export function exchange(line: Line, wire: WireRequest, done: (reusable: number) => void): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    let body: AnswerBody | undefined;
    let life = Number.POSITIVE_INFINITY;
    let finished = false;
    const finish = (error?: Error, reusable = 0) => {
      if (finished) return;
      finished = true;
      wire.signal.removeEventListener('abort', stop);
      if (reusable <= 0) line.destroy();
      if (body === undefined) reject(error ?? brokenOff());
      else body.end(error);
      done(reusable);
    };
    const stop = () => finish(wire.signal.reason);
    const reader = new AnswerReader(
      (head) => {
        const pause = (paused: boolean) => (paused ? line.pause() : line.resume());
        body = new AnswerBody(pause, () => finish(new Error('given up')));
        life = lifeOf(head.headers['keep-alive']);
        resolve({ ...head, body });
      },
      (chunk) => body?.push(chunk),
    );
    wire.signal.addEventListener('abort', stop);
    if (wire.signal.aborted) return stop();
    try {
      const bytes = requestBytes(wire);
      line.listen({
        data(chunk) {
          if (finished) return;
          try {
            reader.read(chunk);
          } catch (error) {
            return finish(error as Error);
          }
          // What has not left yet would come before the next request.
          if (reader.ended) finish(undefined, reader.persistent && line.drained ? life : 0);
        },
        over: (error) => finish(error ?? (reader.over() ? undefined : brokenOff())),
      });
      line.write(bytes);
    } catch (error) {
      finish(error as Error);
    }
  });
}

function requestBytes({ method, target, headers, body }: WireRequest): Uint8Array {
  // Nothing that somebody typed may begin another line.
  if (/[^\x21-\xff]/.test(target)) throw new TypeError('Request path contains unescaped characters');
  for (const [name, value] of Object.entries(headers)) {
    if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) throw new TypeError(`Invalid character in header content ["${name}"]`);
  }
  const content = typeof body === 'string' ? Buffer.from(body) : undefined;
  const length = content?.length ?? (method === 'POST' || method === 'PUT' ? 0 : undefined);
  const lines = [
    `${method} ${target} HTTP/1.1`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    'connection: keep-alive',
    ...(length === undefined ? [] : [`content-length: ${length}`]),
  ];
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  return content === undefined ? head : Buffer.concat([head, content]);
}

/** A server that hangs up after so many seconds is left alone a second before that. */
function lifeOf(keepAlive: string | undefined): number {
  const [, seconds] = /\btimeout=(\d+)/i.exec(keepAlive ?? '') ?? [];
  return seconds === undefined ? Number.POSITIVE_INFINITY : (Number(seconds) - 1) * 1000;
}
