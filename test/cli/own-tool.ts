import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export interface Call {
  readonly tool: string;
  readonly words: readonly string[];
  readonly stdin: string;
}

export interface OwnTool {
  /** A config file whose only node is rabbit@mq1, with this API and a fake of the node's own tools behind `exec`. */
  readonly config: string;
  calls(): readonly Call[];
}

interface Says {
  readonly stdout?: string;
  readonly stderr?: string;
  readonly code?: number;
  readonly node?: string;
}

/** The own tools of one node: what they print, and the code they end with. */
export function ownTool(url: string, { node = 'rabbit@mq1', ...says }: Says = {}): OwnTool {
  const place = mkdtempSync(join(tmpdir(), 'rabbitctl-own-tool-'));
  onTestFinished(() => rmSync(place, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(says)) writeFileSync(join(place, name), String(text));
  const config = join(place, 'config.toml');
  const exec = [process.execPath, join(import.meta.dirname, 'fake-tool.mjs'), place];
  writeFileSync(
    config,
    `default = "lab"
[clusters.lab]
nodes = [${JSON.stringify(node)}]
api = { url = ${JSON.stringify(url)} }
ssh = { exec = ${JSON.stringify(exec)} }
`,
  );
  const file = join(place, 'calls');
  const calls = () => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []);
  return { config, calls: () => calls().map((line) => JSON.parse(line) as Call) };
}
