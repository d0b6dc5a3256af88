import type { Policy } from '../api/policies.js';
import { NotOverHttp } from '../errors.js';
import { printErlang } from '../format/erlang-text.js';
import type { Rows } from '../format/result.js';
import { type Properties, type Term, Tuple } from '../format/term.js';
import { has } from './capabilities.js';

/**
 * Policies as list_policies_that_match prints them: their definitions are terms, which its own table has without anything
 * between them; `json` is the version whose JSON they are for. Throws NotOverHttp for what HTTP has no term of.
 */
export const policyTerms = (
  policies: readonly Policy[],
  { table, json }: { readonly table?: { readonly otp: number } | undefined; readonly json?: string | undefined } = {},
): Rows => ({
  kind: 'rows',
  columns,
  rows: policies.map((policy) => {
    const all = json === undefined ? cells(policy) : policyJson(policy, json);
    const shown = table === undefined ? all : { ...all, definition: glued(all.definition as readonly Term[], table) };
    return columns.map((column) => shown[column] ?? '');
  }),
  streamed: false,
});

function glued(terms: readonly Term[], { otp }: { readonly otp: number }): string {
  const text = terms.map((term) => printErlang(term, { otp })).join('');
  if (text.includes('\n')) throw new NotOverHttp('HTTP does not tell where the real tool breaks so long a definition');
  return text;
}

/** The same as JSON, where before 4.3 a definition is a list of pairs. */
export function policyJson(policy: Policy, rabbitmq: string): Properties {
  const { definition = {} } = policy as { readonly definition?: Properties };
  return {
    ...cells(policy),
    definition: has(rabbitmq, 'definitions_are_objects_in_json') ? definition : Object.entries(definition),
  };
}

const columns = ['vhost', 'name', 'pattern', 'apply-to', 'definition', 'priority'];

const cells = ({
  vhost = '',
  name = '',
  pattern = '',
  priority = 0,
  definition = {},
  ...policy
}: Policy): Properties => ({
  ...{ vhost, name, pattern, 'apply-to': policy['apply-to'] ?? 'all' },
  definition: Object.entries(definition).map(([key, value]) => new Tuple(key, plain(value))),
  priority,
});

function plain(value: unknown): Term {
  if (value !== null && typeof value === 'object') throw new NotOverHttp('HTTP has not the term of such a definition');
  return value as Term;
}
