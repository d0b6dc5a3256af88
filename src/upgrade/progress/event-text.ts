import type { Package } from '../../ssh/packages/package-manager.js';
import type { RunEvent } from '../event.js';
import { changesText, packageChanges, packagesText } from './package-text.js';
import { duration } from './time-text.js';
import { counted, runTitle, stateWords } from './words.js';

export type Tone = 'plain' | 'faint' | 'good' | 'active' | 'bad';

/** One event in words: one line, or several when it tells what others printed. */
export interface EventText {
  readonly text: string;
  readonly tone: Tone;
}

/** What an event says, without its time and its node; `before` are the packages that the node had. `ended` has words of its own (ended-text.ts): here is its headline. */
export function eventText(event: RunEvent, before?: readonly Package[]): EventText {
  switch (event.event) {
    case 'started': {
      const nodes = `${counted(event.nodes.length, 'node')}, in this order: ${event.nodes.join(', ')}`;
      return say(`${event.resumed ? 'resumed: ' : ''}${runTitle(event)}, run ${event.run}; ${nodes}`);
    }
    case 'verdict':
      return { text: `${event.level}: ${event.check}: ${event.message}`, tone: tones[event.level] };
    case 'state':
      return say(`${event.state}: ${stateWords[event.state]}`);
    case 'state-done':
      return {
        text: `${event.state}: ${event.already ? 'was so already' : `done in ${duration(event.seconds)}`}`,
        tone: 'faint',
      };
    case 'waiting':
      return say(`${event.state}: waiting: ${event.reason}`);
    case 'warning':
      return { text: `warning: ${event.message}`, tone: 'active' };
    case 'note':
      return say(event.message);
    case 'packages':
      return say(
        event.when === 'before'
          ? `packages before: ${packagesText(event.packages)}`
          : before === undefined
            ? `packages now: ${packagesText(event.packages)}`
            : `packages: ${changesText(packageChanges(before, event.packages))}`,
      );
    case 'node-done':
      return { text: event.already ? 'was done already' : `node done in ${duration(event.seconds)}`, tone: 'good' };
    case 'override':
      return { text: `override: ${event.message}`, tone: 'active' };
    case 'ended':
      return { text: `ended: ${event.outcome}`, tone: event.outcome === 'done' ? 'good' : 'bad' };
  }
}

const say = (text: string): EventText => ({ text, tone: 'plain' });

const tones = { ok: 'faint', warning: 'active', blocker: 'bad' } as const;
