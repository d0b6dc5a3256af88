import { type ManagementApi, path } from '../api/management-api.js';
import type { NodeVersion } from './cluster.js';

/** The part of /api/overview that tells which node answered. */
export interface Overview {
  /** Absent for users without the monitoring tag, before `disable_stats` was known. */
  readonly node: string | undefined;
  readonly version: NodeVersion | undefined;
}

/** Asks who answers. Without statistics the answer is small, and names the node to users of every tag. */
export async function getOverview(api: ManagementApi): Promise<Overview> {
  const query = { disable_stats: true, columns: 'node,rabbitmq_version,erlang_version' };
  const answer = asRecord(await api.request('GET', path`overview`, { query }));
  const [rabbitmq, erlang] = [textOf(answer.rabbitmq_version), textOf(answer.erlang_version)];
  return {
    node: textOf(answer.node),
    version: rabbitmq !== undefined && erlang !== undefined ? { rabbitmq, erlang } : undefined,
  };
}

export interface Listener {
  readonly node: string;
  readonly protocol: string;
  readonly port: number;
}

/** Every listener that the cluster knows of. Empty for users without the monitoring tag. */
export async function getListeners(api: ManagementApi): Promise<Listener[]> {
  const answer = asRecord(await api.request('GET', path`overview`, { query: { columns: 'listeners' } }));
  return listenersIn(answer.listeners);
}

/** Reads listeners as HTTP and as the node's own tool give them; what has another shape is left out. */
export function listenersIn(list: unknown): Listener[] {
  return (Array.isArray(list) ? list : []).map(asRecord).flatMap(({ node, protocol, port }) => {
    const [name, kind, number] = [textOf(node), textOf(protocol), Number(port)];
    return name !== undefined && kind !== undefined && number > 0 ? [{ node: name, protocol: kind, port: number }] : [];
  });
}

export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
