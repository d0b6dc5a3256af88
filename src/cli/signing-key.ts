import { text as textOf } from 'node:stream/consumers';
import type { Node } from '../cluster/cluster.js';
import { hostOf } from '../cluster/node-name.js';
import { CheckFailed, DataError, UsageError } from '../errors.js';
import { type Result, silence } from '../format/result.js';
import type { Context } from './context.js';
import { option, text, type Values } from './input.js';

/** What add_signing_key and add_uaa_key take. */
export const signingKeyInput = {
  args: { name: text('id of the key') },
  flags: {
    json: option('the key as JSON; - reads it from stdin'),
    pem: option('the key as PEM; - reads it from stdin'),
    'pem-file': option('file on the machine of the node'),
  },
} as const;

type Args = Values<(typeof signingKeyInput)['args']>;
type Flags = Values<(typeof signingKeyInput)['flags']>;
/** --json is the command's own here, not the global one. */
type Adding = Pick<Context<Args, unknown>, 'args' | 'node' | 'ownTool' | 'signal' | 'stdin'> & {
  readonly flags: Flags;
};

/** Refuses, as the real tool does, what is not one key. Throws DataError. */
export function checkSigningKey({ flags: { json, pem, 'pem-file': file } }: { readonly flags: Flags }): void {
  const given = [json, pem, file].filter((key) => key !== undefined);
  if (given.length === 0) throw new DataError('Bad argument: No key specified');
  if (given.length > 1) throw new DataError('Bad argument: There can be only one key type');
  if (json !== undefined && json !== '-') checkJson(json);
}

/** The first line of the tool. It repeats the key; ours does so only with one that stood in argv. */
export function signingKeyBanner(kind: string, { name }: Args, { json, pem, 'pem-file': file }: Flags): string {
  if (json === '-' || pem === '-') return `Adding ${kind} signing key "${name}"`;
  const what =
    json !== undefined ? `in JSON format: "${json}"` : pem !== undefined ? `public key: "${pem}"` : undefined;
  return `Adding ${kind} signing key "${name}" ${what ?? `filename: "${file}"`}`;
}

/**
 * The tool takes a key as an option alone, which everybody on the machine can read while it runs. What it does with it
 * goes there on stdin instead: the calls of its source (rabbitmq_auth_backend_oauth2, AddSigningKeyCommand).
 */
export async function addSigningKey({ args, flags, node, ownTool, signal, stdin }: Adding): Promise<Result> {
  const type = flags.json === undefined ? 'pem' : 'json';
  const typed = flags[type];
  if (typed === undefined) return ownTool();
  const key = typed === '-' ? await textOf(stdin()) : typed;
  if (type === 'json') checkJson(key);
  const { code, stdout, stderr } = await evaluate(node, expression(args.name, type, key), signal);
  const said = stdout.trim();
  // With JSON too the tool ends without a word.
  if (code === 0 && said === 'ok') return silence;
  if (code !== 0 || said === '')
    throw new CheckFailed(`the key was not added on ${node.name}`, { exitCode: code || 69, hint: stderr.trim() });
  throw refused(said, node);
}

/** Binaries in Base64, so that no byte of them means anything to Erlang's scanner. Only atoms and texts of its own come back. */
function expression(name: string, type: 'json' | 'pem', key: string): string {
  const binary = (value: string) => `base64:decode(<<"${Buffer.from(value).toString('base64')}">>)`;
  return [
    'case code:ensure_loaded(uaa_jwt) of',
    '  {error, _} -> plugin_off;',
    `  {module, _} -> case uaa_jwt:add_signing_key(${binary(name)}, ${type}, ${binary(key)}) of`,
    '    {ok, _} -> ok;',
    '    {error, {Reason, _}} when is_atom(Reason) -> Reason;',
    '    {error, Reason} when is_atom(Reason) -> Reason;',
    '    _ -> other',
    '  end',
    'end.',
  ].join('\n');
}

async function evaluate(node: Node, input: string, signal: AbortSignal) {
  const { runTool } = await import('../ssh/rabbitmqctl.js');
  const longnames = hostOf(node.name).includes('.') ? ['--longnames'] : [];
  return runTool(node.host, 'rabbitmqctl', [...longnames, '--node', node.name, 'eval'], {
    ...{ input, signal, deadline: 75_000 },
    ...(node.sudo === undefined ? {} : { sudo: node.sudo }),
  });
}

function checkJson(key: string): void {
  try {
    JSON.parse(key);
  } catch (cause) {
    throw new DataError('Bad argument: Invalid JSON', { cause });
  }
}

function refused(reason: string, { name }: Node): Error {
  switch (reason) {
    case 'plugin_off':
      return new UsageError(`${name} has no such command: its plugin rabbitmq_auth_backend_oauth2 is not enabled`, {
        hint: `rabbitctl -n ${name} plugins enable rabbitmq_auth_backend_oauth2`,
      });
    case 'invalid_pem_string':
      return new UsageError('Unable to read a key from the PEM string');
    case 'unknown_kty':
      return bad('"kty" field is invalid');
    case 'no_kty':
      return bad('Json key should contain "kty" field');
    case 'fields_missing_for_kty':
      return bad('fields that this "kty" needs are missing');
    default:
      return bad(`${name} does not take this key (${reason})`);
  }
}

/** The real tool finds it out before it prints its first line. */
const bad = (what: string): UsageError => new UsageError(`Bad argument: ${what}`, { exitCode: 65 });
