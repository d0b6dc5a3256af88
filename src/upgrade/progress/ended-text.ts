import type { NodeStanding, RunEvent } from '../event.js';
import type { StateName } from '../state-name.js';
import type { RunCommands } from './renderer.js';
import { duration } from './time-text.js';
import { wrapped } from './words.js';

export type Ended = Extract<RunEvent, { event: 'ended' }>;

export interface EndedFacts {
  readonly commands: RunCommands;
  /** Where half-way nodes stand. */
  readonly states: ReadonlyMap<string, StateName>;
}

/** The final words of a run: how it ended, what is true of each node, what to do next, how long it took. */
export function endedText(ended: Ended, facts: EndedFacts): string {
  return paragraphs([headline(ended), standings(ended, facts.states)], ending(ended, facts.commands));
}

/** The same for a reader who sees every node's line above it. */
export function endedTextBelowNodes(ended: Ended, { commands }: EndedFacts): string {
  return paragraphs([headline(ended)], ending(ended, commands));
}

function headline({ outcome, reason, node, message }: Ended): string {
  if (outcome !== 'paused') return `${outcomes[outcome]}: ${message}`;
  if (reason === 'interrupted') return message.charAt(0).toUpperCase() + message.slice(1);
  if (reason === 'canary') return `Paused: ${message}`;
  if (reason === 'lock') return `Paused, because the lock is lost: ${message}`;
  return `Paused in ${reason ?? 'between'}${node === undefined ? '' : ` of ${node}`}: ${message}`;
}

const outcomes = {
  done: 'Done',
  'nothing-to-do': 'Nothing to do',
  blocked: 'Blocked, and nothing was touched',
  aborted: 'Aborted',
} as const;

function standings({ nodes, outcome }: Ended, states: ReadonlyMap<string, StateName>): string {
  const words = outcome === 'aborted' ? { ...standingWords, 'to-do': 'as before' } : standingWords;
  const lines = (['done', 'half-way', 'to-do'] as const).flatMap((standing) => {
    const names = Object.keys(nodes).filter((name) => nodes[name] === standing);
    const where = (name: string) => (standing === 'half-way' ? states.get(name) : undefined);
    return names.length === 0 ? [] : [group(words[standing], names, where)];
  });
  return lines.join('\n');
}

function group(title: string, names: readonly string[], where: (name: string) => StateName | undefined): string {
  const shown = names.map((name, at) => {
    const state = where(name);
    return `${name}${state === undefined ? '' : ` (${state})`}${at < names.length - 1 ? ',' : ''}`;
  });
  return `  ${title.padEnd(11)}${wrapped(shown, 90, ' '.repeat(13))}`;
}

const standingWords: Readonly<Record<NodeStanding, string>> = {
  done: 'done',
  'half-way': 'half-way',
  'to-do': 'untouched',
};

const ending = (ended: Ended, commands: RunCommands): readonly string[] => [
  ...(ended.hint === undefined ? [] : [ended.hint]),
  ...(ended.outcome === 'paused' ? [next(commands)] : []),
  ...(ended.seconds > 0 ? [times(ended)] : []),
];

const next = ({ resume, status, abort }: RunCommands): string =>
  [`To go on:        ${resume}`, `To look closer:  ${status}`, `To give up:      ${abort}`].join('\n');

function times({ seconds, waited }: Ended): string {
  return `It took ${duration(seconds)}: ${duration(waited)} of waiting for the cluster, ${duration(Math.max(0, seconds - waited))} of our own.`;
}

const paragraphs = (first: readonly string[], rest: readonly string[]): string =>
  [first.filter((text) => text !== '').join('\n'), ...rest].join('\n\n');
