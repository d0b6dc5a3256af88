import type { Readable, Writable } from 'node:stream';

/** What the far side's terminal is told about ours. */
export interface TerminalSize {
  readonly term: string;
  readonly columns: number;
  readonly rows: number;
}

/** Our terminal as it is now; 80 by 24 when stdout is none. */
export function terminalSize(): TerminalSize {
  const { columns = 80, rows = 24 } = ourStream('stdout');
  return { term: process.env.TERM ?? 'dumb', columns, rows };
}

/** A stream that may be a terminal: process.stdin. */
type Keyboard = Readable & { readonly isTTY?: boolean; setRawMode?: (raw: boolean) => unknown };

/**
 * Connects our keyboard to the far side: every key as it is (Ctrl-C too), and each change of the window's size.
 * @returns what puts our terminal back as it was.
 */
export function attachTerminal(
  far: Writable,
  resize: (size: TerminalSize) => void,
  keyboard: Keyboard = process.stdin,
): () => void {
  const raw = keyboard.isTTY === true;
  if (raw) keyboard.setRawMode?.(true);
  const forward = (chunk: Uint8Array) => {
    if (far.writable) far.write(chunk);
  };
  // A pipe's end is Ctrl-D on a terminal, which is what the far side has.
  const end = () => forward(Buffer.from([4]));
  const changed = () => resize(terminalSize());
  keyboard.on('data', forward);
  keyboard.on('end', end);
  ourStream('stdout').on('resize', changed);
  keyboard.resume();
  return () => {
    keyboard.off('data', forward);
    keyboard.off('end', end);
    process.stdout.off('resize', changed);
    keyboard.pause();
    if (raw) keyboard.setRawMode?.(false);
  };
}

/** Writes output of the far side to our own terminal, as fast as it takes it. */
export function toOurTerminal(stream: 'stdout' | 'stderr', chunk: Uint8Array): Promise<void> | undefined {
  const ours = ourStream(stream);
  if (ours.write(chunk)) return undefined;
  return new Promise((resolve) => ours.once('drain', resolve));
}

/** Its reader may have gone, and nobody else may have opened it: that must not end the process. */
export function ourStream(name: 'stdout' | 'stderr'): NodeJS.WriteStream {
  const stream = process[name];
  return stream.listenerCount('error') > 0 ? stream : stream.on('error', () => {});
}
