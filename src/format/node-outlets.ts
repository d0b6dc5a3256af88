import type { Outlet } from './outlet.js';

/** Hands whole lines on, each with the prefix before it; `end` completes a last line that was left open. */
export function linesTo(target: Outlet, prefix: string): Outlet & { end(): Promise<void> } {
  const before = Buffer.from(prefix);
  let open: Buffer[] = [];
  return {
    terminal: target.terminal,
    gone: target.gone,
    get closed() {
      return target.closed;
    },
    write(chunk) {
      // A copy: whoever wrote the chunk may use it again.
      const bytes = Buffer.from(chunk);
      const end = bytes.lastIndexOf(lineEnd) + 1;
      const lines = end === 0 ? Buffer.alloc(0) : Buffer.concat([...open, bytes.subarray(0, end)]);
      if (end > 0) open = [];
      if (end < bytes.length) open.push(bytes.subarray(end));
      return target.write(prefixed(lines, before));
    },
    async end() {
      if (open.length > 0) await target.write(Buffer.concat([before, ...open, Buffer.of(lineEnd)]));
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
