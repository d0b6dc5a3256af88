import { open, stat } from 'node:fs/promises';
import { CheckFailed, TimedOut } from '../../errors.js';
import { readingFile } from '../../file-error.js';
import { runAsRoot } from '../../ssh/as-root.js';
import type { Clock } from '../clock.js';
import type { Member } from '../member.js';
import {
  appendScript,
  dataHome,
  hasScript,
  keptScript,
  placeScript,
  putScript,
  sentScript,
} from './put-data-scripts.js';

/** An archive of a node's data, here, and what it must be there before it is unpacked. */
export interface DataArchive {
  readonly file: string;
  readonly sha256: string;
}

/** How far it is: `sent 512 of 2048 MB`, `is unpacked`. */
export type Told = (progress: string) => void;

/** Bytes sent at a time: each is a program of its own there, so that a cut line costs one of them. */
const pieceSize = 16 * 1024 ** 2;

/** ms that unpacking and putting it in place may take; it goes on by itself after that. */
const limit = 7_200_000;

/**
 * Sends the archive to the machine, goes on with what an earlier try has sent, and puts the data in the place of those that
 * are there, which are kept. The last look whether a broker runs is the machine's own, right before. Throws CheckFailed, TimedOut, FileError,
 * and what `runAsRoot` and the launcher throw.
 */
export async function putData(
  member: Member,
  archive: DataArchive,
  { clock, signal, told }: { clock: Clock; signal: AbortSignal; told: Told },
): Promise<void> {
  const { launcher, name: node } = member;
  const { sha256 } = archive;
  // By the archive, not by the run: what an earlier try began there is found, and waited for.
  const name = `rabbitctl-restore-${short(sha256)}`;
  if ((await launcher.state(name)).state !== 'running') {
    await send(member, archive, signal, told);
    await launcher.begin(name, ['sh', '-c', putScript, 'rabbitctl', dataHome, short(sha256), sha256]);
  }
  told('is unpacked and put in place there');
  const begun = clock.now();
  let now = await launcher.state(name);
  while (now.state === 'running') {
    if (clock.now() - begun > limit)
      throw new TimedOut(`the data of ${node} are still being unpacked; that goes on by itself`, { node });
    await clock.sleep(1000, signal);
    now = await launcher.state(name);
  }
  const said = now.code === 0 ? '' : (await launcher.output(name)).trim().split('\n').slice(-3).join('\n');
  if (now.state !== 'absent') await launcher.clear(name);
  // A machine that was rebooted has forgotten how it ended.
  if (now.code === 0 || (await hasData(member, archive))) return;
  throw new CheckFailed(`the data of ${node} cannot be put back`, { node, hint: said });
}

/** Its data are those of that archive, and no broker has been at them since. */
export async function hasData(member: Member, { sha256 }: Pick<DataArchive, 'sha256'>): Promise<boolean> {
  return (await rootScript(member, hasScript, [sha256])).code === 0;
}

/** Where what was there before is kept, by this try and earlier ones. */
export async function keptData(member: Member, { sha256 }: Pick<DataArchive, 'sha256'>): Promise<readonly string[]> {
  const { stdout } = await rootScript(member, keptScript, [short(sha256)]);
  return stdout.split('\n').filter((line) => line !== '');
}

/** Why its data are not where packages have them, as far as its settings say; empty where they are. */
export async function otherPlace(member: Member): Promise<string> {
  const { stdout } = await rootScript(member, placeScript, []);
  return stdout
    .trim()
    .split('\n')
    .filter((line) => line !== '' && !/MNESIA_BASE=["']?\/var\/lib\/rabbitmq\/mnesia\/?["']?$/.test(line))
    .join(', ');
}

async function send(member: Member, { file, sha256 }: DataArchive, signal: AbortSignal, told: Told): Promise<void> {
  const { size } = await readingFile(file, () => stat(file));
  const source = await readingFile(file, () => open(file, 'r'));
  try {
    let tenth = -1;
    for (let sent = await sentSoFar(member, sha256, size); sent < size; ) {
      signal.throwIfAborted();
      if (Math.floor((sent / size) * 10) > tenth) {
        tenth = Math.floor((sent / size) * 10);
        told(`sent ${megabytes(sent)} of ${megabytes(size)} MB`);
      }
      const piece = Buffer.alloc(Math.min(pieceSize, size - sent));
      await readingFile(file, () => source.read(piece, 0, piece.length, sent));
      const { code, stderr } = await rootScript(member, appendScript, [short(sha256), String(sent)], piece);
      if (code !== 0) {
        throw new CheckFailed(`the data cannot be sent to the machine of ${member.name}`, {
          node: member.name,
          hint: stderr.trim(),
        });
      }
      sent += piece.length;
    }
  } finally {
    await source.close();
  }
}

async function sentSoFar(member: Member, sha256: string, size: number): Promise<number> {
  const { stdout } = await rootScript(member, sentScript, [short(sha256)]);
  const sent = Number(stdout.trim());
  return sent <= size ? sent : 0;
}

/** In names, on the disk of the data; no backup takes what begins with `rabbitctl-` there. */
const short = (sha256: string): string => sha256.slice(0, 16);

const megabytes = (bytes: number): number => Math.round(bytes / 1e6);

const rootScript = ({ node }: Member, script: string, words: readonly string[], input?: Uint8Array) =>
  runAsRoot(node.host, ['sh', '-c', script, 'rabbitctl', dataHome, ...words], {
    ...{ deadline: input === undefined ? 60_000 : 600_000 },
    ...(input !== undefined && { input }),
  });
