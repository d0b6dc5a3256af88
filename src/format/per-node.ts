import { CliError } from '../errors.js';
import { displayWidth } from './display-width.js';
import { errorText, exitCodeOf } from './error-text.js';
import { isJson } from './formatter.js';
import { jsonText } from './json-value.js';
import { linesTo, memory } from './node-outlets.js';
import type { Outlet, Outlets } from './outlet.js';
import { loadPaint } from './paint.js';
import type { PrintOptions } from './print.js';
import type { Result } from './result.js';
import { visibleJson, visibleLines } from './visible.js';

type Results = ReadonlyMap<string, Result | CliError>;
type Print = (result: Result, options: PrintOptions, outlets: Outlets) => Promise<number>;

/** Runs and prints all nodes' results side by side; the exit code is the highest of theirs. */
export async function printPerNode(
  results: Results,
  options: PrintOptions,
  outlets: Outlets,
  print: Print,
): Promise<number> {
  const printNodes = isJson(options.formatter) ? printObject : printLines;
  return Math.max(0, ...(await printNodes([...results], options, outlets, print)));
}

type Entry = readonly [node: string, result: Result | CliError];

/** Each line with its node before it. Nodes alternate by whole lines, in the order in which they come. */
async function printLines(nodes: Entry[], options: PrintOptions, outlets: Outlets, print: Print): Promise<number[]> {
  const widest = options.forPeople ? Math.max(0, ...nodes.map(([node]) => displayWidth(node))) : 0;
  const onStdout = await prefixes(outlets.stdout, widest, options);
  const onStderr = await prefixes(outlets.stderr, widest, options);
  const width = options.width - widest - 2;
  return Promise.all(
    nodes.map(async ([node, result]) => {
      const stdout = linesTo(outlets.stdout, onStdout(node));
      const stderr = linesTo(outlets.stderr, onStderr(node));
      const code = await printNode(result, { ...options, node, width }, { stdout, stderr }, print);
      await Promise.all([stdout.end(), stderr.end()]);
      return code;
    }),
  );
}

async function prefixes({ terminal }: Outlet, widest: number, { colour }: PrintOptions) {
  const paint = await loadPaint(colour && terminal);
  return (node: string): string => `${paint.label(`${node}:`)}${' '.repeat(Math.max(0, widest - displayWidth(node)))} `;
}

/** A node that cannot be reached is one more line, and does not keep the others from theirs. */
async function printNode(
  result: Result | CliError,
  options: PrintOptions,
  outlets: Outlets,
  print: Print,
): Promise<number> {
  try {
    if (result instanceof CliError) throw result;
    return await print(result, options, outlets);
  } catch (error) {
    const { terminal } = outlets.stderr;
    await outlets.stderr.write(await errorText(error, { json: false, colour: options.colour && terminal, terminal }));
    return exitCodeOf(error);
  }
}

/** One object with a member for each node, written when the last one is done. */
async function printObject(nodes: Entry[], options: PrintOptions, outlets: Outlets, print: Print): Promise<number[]> {
  const members = await Promise.all(nodes.map((entry) => collect(entry, options, outlets, print)));
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
async function collect([node, result]: Entry, options: PrintOptions, outlets: Outlets, print: Print): Promise<Member> {
  const stdout = memory(outlets.stdout);
  const stderr = memory(outlets.stdout);
  try {
    if (result instanceof CliError) throw result;
    const code = await print(result, { ...options, node, formatter: 'json' }, { stdout, stderr });
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
