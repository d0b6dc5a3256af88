import { CliError, FileError } from './errors.js';

/** What was to be done with a file: look into it, or make it what it shall be. */
export type FileUse = 'read' | 'write';

/** What `work` throws of this file is told as that: which file, why not, what to do. Throws FileError; a CliError as it is. */
export async function readingFile<T>(file: string, work: () => Promise<T>): Promise<T> {
  return work().catch((cause: unknown) => {
    throw fileError(cause, file, 'read');
  });
}

/** The same of a file or directory that is made or written. */
export async function writingFile<T>(file: string, work: () => Promise<T>): Promise<T> {
  return work().catch((cause: unknown) => {
    throw fileError(cause, file, 'write');
  });
}

/** An error of the file system in words; any other one as it is. */
export function fileError(cause: unknown, file: string, use: FileUse): unknown {
  const { code } = (cause ?? {}) as NodeJS.ErrnoException;
  if (cause instanceof CliError || !(cause instanceof Error) || code === undefined || !/^E[A-Z0-9]+$/.test(code))
    return cause;
  const [reason, hint] = reasons[code] ?? [cause.message, undefined];
  const does = use === 'read' ? 'read' : 'written';
  return new FileError(`${file} cannot be ${does}: ${reason}${reasons[code] === undefined ? '' : ` (${code})`}`, {
    exitCode: exitCodeOf(code, use),
    ...(hint !== undefined && { hint: hint[use] }),
    cause,
  });
}

/** An error that nobody has put into words, where it says of which file it is; undefined of any other one. */
export function untoldFileError(error: unknown): FileError | undefined {
  const { path, syscall = '' } = (error ?? {}) as NodeJS.ErrnoException;
  const use = usesOf[syscall];
  if (path === undefined || use === undefined) return undefined;
  const told = fileError(error, path, use);
  return told instanceof FileError ? told : undefined;
}

/** As sysexits has it: no input, cannot create, or the disk itself. */
function exitCodeOf(code: string, use: FileUse): number {
  if (ofTheDisk.has(code)) return 74;
  return use === 'read' ? 66 : 73;
}

const ofTheDisk: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EIO', 'ENXIO', 'EMFILE', 'ENFILE']);

const usesOf: Readonly<Record<string, FileUse>> = {
  ...{ open: 'read', read: 'read', stat: 'read', lstat: 'read', scandir: 'read', realpath: 'read', readlink: 'read' },
  ...{ mkdir: 'write', mkdtemp: 'write', write: 'write', rename: 'write', copyfile: 'write', chmod: 'write' },
  ...{ rm: 'write', rmdir: 'write', unlink: 'write', symlink: 'write', fsync: 'write' },
};

const another = { read: 'Name another one.', write: 'Name another one.' };
const room = 'Make room there, or name a place on another disk; then the same command again.';
const full = { read: room, write: room };

const reasons: Readonly<Record<string, readonly [string, Readonly<Record<FileUse, string>>]>> = {
  ENOENT: [
    'there is no such file or directory',
    { read: 'Look whether the path is right.', write: 'Make the directory that it is to be in.' },
  ],
  EACCES: [
    'permission denied',
    {
      read: 'Run it as a user who may read it, or let this one.',
      write: 'Run it as a user who may write there, or name another place.',
    },
  ],
  EPERM: [
    'not permitted',
    {
      read: 'Run it as a user who may read it, or let this one.',
      write: 'Run it as a user who may write there, or name another place.',
    },
  ],
  EISDIR: ['it is a directory', { read: 'Name a file.', write: 'Name a file.' }],
  ENOTDIR: ['a part of its path is a file, not a directory', another],
  EEXIST: ['something of that name is there', another],
  ENAMETOOLONG: ['its name is too long', another],
  ELOOP: ['its links lead in a circle', another],
  EROFS: ['the file system is read-only', another],
  ENOSPC: ['no space is left on the disk', full],
  EDQUOT: ['the disk quota is used up', full],
  EFBIG: ['it would be larger than a file may be there', full],
};
