import { ConfigError } from '../errors.js';

export type Table = Readonly<Record<string, unknown>>;

/** Parses a TOML file's text. The parser is loaded here and nowhere else. ConfigError with line and column. */
export async function parseToml(text: string, file: string): Promise<Table> {
  const { parse, TomlError } = await import('smol-toml');
  try {
    return parse(text, { unsafeKeyBehaviour: 'throw' });
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    const reason = (cause.message.split('\n', 1)[0] ?? '').replace(/^Invalid TOML document: /, '');
    throw new ConfigError(`${file}:${cause.line}:${cause.column}: ${reason}`, { cause });
  }
}

/** True for a table, false for an array, a date and everything else that TOML has. */
export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
