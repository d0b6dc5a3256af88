import { visible } from '../format/visible.js';
import { type Paint, painter } from '../upgrade/progress/paint.js';
import { type Examined, firstFailure, type Item } from './item.js';

/** For people: each node's tree, and the first thing in it that does not work. */
export function treeText(nodes: readonly Examined[], colour: boolean): string {
  const paint = painter(colour);
  return nodes.map((node) => treeOf(node, paint)).join('\n\n');
}

function treeOf(examined: Examined, paint: Paint): string {
  const lines = examined.branches.flatMap(({ title, items }) => [
    `  ${visible(title)}`,
    ...items.flatMap((item) => itemLines(item, paint)),
  ]);
  const first = firstFailure(examined);
  const verdict =
    first === undefined
      ? [paint('  Nothing stands in the way.', 'good')]
      : [paint(`  First to mend: ${visible(`${first.name}: ${first.says.split('\n')[0]}`)}`, 'bad')];
  return [visible(examined.node), ...lines, ...verdict].join('\n');
}

function itemLines({ name, state, says, advice }: Item, paint: Paint): readonly string[] {
  const [first = '', ...more] = says.split('\n');
  const told = state === 'failed' || state === 'warning' ? (advice?.split('\n') ?? []) : [];
  return [
    `    ${paint(marks[state], tones[state])} ${visible(`${name}: ${first}`)}`,
    ...more.map((line) => `        ${visible(line)}`),
    ...told.map((line) => `        ${visible(line)}`),
  ];
}

const marks = { ok: '✓', warning: '!', failed: '✗', skipped: '·' } as const;
const tones = { ok: 'good', warning: 'active', failed: 'bad', skipped: 'faint' } as const;
