/** Text broken at its blanks into lines of at most so many characters; a longer word stands by itself. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Two columns, the right one wrapped: its lines begin below each other. */
export function twoColumns(rows: readonly (readonly [string, string])[], width: number): string {
  const left = Math.min(Math.max(...rows.map(([name]) => name.length)), 28);
  return rows
    .flatMap(([name, text]) => {
      const [first = '', ...rest] = wrapped(text, width - left - 5);
      const indent = ' '.repeat(left + 5);
      const more = rest.map((line) => `${indent}${line}`);
      if (name.length > left) return [`   ${name}`, `${indent}${first}`, ...more];
      return [`   ${name.padEnd(left)}  ${first}`.trimEnd(), ...more];
    })
    .join('\n');
}
