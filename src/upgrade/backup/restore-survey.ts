import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getOwnUser } from '../../api/who-am-i.js';
import type { Cluster } from '../../cluster/cluster.js';
import { isPassword } from '../../cluster/definitions/compare-definitions.js';
import { definitionsOf } from '../../cluster/definitions/definitions-of.js';
import { fieldsText, objectText } from '../../cluster/definitions/difference-text.js';
import { type ImportOutlook, importOutlook } from '../../cluster/definitions/import-outlook.js';
import { type DefinedObjects, readDefinitions } from '../../cluster/definitions/read-definitions.js';
import { readingFile } from '../../file-error.js';
import { lockParameter, planParameter } from '../lock-record.js';
import type { AskedMember } from '../member.js';
import type { Verdict } from '../verdict.js';
import { configurationFiles } from './configuration-files.js';
import type { BackedUpNode, Manifest } from './manifest.js';

/** A run's own lock is no definition. */
const reading = { without: new Set([lockParameter, planParameter]) };

/** The definitions of a backup. Throws DataError, FileError. */
export async function definitionsIn(directory: string, { definitions }: Manifest): Promise<DefinedObjects> {
  const file = join(directory, definitions.path);
  return readDefinitions(await readingFile(file, () => readFile(file, 'utf8')), file, reading);
}

/** What importing them would do now. Throws what the export throws. */
export async function outlookOf(cluster: Cluster, wanted: DefinedObjects): Promise<ImportOutlook> {
  return importOutlook(await definitionsOf(cluster.api, cluster.name, {}, reading), wanted);
}

/** Nothing is left to be imported. */
export const isImported = ({ added, changed }: ImportOutlook): boolean => added.length === 0 && changed.length === 0;

/** Which files of a node are not as in the backup, and which are no more there. Throws what looking throws. */
export async function otherFiles(member: AskedMember, { files }: BackedUpNode): Promise<readonly string[]> {
  if (files.length === 0) return [];
  const paths = files.map(({ path }) => path);
  const now = await configurationFiles(member, { withSecrets: true, paths });
  const byPath = new Map(now.files.map(({ path, sha256 }) => [path, sha256]));
  return files.filter(({ path, sha256 }) => byPath.get(path) !== sha256).map(({ path }) => path);
}

/** Files in /etc/rabbitmq that the backup does not have; no keys and certificates, which it may have left out. They stay. Throws what looking throws. */
export async function filesSince(member: AskedMember, { files, leftOut }: BackedUpNode): Promise<readonly string[]> {
  const known = new Set([...files.map(({ path }) => path), ...leftOut]);
  const now = await configurationFiles(member, { withSecrets: false });
  return now.files.map(({ path }) => path).filter((path) => !known.has(path));
}

/** Whoever loses the password or the tag as whom the run is logged in could not end it. */
export async function ownUserVerdicts({ api }: Cluster, { changed }: ImportOutlook): Promise<readonly Verdict[]> {
  const users = changed.filter(({ object }) => object.kind === 'users');
  if (users.length === 0) return [];
  const { name } = await getOwnUser(api);
  const own = users.find(({ object }) => object.name === name);
  if (own === undefined) return [];
  const tags = own.object.fields.tags;
  const losesTag = own.object.written.has('tags') && !(Array.isArray(tags) && tags.includes('administrator'));
  const losesPassword = own.fields.some(({ field }) => isPassword(field));
  if (!losesTag && !losesPassword) return [];
  const what = losesTag ? 'no tag administrator' : 'another password, or the same with another salt';
  const message = `the backup gives ${name}, as whom we are logged in, ${what}: it would end half-way. Log in as another administrator, by --username`;
  return [{ check: 'definitions', level: 'blocker', message }];
}

/** What an import leaves otherwise than in the backup, and whose passwords it sets. */
export function definitionVerdicts({ changed, kept }: ImportOutlook): readonly Verdict[] {
  const check = 'definitions';
  const users = changed.filter(
    ({ object, fields }) => object.kind === 'users' && fieldsText(fields).includes('password'),
  );
  return [
    ...kept.map(
      ({ object, fields }): Verdict => ({
        ...{ check, level: 'warning' },
        message: `${objectText(object)} is there already and stays as it is: ${fieldsText(fields)}`,
      }),
    ),
    ...(users.length === 0
      ? []
      : [
          {
            ...{ check, level: 'warning' as const },
            message: `these get the password that they had then: ${users.map(({ object }) => object.name).join(', ')}`,
          },
        ]),
  ];
}

/** What is imported, in lines: the first thirty things, and the numbers. */
export function outlookLines(outlook: ImportOutlook): readonly string[] {
  const { added, changed, kept, same, left } = outlook;
  const all = [
    ...added.map((object) => `  + ${objectText(object)}`),
    ...changed.map(({ object, fields }) => `  ~ ${objectText(object)}: ${fieldsText(fields)}`),
  ];
  const more = all.length > 30 ? [`  and ${all.length - 30} more`] : [];
  const counts = `${added.length} to add, ${changed.length} to change, ${same + kept.length} there already; ${left} that are not in the backup stay`;
  return [`Definitions: ${counts}.`, ...all.slice(0, 30), ...more];
}
