import { readFile } from 'node:fs/promises';

/** Put in by the build of the standalone executable, which has no package.json beside it. */
declare const RABBITCTL_VERSION: string | undefined;

/** The version in our own package.json. */
export async function clientVersion(): Promise<string> {
  if (typeof RABBITCTL_VERSION === 'string') return RABBITCTL_VERSION;
  const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
}
