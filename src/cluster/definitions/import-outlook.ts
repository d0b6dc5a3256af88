import { type Difference, differingFields, type FieldDifference, isPassword } from './compare-definitions.js';
import { differenceJson, fieldsText, objectText } from './difference-text.js';
import { kinds } from './object-kinds.js';
import type { DefinedObject, DefinedObjects } from './read-definitions.js';

/** What an import makes of a cluster. */
export interface ImportOutlook {
  readonly added: readonly DefinedObject[];
  /** From how it is to how the file has it. */
  readonly changed: readonly Difference[];
  /** The file has it otherwise, and the server leaves it as it is without a word: queues and exchanges that are there. */
  readonly kept: readonly Difference[];
  readonly same: number;
  /** In the cluster, and not in the file: nothing happens to these. */
  readonly left: number;
}

/** What an import of the file would do to a cluster that has `now`. */
export function importOutlook(now: DefinedObjects, file: DefinedObjects): ImportOutlook {
  const added: DefinedObject[] = [];
  const changed: Difference[] = [];
  const kept: Difference[] = [];
  for (const [id, object] of file) {
    const present = now.get(id);
    if (present === undefined) {
      added.push(object);
      continue;
    }
    const fields = importedFields(present, object);
    if (fields.length > 0) (kinds[object.kind].kept ? kept : changed).push({ object, change: 'changed', fields });
  }
  const same = file.size - added.length - changed.length - kept.length;
  return { added, changed, kept, same, left: [...now.keys()].filter((id) => !file.has(id)).length };
}

/** What the server did not take of an import that it said yes to, by what it has now. */
export function notImported(now: DefinedObjects, file: DefinedObjects): readonly string[] {
  return [...file].flatMap(([id, object]) => {
    const present = now.get(id);
    if (present === undefined) return [`${objectText(object)} is not there after the import`];
    const fields = importedFields(present, object).filter(({ field }) => !isPassword(field) || isHash(object));
    if (fields.length === 0) return [];
    const why = kinds[object.kind].kept ? 'was there already and is left as it was' : 'is not as in the file';
    return [`${objectText(object)} ${why} (as it is → as in the file): ${fieldsText(fields)}`];
  });
}

/** What the file does not write an import does not touch; of policies, queues and exchanges it stands for the usual, but for a queue's type. */
function importedFields(present: DefinedObject, object: DefinedObject): readonly FieldDifference[] {
  const onlyWritten = object.kind === 'users' || object.kind === 'vhosts';
  return differingFields(present, object).filter(
    ({ field }) =>
      !(onlyWritten || (object.kind === 'queues' && field === 'type')) ||
      object.written.has(field) ||
      (isPassword(field) && isWithPassword(object)),
  );
}

const isHash = ({ fields }: DefinedObject): boolean => fields.password === undefined;
const isWithPassword = ({ written }: DefinedObject): boolean => written.has('password');

/** For people: a line for each thing, and a line with the numbers. */
export function outlookText({ added, changed, kept, same, left }: ImportOutlook): string {
  const lines = [
    ...added.map((object) => `+ ${objectText(object)}`),
    ...changed.map(({ object, fields }) => `~ ${objectText(object)}: ${fieldsText(fields)}`),
    ...kept.map(({ object, fields }) => `! ${objectText(object)} would stay as it is: ${fieldsText(fields)}`),
  ];
  const counts = `${added.length} to add, ${changed.length} to change, ${same} the same already`;
  const conflicts = kept.length === 0 ? '' : `; ${kept.length} that the server would leave otherwise than in the file`;
  return [...lines, `${counts}${conflicts}. ${left} more in the cluster are not in the file, and stay.`].join('\n');
}

/** For programs. */
export function outlookJson({ added, changed, kept, same, left }: ImportOutlook): object {
  return {
    added: added.map((object) => differenceJson({ object, change: 'added', fields: [] })),
    ...{ changed: changed.map(differenceJson), kept: kept.map(differenceJson), same, left },
  };
}
