import type { RunEvent } from '../event.js';
import { Board } from './board.js';
import { endedText } from './ended-text.js';
import { eventLines, harmless } from './event-lines.js';
import { painter } from './paint.js';
import type { Look, Renderer, Screen } from './renderer.js';
import { clockTime } from './time-text.js';
import { counted } from './words.js';

/** ms after which a reason that has not changed is worth another line. */
const sameAgain = 30_000;

/** One line an event, for a pipe or a log. */
export function linesRenderer(screen: Screen, look: Look): Renderer {
  const board = new Board();
  const paint = painter(look.colour);
  const fine = new Set<string>();
  const waits = new Map<string, { readonly reason: string; readonly at: number }>();
  const print = (lines: readonly string[]) => screen.write(lines.map((line) => `${line}\n`).join(''));

  /** Nothing new: the same reason, or the same with other numbers. */
  const repeats = (event: Extract<RunEvent, { event: 'waiting' }>): boolean => {
    const place = `${event.node ?? ''} ${event.state}`;
    const reason = event.reason.replace(/\b\d+(\.\d+)?\b/g, '0');
    const at = Date.parse(event.time);
    const before = waits.get(place);
    if (before?.reason === reason && at - before.at < sameAgain) return true;
    waits.set(place, { reason, at });
    return false;
  };

  /** All that is well on one line. */
  const tellFine = (time: string) => {
    if (fine.size === 0) return;
    print([
      `${clockTime(time)} ${'cluster'.padEnd(board.nameWidth)}  ${counted(fine.size, 'check')} passed: ${[...fine].join(', ')}`,
    ]);
    fine.clear();
  };

  return {
    event(event) {
      board.follow(event);
      // What is compared in the end is worth its own words.
      const early = board.started === undefined;
      if (event.event === 'verdict' && event.level === 'ok' && early) return void fine.add(event.check);
      if (event.event !== 'verdict') tellFine(event.time);
      if (event.event === 'waiting' && repeats(event)) return;
      print(eventLines(event, board, look, paint));
      if (event.event === 'state-done') waits.delete(`${event.node ?? ''} ${event.state}`);
      if (event.event === 'ended')
        print(['', ...harmless(endedText(event, { commands: look.commands, states: board.states }), look)]);
    },
    suspend: () => {},
    resume: () => {},
    close: () => {},
  };
}
