import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { listNodes } from '../../api/nodes.js';
import { getOverview, identity } from '../../api/overview.js';
import { writingFile } from '../../file-error.js';
import type { AskedMember } from '../member.js';
import { archiveOfFiles, configurationFiles } from './configuration-files.js';
import { type BackedUpNode, definitionsFile, fileNow, type Manifest, nodeDirectory } from './manifest.js';

/** What a backup is taken of, and where to. */
export interface Source {
  readonly cluster: string;
  readonly members: readonly AskedMember[];
  readonly directory: string;
  readonly withSecrets: boolean;
}

/**
 * The configuration of every node, side by side, and the manifest of that; definitions are there already. Throws what asking a
 * node or its machine throws: half of a cluster is no backup.
 */
export async function backUpConfiguration({ cluster, members, directory, withSecrets }: Source): Promise<Manifest> {
  return {
    ...{ format: 'rabbitctl-backup', version: 1, cluster, created: new Date().toISOString(), withSecrets },
    definitions: await fileNow(directory, definitionsFile),
    nodes: await Promise.all(members.map((member) => backUpNode(member, directory, withSecrets))),
  };
}

async function backUpNode(member: AskedMember, directory: string, withSecrets: boolean): Promise<BackedUpNode> {
  const { name, node } = member;
  const [overview, view] = await Promise.all([
    getOverview(node.api, identity),
    listNodes(node.api, ['name', 'config_files']),
  ]);
  const read = view.find((of) => of.name === name)?.config_files ?? [];
  const { files, leftOut } = await configurationFiles(member, { withSecrets, read });
  const path = join('nodes', name, 'configuration.tar.gz');
  const archive =
    files.length === 0
      ? emptyArchive
      : await archiveOfFiles(
          member,
          files.map((file) => file.path),
        );
  await writingFile(join(directory, path), async () => {
    await mkdir(nodeDirectory(directory, name), { recursive: true, mode: 0o700 });
    await writeFile(join(directory, path), archive, { mode: 0o600, flush: true });
  });
  return {
    ...{ name, rabbitmq: overview.rabbitmq_version ?? '', erlang: overview.erlang_version ?? '' },
    ...{ configuration: await fileNow(directory, path), files, leftOut },
  };
}

/** Of a node with no file at all. */
const emptyArchive = gzipSync(Buffer.alloc(10_240));
