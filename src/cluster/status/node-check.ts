import { healthCheckIfAny } from '../../api/health.js';
import type { Path } from '../../api/management-api.js';
import { CheckFailed, NotOverHttp } from '../../errors.js';
import { nothing, type Result, value } from '../../format/result.js';
import type { Node } from '../cluster.js';

interface Said {
  /** The text when all is well. */
  readonly well: string;
  readonly json: boolean;
  readonly silent: boolean;
}

/** One of a node's own checks. Throws CheckFailed with the server's reason, NotOverHttp where this version has no such check. */
export async function nodeCheck(node: Node, check: Path, { well, json, silent }: Said): Promise<Result> {
  const verdict = await healthCheckIfAny(node.api, check);
  if (verdict === undefined) throw new NotOverHttp('this version of RabbitMQ has no such check over HTTP');
  if (!verdict.ok) {
    const { status: _, reason, ...details } = verdict.answer;
    throw new CheckFailed(silent ? '' : String(reason), { node: node.name, details: { message: reason, ...details } });
  }
  if (json) return value({ result: 'ok' });
  return silent ? nothing : value(well);
}
