import { asRecord } from '../../api/shapes.js';
import { hostOf } from '../../cluster/node-name.js';
import { CheckFailed } from '../../errors.js';
import { runTool } from '../../ssh/rabbitmqctl.js';
import { parseToolJson } from '../../ssh/tool-json.js';
import { runs } from '../health/running-version.js';
import { initialSyncPending } from '../health/standing.js';
import type { AskedMember, Member } from '../member.js';
import type { Copies } from './replicas.js';

/**
 * Whether the replicas of a node have what their leaders have. From 3.13 on the node tells itself whether those of quorum
 * queues are still being filled; before that, and of streams, their logs are compared: with where the leader was when it was
 * first asked, for in a busy queue it is never where its followers are.
 */
export class ReplicaLag {
  readonly #member: Member;
  readonly #goals = new Map<string, number>();
  readonly #reached = new Set<string>();

  constructor(member: Member) {
    this.#member = member;
  }

  /** Undefined when nothing is behind; else what is. Throws what the tools throw. */
  async of(copies: readonly Copies[], via: AskedMember): Promise<string | undefined> {
    if (await initialSyncPending(this.#member)) return 'replicas of quorum queues are still being filled';
    const tells = await runs(this.#member, '3.13.0');
    for (const one of copies.filter(({ type }) => type === 'stream' || !tells)) {
      const key = `${one.vhost}\0${one.name}`;
      if (this.#reached.has(key)) continue;
      const { goal, own } = placesIn(await statusOf(one, via), this.#member.name);
      if (goal === undefined) return `nobody leads ${one.name}`;
      const wanted = this.#goals.get(key) ?? goal;
      this.#goals.set(key, wanted);
      if (own === undefined || own < wanted) return `${one.name} is at ${own ?? 'nothing'} there, of ${wanted}`;
      this.#reached.add(key);
    }
    return undefined;
  }
}

async function statusOf({ name, vhost, type }: Copies, { name: peer, node }: AskedMember) {
  const [tool, command] =
    type === 'stream' ? ['rabbitmq-streams', 'stream_status'] : ['rabbitmq-queues', 'quorum_status'];
  const longnames = hostOf(peer).includes('.') ? ['--longnames'] : [];
  const words = ['--quiet', '--node', peer, ...longnames, command, name, '--vhost', vhost, '--formatter', 'json'];
  const { code, stdout, stderr } = await runTool(node.host, tool, words, {
    deadline: 120_000,
    ...(node.sudo === undefined ? {} : { sudo: node.sudo }),
  });
  const rows = parseToolJson(stdout);
  if (code === 0 && Array.isArray(rows)) return rows.map(asRecord);
  throw new CheckFailed(`${tool} ${command} ${name} failed on ${peer} with code ${code}`, {
    node: peer,
    hint: stderr.trim() || stdout.trim(),
  });
}

type Row = Readonly<Record<string, unknown>>;

/** How far the leader has come, and the node: of quorum queues the index of their log, of streams the offset. */
export function placesIn(rows: readonly Row[], node: string): { readonly goal?: number; readonly own?: number } {
  const leader = rows.find((row) => ['leader', 'writer'].includes(String(row['Raft State'] ?? row.role)));
  const own = rows.find((row) => String(row['Node Name'] ?? row.node) === node);
  const goal = leader && numberIn(leader, ['Commit Index', 'committed_offset', 'committed_chunk_id']);
  const there = own && numberIn(own, ['Last Written', 'Last Log Index', 'Log Index', 'offset', 'committed_offset']);
  // An empty stream has no offset yet.
  return { ...(leader && { goal: goal ?? 0 }), ...(own && { own: there ?? 0 }) };
}

function numberIn(row: Row, keys: readonly string[]): number | undefined {
  const found = keys.map((key) => Number(row[key])).find((value) => Number.isFinite(value));
  return found;
}
