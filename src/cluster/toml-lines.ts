/**
 * Tells the line of a key, since the parser does not: `line(['clusters', 'prod', 'api', 'url'])`, the nearest table's
 * when the key itself is not found. Reads a text that has been parsed, so it may be simple.
 */
export function lineFinder(text: string): (path: readonly string[]) => number {
  const lines = text.split('\n');
  const found = new Map<string, number>();
  const remember = (path: readonly string[], line: number): void => {
    for (let length = 1; length <= path.length; length++) {
      const key = JSON.stringify(path.slice(0, length));
      if (!found.has(key)) found.set(key, line);
    }
  };
  let table: string[] = [];
  lines.forEach((line, index) => {
    const header = /^\s*\[([^[].*?)\]\s*(#.*)?$/.exec(line)?.[1];
    if (header !== undefined) table = keyParts(header);
    const key = header === undefined ? keyBefore(line) : undefined;
    if (header !== undefined || key !== undefined) remember([...table, ...keyParts(key ?? '')], index + 1);
  });
  return (path) => {
    for (let length = path.length; length > 0; length--) {
      const line = found.get(JSON.stringify(path.slice(0, length)));
      if (line !== undefined) return length === path.length ? line : inside(lines, line, path.at(-1) ?? '');
    }
    return 1;
  };
}

/** An inline table may go over several lines. */
function inside(lines: readonly string[], start: number, key: string): number {
  const pattern = new RegExp(`(^|[\\s,{."'])${key.replace(/[^\w]/g, '\\$&')}["']?\\s*[=.]`);
  for (let line = start; line <= lines.length; line++) {
    const text = lines[line - 1] ?? '';
    if (line > start && /^\s*\[/.test(text)) break;
    if (pattern.test(text)) return line;
  }
  return start;
}

const keyBefore = (line: string): string | undefined =>
  /^\s*((?:[\w-]+|"(?:[^"\\]|\\.)*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"(?:[^"\\]|\\.)*"|'[^']*'))*)\s*=/.exec(line)?.[1];

function keyParts(key: string): string[] {
  return [...key.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|([\w-]+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );
}
