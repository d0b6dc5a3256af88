import { type Recorded, type RecordedRow, recorded } from '../parity/recorded.js';
import { commands } from './snapshot.js';

const suites = ['bullseye', 'bookworm', 'trixie', 'forky'];

/** docs/parity.md: what the last whole run compared, command by command, and how ours found its answers. */
export function parityText(): string {
  const runs = suites.map(recorded).filter(({ version }) => version !== '');
  const ofTools = commands.filter(({ definition }) => definition.tool !== undefined);
  const rows = ofTools.map(({ name, definition }) =>
    [`\`${name}\``, definition.tool, ...runs.map((run) => cell(of(run, name)))].join(' | '),
  );
  return `${head}
| version | rows | equal | exit code alone | by the node's own tool | documented differences |
|---|---|---|---|---|---|
${runs.map((run) => `| ${totals(run).join(' | ')} |`).join('\n')}

| command | tool | ${runs.map(({ version }) => version).join(' | ')} |
|---|---|${runs.map(() => '---|').join('')}
${rows.map((row) => `| ${row} |`).join('\n')}
`;
}

const head = `# Parity

Made by \`npm run docs\` from the declarations and from what \`npm run test:parity\` recorded (\`test/parity/recorded/\`). A row is
one command line, given to the node's own tool and to rabbitctl; what both print, end with and leave behind is compared.

A cell says how rabbitctl found its answers on that version and how many rows of each formatter passed. *HTTP* is the
management API (or no node at all, where none is needed). *SSH* is the node's own tool: such rows show that arguments,
output and exit code come through unchanged. *(n)* are rows that compare the exit code alone: help, and what is random.
*differs* counts the rows in [differences.md](differences.md). An empty cell: no row runs there, because that version does not
have the command.

No version between 3.10.8 and 4.0.5 is on the hosts. So what 3.13 alone can do was never compared with its tool:
\`list_policies_with_classic_queue_mirroring\`, \`list_operator_policies_with_classic_queue_mirroring\`,
\`check_if_cluster_has_classic_queue_mirroring_policy\` and \`remove_classic_queue_mirroring_from_policies\` were written after its
source and tested against made-up answers of HTTP. Compared is what they say elsewhere: unknown to the tools before 3.13, a
failure since 4.0.
`;

const of = (run: Recorded, name: string): readonly RecordedRow[] =>
  rowsOf(run).filter(({ command }) => command === name);

/** What is the tool's alone says nothing of having asked it. */
const rowsOf = ({ rows }: Recorded): readonly RecordedRow[] =>
  Object.values(rows).map((row) =>
    row.outcome === 'equal' && toolsAlone.has(row.command) ? { ...row, outcome: "the node's own tool" } : row,
  );

const toolsAlone = new Set(
  commands.filter(({ definition }) => /=>\s*ownTool\(/.test(String(definition.run))).map(({ name }) => name),
);

function totals(run: Recorded): readonly (string | number)[] {
  const all = rowsOf(run);
  const count = (outcome: RecordedRow['outcome']) => all.filter((row) => row.outcome === outcome).length;
  const outcomes = ['equal', 'exit code', "the node's own tool", 'documented difference'] as const;
  return [run.version, all.length, ...outcomes.map(count)];
}

function cell(rows: readonly RecordedRow[]): string {
  const ours = rows.filter(({ outcome }) => outcome === 'equal' || outcome === 'exit code');
  const differing = rows.filter(({ outcome }) => outcome === 'documented difference');
  const tools = rows.filter(({ outcome }) => outcome === "the node's own tool");
  return [
    ours.length > 0 && `HTTP: ${formatters(ours)}`,
    tools.length > 0 && `SSH: ${formatters(tools)}`,
    differing.length > 0 && `differs: ${formatters(differing)}`,
  ]
    .filter(Boolean)
    .join('; ');
}

/** `text 4 (1), json 2`: of the four one compares the exit code alone. */
function formatters(rows: readonly RecordedRow[]): string {
  const names = [...new Set(rows.map(({ formatter }) => formatter))].toSorted();
  return names
    .map((name) => {
      const ofIt = rows.filter(({ formatter }) => formatter === name);
      const codes = ofIt.filter(({ outcome }) => outcome === 'exit code').length;
      return `${name} ${ofIt.length}${codes > 0 ? ` (${codes})` : ''}`;
    })
    .join(', ');
}
