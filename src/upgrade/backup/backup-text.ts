import { counted } from '../progress/words.js';
import type { Manifest } from './manifest.js';

/** What is in a backup, for people. Ends with a newline. */
export function backupText(directory: string, { definitions, nodes }: Manifest): string {
  const rows = nodes.map((node) => {
    const parts = [
      `${node.name}: ${counted(node.files.length, 'file')}`,
      ...(node.data === undefined ? [] : [`its data (${megabytes(node.data.bytes)})`]),
      ...(node.leftOut.length === 0 ? [] : [`without ${node.leftOut.join(', ')}`]),
    ];
    return `  ${parts.join(', ')}`;
  });
  return [`Backup in ${directory}`, `  definitions: ${megabytes(definitions.bytes)}`, ...rows, ''].join('\n');
}

const megabytes = (bytes: number): string =>
  bytes < 1024 ** 2 ? `${Math.ceil(bytes / 1024)} kB` : `${Math.ceil(bytes / 1024 ** 2)} MB`;
