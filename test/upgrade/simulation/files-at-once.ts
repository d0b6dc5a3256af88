import { closeSync, copyFileSync, mkdirSync, openSync, readFileSync, renameSync, statfsSync, writeSync } from 'node:fs';

// In place of node:fs/promises: real files, but nothing to wait for. Simulated time passes when nobody has anything left to
// do, and a disk that is waited for would look like that.

export const open = async (file: string, flags: string, mode?: number) => {
  const descriptor = openSync(file, flags, mode);
  const write = async (data: string | Uint8Array) => {
    if (typeof data === 'string') writeSync(descriptor, data);
    else writeSync(descriptor, data);
  };
  return {
    writeFile: write,
    appendFile: write,
    sync: async () => {},
    close: async () => closeSync(descriptor),
  };
};

export const copyFile = async (from: string, to: string) => copyFileSync(from, to);
export const mkdir = async (directory: string, options: { recursive: true; mode: number }) =>
  mkdirSync(directory, options);
export const rename = async (from: string, to: string) => renameSync(from, to);
export const statfs = async (directory: string) => statfsSync(directory);
export const readFile = async (file: string, encoding?: 'utf8') => readFileSync(file, encoding);
