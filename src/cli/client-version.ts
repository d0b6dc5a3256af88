import { readFile } from 'node:fs/promises';

/** The version in our own package.json. */
export async function clientVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return version;
}
