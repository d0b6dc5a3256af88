import { CheckFailed } from '../errors.js';
import type { Result } from '../format/result.js';
import type { Console } from './console.js';
import { runsOf } from './find-run.js';
import { historyColumns, historyRows } from './progress/history-text.js';
import { runReport, runReportJson, runReportText } from './progress/report-text.js';

/** Past runs of this cluster as this machine remembers them, or what one of them did on each node. Asks no node. */
export function history(console: Console, run: string | undefined, json: boolean): Result {
  const names = console.cluster.nodes.map(({ name }) => name).filter((name) => name.includes('@'));
  const runs = runsOf(console.stateDirectory, console.cluster.name, names);
  if (run === undefined) return { kind: 'rows', columns: historyColumns, rows: historyRows(runs), streamed: false };
  const found = runs.find((candidate) => candidate.run === run);
  if (found === undefined) {
    throw new CheckFailed(`this machine knows no run ${run} of this cluster`, {
      hint: runs.length === 0 ? 'It knows none at all.' : `It knows ${runs.map((known) => known.run).join(', ')}.`,
    });
  }
  const report = runReport(found);
  return { kind: 'value', value: json ? runReportJson(report) : runReportText(report) };
}
