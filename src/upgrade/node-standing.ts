import type { NodeStanding } from './event.js';
import { isReplaced } from './node-facts.js';
import type { RunOptions } from './run-options.js';
import type { MemberSurvey, Survey } from './survey.js';

/** How far a node is before the run begins. In a restart every node has its turn. */
export function standingOf(
  { probe, installed, candidate, overview }: MemberSurvey,
  { kind }: RunOptions,
): NodeStanding {
  if (kind !== 'upgrade' || probe === undefined || installed === undefined || candidate === undefined) return 'to-do';
  const runs = probe.service === 'active' || (probe.service === 'unknown' && overview !== undefined);
  if (runs && isReplaced(probe, undefined, installed, candidate)) return 'done';
  return installed.version === candidate ? 'half-way' : 'to-do';
}

/** The members that will have their turn: asked for, and not done already. */
export const turnsOf = ({ members }: Survey, options: RunOptions): readonly MemberSurvey[] =>
  members.filter((of) => (options.nodes?.includes(of.name) ?? true) && standingOf(of, options) !== 'done');
