import { type Line, segment } from './segments.js';

const keys: readonly (readonly [string, string])[] = [
  ['q, Ctrl-C', 'end'],
  ['tab', 'the next list: queues, nodes, events; its title is marked'],
  ['↑ ↓, PgUp PgDn, Home End', 'move in that list'],
  ['← →, s', 'choose queues by messages, by ready, or by unacknowledged ones'],
  ['space', 'stop the picture, and go on'],
  ['Ctrl-L', 'draw all of it anew'],
  ['?', 'this help, and back'],
];

const words: readonly string[] = [
  'Rates are those of the server: the mean of its last samples, some 5 s.',
  'http: how long the node itself took for a small request; none: it did not answer.',
  'A node is silent when the others see it run and it does not answer itself.',
];

/** The keys and what they do. */
export function helpLines(rows: number): readonly Line[] {
  const lines: readonly Line[] = [
    [],
    ...keys.map(([key, does]): Line => [segment(key.padEnd(26), 'title'), segment(does)]),
    [],
    ...words.map((text): Line => [segment(text, 'faint')]),
  ];
  return lines.slice(0, Math.max(0, rows));
}
