import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { ConfigError } from '../errors.js';
import { type Config, emptyConfig } from './config.js';
import type { Environment, SettingsFlags } from './outer-layers.js';
import { readWhole } from './read-whole.js';

/**
 * Reads the config file: --config, RABBITCTL_CONFIG, $XDG_CONFIG_HOME/rabbitctl/config.toml or ~/.config/…; where there
 * is none, the config is empty. ConfigError names file and line; a file that was asked for must exist.
 */
export async function readConfig(flags: Pick<SettingsFlags, 'config'>, env: Environment): Promise<Config> {
  const asked = flags.config ?? (env.RABBITCTL_CONFIG || undefined);
  const file = asked === undefined ? usualConfigFile(env) : resolve(asked.replace(/^~(?=\/|$)/, homedir()));
  const text = await readText(file, asked !== undefined);
  if (text === undefined) return emptyConfig;
  const { configFrom } = await import('./config-text.js');
  const { config, holdsPassword } = await configFrom(text, file);
  const exposed = holdsPassword && isReadableByOthers(file);
  return exposed
    ? { ...config, warnings: [`${file} holds a password and others can read it: chmod 600 ${file}`] }
    : config;
}

/** Where the config file is looked for when nobody names one. */
export function usualConfigFile(env: Environment): string {
  const base = env.XDG_CONFIG_HOME;
  // The XDG specification: a relative path is to be ignored.
  return join(base && isAbsolute(base) ? base : join(env.HOME || homedir(), '.config'), 'rabbitctl', 'config.toml');
}

async function readText(file: string, asked: boolean): Promise<string | undefined> {
  try {
    return await readWhole(file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (!asked && (code === 'ENOENT' || code === 'ENOTDIR')) return undefined;
    const reason = code === 'ENOENT' ? 'there is no such file' : code === 'EACCES' ? 'permission denied' : code;
    throw new ConfigError(`the config file ${file} cannot be read: ${reason}`, { cause });
  }
}

function isReadableByOthers(file: string): boolean {
  return process.platform !== 'win32' && (statSync(file).mode & 0o044) !== 0;
}
