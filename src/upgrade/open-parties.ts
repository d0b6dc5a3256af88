import type { Cluster } from '../cluster/cluster.js';
import { headOf, matchingNode } from '../cluster/node-name.js';
import { CheckFailed, UsageError } from '../errors.js';
import type { Parties } from './member.js';
import { openMembers, openOutsiders } from './open-members.js';
import { changesMembers, mayBeStopped } from './run-kind.js';
import type { RunOptions } from './run-options.js';
import { membersThoughStopped } from './stopping/members-though-stopped.js';

/**
 * Opens all whom a run has to do with; asks the cluster for its members, and nobody for anything else. Throws what that throws, and CheckFailed when
 * nobody is left to ask but the very node that is to join or leave.
 */
export async function openParties(cluster: Cluster, options: RunOptions): Promise<Parties> {
  if (mayBeStopped(options.kind)) {
    return { members: await openOutsiders(cluster, await membersThoughStopped(cluster), options), outsiders: [] };
  }
  const members = await openMembers(cluster, options);
  if (!changesMembers(options.kind)) return { members, outsiders: [] };
  const known = [...new Set([...members, ...cluster.nodes].map(({ name }) => name))];
  const named = (options.nodes ?? []).map((word) => fullName(word, known));
  // Of a cluster that is created the first one is the cluster.
  const names = options.kind === 'create-cluster' ? named.slice(1) : named;
  const others = members.filter(({ name }) => !names.includes(name));
  if (others.length === 0) throw aloneWith(names);
  return { members: others, outsiders: await openOutsiders(cluster, names, options) };
}

/** `mq4` is the node of a host of that name, called as the others are. */
function fullName(word: string, known: readonly string[]): string {
  const found = matchingNode(word, known, true);
  if (found !== undefined) return found;
  if (word.includes('@')) return word;
  const [first] = known;
  if (first !== undefined && /^[A-Za-z0-9._-]+$/.test(word)) return `${headOf(first)}@${word}`;
  throw new UsageError(`${word} is no name of a node`, { hint: 'It is called like rabbit@mq4.' });
}

function aloneWith(names: readonly string[]): CheckFailed {
  const [name = ''] = names;
  return new CheckFailed(`only ${names.join(' and ')} itself answers for this cluster`, {
    node: name,
    hint: 'Name a node that is and stays a member, with -n, or first among the nodes of the config file. A cluster of one has nobody to stay.',
  });
}
