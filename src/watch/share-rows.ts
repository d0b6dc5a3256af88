import type { Section } from './screen-state.js';

/** Lines of each list below its title; a list with none is not shown at all. `blank`: an empty line between two lists. */
export type Share = Readonly<Record<Section, number>> & { readonly blank: boolean };

/**
 * Who gets how many rows. Nodes come first, for they are few; of many they take two fifths. Events have a fifth, or what
 * the queues leave. On a low screen events go first, then queues.
 */
export function shareRows(room: number, wanted: Readonly<Record<Section, number>>): Share {
  const parts = room >= 10 ? 3 : room >= 6 ? 2 : 1;
  const blank = room >= 14;
  const rows = Math.max(0, room - parts - (blank ? parts - 1 : 0));
  if (parts === 1) return { nodes: Math.min(rows, wanted.nodes), queues: 0, events: 0, blank };
  const least = parts === 3 ? Math.max(2, Math.floor(rows / 5)) : 0;
  const nodes = Math.min(wanted.nodes, Math.max(3, Math.floor((rows * 2) / 5)), rows - least - 1);
  if (parts === 2) return { nodes, queues: rows - nodes, events: 0, blank };
  const queues = Math.min(wanted.queues, rows - nodes - least);
  const left = rows - nodes - queues;
  const events = Math.min(left, Math.max(least, wanted.events));
  const more = Math.min(wanted.nodes - nodes, left - events);
  return { nodes: nodes + more, queues, events, blank };
}
