import type { Outlet } from './outlet.js';

/** Hands whole lines on, each with the prefix before it; `end` completes a last line that was left open. */
export function linesTo(target: Outlet, prefix: string): Outlet & { end(): Promise<void> } {
  const before = Buffer.from(prefix);
  let open = Buffer.alloc(0);
  return {
    terminal: target.terminal,
    gone: target.gone,
    get closed() {
      return target.closed;
    },
    write(chunk) {
      const bytes = Buffer.concat([open, typeof chunk === 'string' ? Buffer.from(chunk) : chunk]);
      const end = bytes.lastIndexOf(lineEnd) + 1;
      open = bytes.subarray(end);
      return target.write(prefixed(bytes.subarray(0, end), before));
    },
    async end() {
      if (open.length > 0) await target.write(Buffer.concat([before, open, Buffer.of(lineEnd)]));
    },
  };
}

/** Keeps in memory what is written. */
export function memory({ gone }: Pick<Outlet, 'gone'>): Outlet & { text(): string } {
  const chunks: Buffer[] = [];
  return {
    terminal: false,
    gone,
    closed: false,
    async write(chunk) {
      chunks.push(Buffer.from(chunk));
    },
    text: () => Buffer.concat(chunks).toString('utf8'),
  };
}

const lineEnd = 0x0a;

/** Works on bytes: a tool need not print UTF-8. */
function prefixed(lines: Buffer, prefix: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let start = 0; start < lines.length; ) {
    const end = lines.indexOf(lineEnd, start) + 1;
    parts.push(prefix, lines.subarray(start, end));
    start = end;
  }
  return Buffer.concat(parts);
}
