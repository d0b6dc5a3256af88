import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { parsed, root, sourceFiles } from './source-imports.js';

it('no file of src has more than 250 lines', () => {
  const long = sourceFiles().filter((file) => lines(file) > 250);
  expect(long).toEqual([]);
});

it('half of them have at most 80', () => {
  const sizes = sourceFiles()
    .map(lines)
    .toSorted((one, other) => one - other);
  expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(80);
});

it('no file is named after nothing', () => {
  const vague = /(^|[-_])(utils?|helpers?|common|misc|shared|lib|index)([-_.]|$)/;
  expect(sourceFiles().filter((file) => vague.test(basename(file)))).toEqual([]);
});

it('the file of a command has the name of the command', () => {
  const files = sourceFiles().filter((file) => file.startsWith('src/commands/'));
  expect(files.filter((file) => !/^src\/commands\/([a-z]+\/)?[a-z0-9]+([-_][a-z0-9]+)*\.ts$/.test(file))).toEqual([]);
});

it('no exclamation mark and no any takes the types away, and nothing ends the process', () => {
  const bad = sourceFiles().flatMap((file) => {
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isNonNullExpression(node)) found.push(`${file}: ${node.getText()}`);
      if (ts.isCallExpression(node) && node.expression.getText() === 'process.exit')
        found.push(`${file}: process.exit`);
      ts.forEachChild(node, visit);
    };
    visit(parsed(file));
    return found;
  });
  expect(bad).toEqual([]);
});

/** Functions and classes that other files use say what they do; types and constants may speak for themselves. */
it('an exported function or class of the inner folders has a doc comment', () => {
  const inner = sourceFiles().filter((file) => /^src\/(api|ssh|cluster|format|cli)\//.test(file));
  // Equal, so that the list below names nothing that is gone or documented by now.
  expect(inner.flatMap(undocumented).toSorted()).toEqual(clearByName.toSorted());
});

/** What the name and the types say already. */
const clearByName: readonly string[] = [
  'src/api/errors.ts ApiUnavailable',
  'src/api/exchange-errors.ts cutShort',
  'src/api/users.ts tagsOf',
  'src/cluster/node-settings.ts first',
  'src/cluster/url.ts withPort',
  'src/format/erlang-leaves.ts codePoint',
  'src/format/term.ts Atom',
  'src/format/term.ts Dictionary',
  'src/format/term.ts Float',
  'src/format/term.ts Tuple',
];

function undocumented(file: string): readonly string[] {
  return parsed(file).statements.flatMap((statement) => {
    if (!ts.isFunctionDeclaration(statement) && !ts.isClassDeclaration(statement)) return [];
    const exported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
    const documented = ts.getJSDocCommentsAndTags(statement).length > 0;
    return exported && !documented ? [`${file} ${statement.name?.text ?? 'default'}`] : [];
  });
}

const lines = (file: string): number => readFileSync(join(root, file), 'utf8').split('\n').length - 1;
