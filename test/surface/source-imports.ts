import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export interface Import {
  /** A package's name, `node:…`, or a path from the top of the repository: `src/errors.ts`. */
  readonly target: string;
  /** Gone when TypeScript has done its work. */
  readonly typeOnly: boolean;
  /** `import()` at the point of use. */
  readonly dynamic: boolean;
}

/** Every file of src with what it imports. */
export function importsOfSources(): ReadonlyMap<string, readonly Import[]> {
  return new Map(sourceFiles().map((file) => [file, importsOf(file)]));
}

/** From the top of the repository: `src/cli/argv.ts`. */
export function sourceFiles(): readonly string[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `src/${file}`)
    .toSorted();
}

const parsedFiles = new Map<string, ts.SourceFile>();

/** The file's syntax tree. */
export function parsed(file: string): ts.SourceFile {
  const found =
    parsedFiles.get(file) ??
    ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.ES2023, true);
  parsedFiles.set(file, found);
  return found;
}

/** What is loaded with the file, and with what that loads, and so on: static imports only. */
export function closure(entries: readonly string[], all: ReadonlyMap<string, readonly Import[]>): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [...entries];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    open.push(...loadedWith(all.get(file) ?? []));
  }
  return seen;
}

export const loadedWith = (imports: readonly Import[]): readonly string[] =>
  imports.filter(({ typeOnly, dynamic }) => !typeOnly && !dynamic).map(({ target }) => target);

export function importsOf(file: string): readonly Import[] {
  const found: Import[] = [];
  const add = (word: ts.Node | undefined, typeOnly: boolean, dynamic: boolean): void => {
    if (word !== undefined && ts.isStringLiteralLike(word))
      found.push({ target: targetOf(file, word.text), typeOnly, dynamic });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node.importClause?.isTypeOnly === true, false);
    if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly, false);
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true, false);
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false, true);
    ts.forEachChild(node, visit);
  };
  visit(parsed(file));
  return found;
}

function targetOf(file: string, specifier: string): string {
  if (specifier.startsWith('.')) {
    const path = relative(root, join(root, dirname(file), specifier)).replace(/\.js$/, '.ts');
    return path.replace(/^dist\//, 'src/');
  }
  if (specifier.startsWith('node:')) return specifier;
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
