import { displayWidth } from './display-width.js';
import { errorText, exitCodeOf } from './error-text.js';
import { isJson } from './formatter.js';
import { jsonText } from './json-value.js';
import { linesTo, memory } from './node-outlets.js';
import type { Outlet, Outlets } from './outlet.js';
import { loadPaint } from './paint.js';
import type { PrintOptions } from './print.js';
import type { PerNode, Result } from './result.js';
import { visibleJson, visibleLines } from './visible.js';

type Print = (result: Result, options: PrintOptions, outlets: Outlets) => Promise<number>;

/** Runs and prints the nodes' results side by side, then says who failed; the exit code is the highest of theirs. */
export async function printPerNode(
  { results, parallel }: PerNode,
  options: PrintOptions,
  outlets: Outlets,
  print: Print,
): Promise<number> {
  const nodes = [...results];
  const printNodes = isJson(options.formatter) ? printObject : printLines;
  const codes = await printNodes(nodes, { ...options, parallel }, outlets, print);
  const failed = nodes.flatMap(([node], index) => (codes[index] === 0 ? [] : ([[node, codes[index] ?? 0]] as const)));
  if (failed.length > 0 && nodes.length > 1) await outlets.stderr.write(summary(failed, nodes.length, options));
  return Math.max(0, ...codes);
}

type Entry = readonly [node: string, ask: () => Result | Promise<Result>];
type Options = PrintOptions & Pick<PerNode, 'parallel'>;

/** Each line with its node before it. Nodes alternate by whole lines, in the order in which they come. */
async function printLines(nodes: Entry[], options: Options, outlets: Outlets, print: Print): Promise<number[]> {
  const widest = options.forPeople ? Math.max(0, ...nodes.map(([node]) => displayWidth(node))) : 0;
  const onStdout = await prefixes(outlets.stdout, widest, options);
  const onStderr = await prefixes(outlets.stderr, widest, options);
  const width = options.width - widest - 2;
  return sideBySide(nodes, options, async ([node, ask]) => {
    const stdout = linesTo(outlets.stdout, onStdout(node));
    const stderr = linesTo(outlets.stderr, onStderr(node));
    const code = await printNode(ask, { ...options, node, width }, { stdout, stderr }, print);
    await Promise.all([stdout.end(), stderr.end()]);
    return code;
  });
}

/** Results in the order of `nodes`, so many of them under way at a time. */
async function sideBySide<T>(
  nodes: Entry[],
  { parallel = nodes.length }: Options,
  work: (entry: Entry) => Promise<T>,
): Promise<T[]> {
  const done: T[] = [];
  const left = nodes.entries();
  const worker = async () => {
    for (const [index, entry] of left) done[index] = await work(entry);
  };
  await Promise.all(Array.from({ length: Math.min(parallel, nodes.length) }, worker));
  return done;
}

function summary(failed: readonly (readonly [string, number])[], all: number, { formatter }: PrintOptions): string {
  const message = `Failed on ${failed.length} of ${all} nodes`;
  if (isJson(formatter)) return `${jsonText({ result: 'error', message, codes: Object.fromEntries(failed) })}\n`;
  return `${message}: ${failed.map(([node, code]) => `${node} (exit code ${code})`).join(', ')}\n`;
}

async function prefixes({ terminal }: Outlet, widest: number, { colour }: PrintOptions) {
  const paint = await loadPaint(colour && terminal);
  return (node: string): string => `${paint.label(`${node}:`)}${' '.repeat(Math.max(0, widest - displayWidth(node)))} `;
}

/** A node that cannot be reached is one more line, and does not keep the others from theirs. */
async function printNode(ask: Entry[1], options: PrintOptions, outlets: Outlets, print: Print): Promise<number> {
  try {
    return await print(await ask(), options, outlets);
  } catch (error) {
    const { terminal } = outlets.stderr;
    await outlets.stderr.write(await errorText(error, { json: false, colour: options.colour && terminal, terminal }));
    return exitCodeOf(error);
  }
}

/** One object with a member for each node, written when the last one is done. */
async function printObject(nodes: Entry[], options: Options, outlets: Outlets, print: Print): Promise<number[]> {
  const members = await sideBySide(nodes, options, (entry) => collect(entry, options, outlets, print));
  const object = `{${members.map(({ node, json }) => `${jsonText(node)}:${json}`).join(',')}}\n`;
  await outlets.stdout.write(outlets.stdout.terminal ? visibleJson(object) : object);
  for (const { node, warnings } of members) {
    const stderr = linesTo(outlets.stderr, `${node}: `);
    await stderr.write(stderr.terminal ? visibleLines(warnings) : warnings);
    await stderr.end();
  }
  return members.map(({ code }) => code);
}

interface Member {
  readonly node: string;
  readonly code: number;
  readonly json: string;
  /** What has no place in the JSON. */
  readonly warnings: string;
}

/** The node's own JSON as it stands, so that no large number is rounded; else what its tool printed, or the error. */
async function collect([node, ask]: Entry, options: PrintOptions, outlets: Outlets, print: Print): Promise<Member> {
  const stdout = memory(outlets.stdout);
  const stderr = memory(outlets.stdout);
  try {
    const code = await print(await ask(), { ...options, node, formatter: 'json' }, { stdout, stderr });
    const value = code === 0 ? asJson(stdout.text()) : undefined;
    if (value !== undefined) return { node, code, json: value, warnings: stderr.text() };
    return { node, code, json: jsonText({ code, stdout: stdout.text(), stderr: stderr.text() }), warnings: '' };
  } catch (error) {
    const code = exitCodeOf(error);
    const text = await errorText(error, { json: true, colour: false });
    return { node, code, json: text.trimEnd().replace('{', `{"code":${code},`), warnings: '' };
  }
}

/** The text on one line if it is JSON. Inside a JSON string a line cannot end. */
function asJson(text: string): string | undefined {
  try {
    JSON.parse(text);
    return text.trim().replace(/\s*\n\s*/g, '');
  } catch {
    return undefined;
  }
}
