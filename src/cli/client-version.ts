import { readFile } from 'node:fs/promises';

export interface ClientVersion {
  readonly version: string;
  /** What it was built from: a git commit, `-dirty` behind it where files differed; `unknown` outside git. */
  readonly commit: string;
  /** What runs it, and where: `Node.js 22.12.0, linux-x64`. */
  readonly build: string;
}

/** Put in by the build; sources that run as they are have none. */
declare const RABBITCTL_BUILD: { readonly version: string; readonly commit: string } | undefined;

/** The version of rabbitctl itself. */
export async function clientVersion(): Promise<ClientVersion> {
  const { bun, node } = process.versions;
  const runtime = bun === undefined ? `Node.js ${node}` : `standalone, Bun ${bun}`;
  const build = `${runtime}, ${process.platform}-${process.arch}`;
  if (typeof RABBITCTL_BUILD === 'object') return { ...RABBITCTL_BUILD, build };
  const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return { version, commit: 'unknown', build };
}
