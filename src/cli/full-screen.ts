import type { Writable } from 'node:stream';
import type { OutStream } from '../format/outlet.js';
import type { Screen } from './context.js';
import type { Outside } from './outside.js';

/** The whole terminal, for as long as it is open; what stood there before comes back at the end. */
export interface FullScreen extends Screen {
  /** stdin is a terminal, too. */
  readonly keyboard: boolean;
  /** Resolves when the terminal has taken it. */
  write(text: string): Promise<void>;
  close(): void;
}

export interface FullScreenEvents {
  /** What was typed, as the terminal sends it; Ctrl-C too. */
  typed(text: string): void;
  resized(): void;
  /** There is no terminal any more. */
  gone(): void;
}

/**
 * Takes the terminal: another screen, no cursor, keys as they are typed. It is given back by `close`, and when the process
 * ends in any other way than by SIGKILL. Undefined where stdout is no terminal, or one that only takes lines.
 */
export function openFullScreen(outside: Outside, events: FullScreenEvents): FullScreen | undefined {
  const { stdin, env } = outside;
  const stdout = outside.stdout as Writable & OutStream;
  if (stdout.isTTY !== true || !env.TERM || env.TERM === 'dumb') return undefined;
  const keyboard = stdin as typeof stdin & { setRawMode?: (raw: boolean) => void };
  const isTyped = keyboard.isTTY === true && keyboard.setRawMode !== undefined;
  const typed = (chunk: Buffer | string) => events.typed(chunk.toString());
  let open = true;
  const leave = () => {
    if (!open) return;
    open = false;
    stdout.write(`${wrap}${showCursor}${usualScreen}`);
  };
  stdout.write(`${otherScreen}${hideCursor}${noWrap}`);
  // A crash ends the process without anybody's `finally`. A terminal takes what is written at once.
  process.once('exit', leave);
  stdout.on('resize', events.resized).once('error', events.gone);
  if (isTyped) {
    keyboard.setRawMode?.(true);
    keyboard.on('error', isGone).on('data', typed).resume();
  }
  return {
    keyboard: isTyped,
    columns: () => stdout.columns || 80,
    rows: () => stdout.rows || 24,
    write: (text) => new Promise((resolve) => stdout.write(text, () => resolve())),
    close: () => {
      process.off('exit', leave);
      stdout.off('resize', events.resized).off('error', events.gone);
      if (isTyped) {
        keyboard.off('data', typed).pause();
        keyboard.setRawMode?.(false);
      }
      leave();
    },
  };
}

/** A terminal that was hung up cannot be set back, and says so later, too (EIO): no crash, for what was seen is still to be written. */
const isGone = (): void => {};

const otherScreen = '\x1b[?1049h';
const usualScreen = '\x1b[?1049l';
const hideCursor = '\x1b[?25l';
const showCursor = '\x1b[?25h';
/** A line that is too long for a window that shrinks just now must not move the others. */
const noWrap = '\x1b[?7l';
const wrap = '\x1b[?7h';
