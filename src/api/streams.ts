import { DataError, NotFound } from '../errors.js';
import { type ManagementApi, type Path, path } from './management-api.js';
import { listOf, objectOf } from './shapes.js';

/** A consumer or publisher of a stream; the field of its counts differ. Up to 5 s old. */
export interface StreamClient {
  readonly queue?: { readonly name?: string };
  readonly connection_details?: { readonly name?: string; readonly node?: string };
  readonly [field: string]: unknown;
}

/** What a stream keeps for its clients, by their names. */
export interface StreamTracking {
  readonly offsets?: Readonly<Record<string, number>>;
  readonly writers?: Readonly<Record<string, number>>;
}

/**
 * Those who read or write streams over the stream protocol. Throws NotFound when there is no such virtual host, and
 * where the plugin rabbitmq_stream_management is off.
 */
export async function listStreamClients(
  api: ManagementApi,
  kind: 'consumers' | 'publishers',
  vhost: string,
): Promise<readonly StreamClient[]> {
  return listOf(api, await ask(api, path`stream/${kind}/${vhost}`));
}

/** Throws NotFound when there is no such stream, before 3.13, and where rabbitmq_stream_management is off. */
export async function getStreamTracking(api: ManagementApi, vhost: string, stream: string): Promise<StreamTracking> {
  return objectOf(api, await ask(api, path`stream/${vhost}/${stream}/tracking`));
}

/** What a super stream is made of: how many partitions, or keys separated by commas; what its streams are declared with. */
export interface SuperStream {
  readonly partitions?: number;
  readonly 'binding-keys'?: string;
  readonly arguments: Readonly<Record<string, string>>;
}

/**
 * Makes a super stream, from 4.1.1 on. Throws DataError with the server's reason where it cannot be, NotPermitted where the
 * user's permissions do not suffice, and what says that there is no such route where rabbitmq_stream_management is off.
 */
export async function addSuperStream(
  api: ManagementApi,
  vhost: string,
  name: string,
  superStream: SuperStream,
): Promise<void> {
  await api.request('PUT', path`stream/super-streams/${vhost}/${name}`, { body: superStream });
}

/** Where the plugin is off a %2F in the path is a bad request to what serves the API's own pages. */
async function ask(api: ManagementApi, where: Path): Promise<unknown> {
  try {
    return await api.request('GET', where);
  } catch (cause) {
    throw cause instanceof DataError ? new NotFound('Not Found', { cause }) : cause;
  }
}
