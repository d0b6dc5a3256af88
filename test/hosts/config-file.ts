import { writeFileSync } from 'node:fs';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';

export interface ConfigValues {
  readonly [key: string]: string | boolean | readonly string[] | ConfigValues;
}

export interface ConfigOptions {
  /** The nodes that the file names, in this order. */
  readonly hosts: readonly LabHost[];
  readonly api?: ConfigValues;
  readonly ssh?: ConfigValues;
  /** The file says nothing of user and password. */
  readonly anonymous?: boolean;
}

/** A config file for some hosts of a lab; `api` and `ssh` are laid over what leads there. */
export function writeConfig(file: string, lab: Lab, { hosts, api, ssh, anonymous }: ConfigOptions): void {
  const nodes = hosts.map(({ node }) => node);
  const password = api?.password_command ? {} : { password_file: lab.passwordFile };
  const login = anonymous ? {} : { username: lab.username, ...password };
  const overrides = hosts.map(
    ({ node, address }) => `
[clusters.lab.node."${node}"]
api = { url = "${String(api?.url ?? 'http://{host}:15672').replace('{host}', address)}" }
ssh = { host = "${address}" }
`,
  );
  const text = `default = "lab"

[clusters.lab]
nodes = ${JSON.stringify(nodes)}
api = ${inlineTable({ url: 'http://{host}:15672', ...login, ...api })}
ssh = ${inlineTable({ user: 'ops', config_file: lab.sshConfigFile, ...ssh })}
${overrides.join('')}`;
  writeFileSync(file, text, { mode: 0o600 });
}

/** Strings, truth values and lists look the same in JSON and TOML. */
function inlineTable(values: ConfigValues): string {
  const entries = Object.entries(values).map(
    ([key, value]) => `${key} = ${isTable(value) ? inlineTable(value) : JSON.stringify(value)}`,
  );
  return `{ ${entries.join(', ')} }`;
}

const isTable = (value: ConfigValues[string]): value is ConfigValues =>
  typeof value === 'object' && !Array.isArray(value);
