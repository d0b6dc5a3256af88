import type { Tone } from './event-text.js';

export type Paint = (text: string, tone: Tone) => string;

/** Colours of a run: green is done, yellow goes on or warns, red has failed. */
export const painter = (colour: boolean): Paint => (colour ? painted : (text) => text);

const painted: Paint = (text, tone) => {
  const code = codes[tone];
  return code === undefined || text === '' ? text : `\x1b[${code}m${text}\x1b[0m`;
};

const codes: Readonly<Record<Tone, number | undefined>> = { plain: undefined, faint: 2, good: 32, active: 33, bad: 31 };
