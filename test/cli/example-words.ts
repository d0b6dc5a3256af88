import { bashLine } from '../../src/cli/completion/shell-words.js';

/** The words of each `rabbitctl` in a line of a shell: behind pipes, in `<(…)`, before `>`. */
export function commandLinesIn(example: string): readonly (readonly string[])[] {
  const { words } = bashLine(`${example} `);
  const starts = words.flatMap((word, index) => (/^(<\()?rabbitctl$/.test(word) ? [index] : []));
  return starts.map((start) => {
    const rest = words.slice(start + 1);
    const end = rest.findIndex((word) => ['|', '>', '<', '&&', ';'].includes(word));
    return rest
      .slice(0, end === -1 ? undefined : end)
      .map((word) => (word.endsWith(')') && words[start]?.startsWith('<(') ? word.slice(0, -1) : word));
  });
}
