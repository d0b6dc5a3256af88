import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { ConfigError, DataError } from '../errors.js';
import { recordLine, type WatchRecord } from './record.js';
import { wrongInRecord } from './record-check.js';

/** A file of records, a line each; what is there already stays. */
export class Recording {
  readonly #file: FileHandle;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Throws ConfigError when the file cannot be written. */
  static async open(path: string): Promise<Recording> {
    try {
      return new Recording(await open(path, 'a'));
    } catch (error) {
      throw new ConfigError(`--record: cannot write ${path}: ${(error as Error).message}`, { cause: error });
    }
  }

  /** Throws ConfigError when the disk is full. */
  async add(record: WatchRecord): Promise<void> {
    try {
      await this.#file.appendFile(recordLine(record));
    } catch (error) {
      throw new ConfigError(`--record: ${(error as Error).message}`, { cause: error });
    }
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/**
 * The records of a file, as they were written. A last line that is cut off, as a recorder that was killed leaves it, is left
 * out. Throws DataError for what is no recording, with the line's number.
 */
export async function* recorded(path: string): AsyncGenerator<WatchRecord, void> {
  let held: { readonly text: string; readonly number: number } | undefined;
  let number = 0;
  try {
    for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
      number++;
      if (text.trim() === '') continue;
      if (held !== undefined) yield parse(path, held);
      held = { text, number };
    }
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw new DataError(`--replay: cannot read ${path}: ${(error as Error).message}`, { cause: error });
  }
  if (held === undefined) throw new DataError(`--replay: ${path} is empty`);
  if (isWhole(held.text)) yield parse(path, held);
}

function parse(path: string, { text, number }: { readonly text: string; readonly number: number }): WatchRecord {
  const record = isWhole(text) ? (JSON.parse(text) as { readonly version?: unknown } | null) : undefined;
  const wrong = record?.version === 1 ? wrongInRecord(record) : 'version';
  if (wrong === undefined) return record as WatchRecord;
  const later = typeof record?.version === 'number' && record.version > 1;
  throw new DataError(`--replay: line ${number} of ${path} is no record of rabbitctl watch`, {
    hint: later
      ? `It is of version ${record.version}: a later rabbitctl made it.`
      : `Its ${wrong} is not as watch --record FILE writes it.`,
  });
}

function isWhole(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
