import type { Config } from './config.js';
import { holdsPassword, readEntries } from './config-entries.js';
import { ConfigSection } from './config-section.js';
import { parseToml } from './toml.js';
import { lineFinder } from './toml-lines.js';

/** The text of a config file, checked. Throws ConfigError with file and line, and the column of a syntax error. */
export async function configFrom(text: string, file: string): Promise<{ config: Config; holdsPassword: boolean }> {
  const table = await parseToml(text, file);
  const config = readEntries(file, new ConfigSection({ file, line: lineFinder(text) }, [], table));
  return { config, holdsPassword: holdsPassword(config) };
}
