import { printJson } from '../../api/json.js';
import type { ManagementApi } from '../../api/management-api.js';
import type { Result } from '../../format/result.js';
import type { Term } from '../../format/term.js';
import { visibleJson, visibleLines } from '../../format/visible.js';
import { definitionsOf, textOf } from './definitions-of.js';
import { importOutlook, outlookJson, outlookText } from './import-outlook.js';
import { readDefinitions } from './read-definitions.js';

interface DryImport {
  readonly signal: AbortSignal;
  readonly json: boolean;
  /** End with 69 where the server would leave something otherwise than the file has it. */
  readonly verify: boolean;
}

/** What an import would do, by what the cluster has now; touches nothing. Throws DataError for what is no definitions. */
export async function dryImport(
  api: ManagementApi,
  chunks: () => AsyncIterable<Uint8Array>,
  { signal, json, verify }: DryImport,
): Promise<Result> {
  const file = readDefinitions(await textOf(chunks()), 'the file');
  const outlook = importOutlook(await definitionsOf(api, 'the export', { signal }), file);
  const shown = json ? outlookJson(outlook) : visibleLines(outlookText(outlook));
  if (!verify || outlook.kept.length === 0) return { kind: 'value', value: shown as Term };
  const text = typeof shown === 'string' ? shown : visibleJson(printJson(shown));
  return {
    kind: 'passed',
    verbatim: true,
    start: async (sink) => {
      await sink('stdout', Buffer.from(`${text}\n`));
      return 69;
    },
  };
}
