import { exportDefinitions } from '../../api/definitions.js';
import type { ManagementApi, RequestOptions } from '../../api/management-api.js';
import { type DefinedObjects, type Reading, readDefinitions } from './read-definitions.js';

/** What a cluster has now. Throws what the export throws. */
export async function definitionsOf(
  api: ManagementApi,
  name: string,
  options: Pick<RequestOptions, 'signal' | 'deadline'> = {},
  reading: Reading = {},
): Promise<DefinedObjects> {
  return readDefinitions(await textOf(exportDefinitions(api, undefined, options)), name, reading);
}

/** All pieces as one text. */
export async function textOf(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const read: Uint8Array[] = [];
  for await (const piece of pieces) read.push(piece);
  return Buffer.concat(read).toString();
}
