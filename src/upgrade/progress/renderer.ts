import type { Clock } from '../clock.js';
import type { RunEvent } from '../event.js';
import { linesRenderer } from './lines.js';
import { liveRenderer } from './live.js';

/** What a person or a program sees of a run while it goes on. */
export interface Renderer {
  event(event: RunEvent): void;
  /** Before a question is asked on the terminal; what happens meanwhile is shown after `resume`. */
  suspend(): void;
  resume(): void;
  /** What was shown last stays. */
  close(): void;
}

/** Where it is shown. The size is asked anew for each frame: windows are resized. */
export interface Screen {
  write(text: string): void;
  readonly columns: () => number;
  readonly rows: () => number;
}

/** How text gets onto that screen. */
export interface Look {
  readonly colour: boolean;
  /** One line without characters that could take a terminal over: names and messages were chosen by others. */
  visible(text: string): string;
  /** As much of it as fits into so many columns. */
  shorten(text: string, columns: number): string;
  /** What the reader types to go on with a run, to give it up, to see where it stands: whole command lines. */
  readonly commands: RunCommands;
}

export interface RunCommands {
  readonly resume: string;
  readonly abort: string;
  readonly status: string;
}

export type RendererKind = 'live' | 'lines' | 'ndjson';

/** `live` for a terminal, `lines` for a pipe, `ndjson` for a program: then each event is one line of JSON, and nothing else is written. */
export function openRenderer(kind: RendererKind, screen: Screen, clock: Clock, look: Look): Renderer {
  if (kind === 'live') return liveRenderer(screen, clock, look);
  if (kind === 'lines') return linesRenderer(screen, look);
  return {
    event: (event) => screen.write(`${JSON.stringify(event)}\n`),
    suspend: () => {},
    resume: () => {},
    close: () => {},
  };
}
