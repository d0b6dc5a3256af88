import { getOverview, identity } from '../api/overview.js';
import type { Node } from '../cluster/cluster.js';
import { shortReason } from '../cluster/no-node-answers.js';
import { CliError, Interrupted, TimedOut, Unavailable } from '../errors.js';
import { stopwatch } from '../stopwatch.js';
import type { HttpRecord } from './record.js';

/** Whether one node answers at its own address, and in how many ms: one small request an interval, none while one is under way. */
export class NodeProbe {
  /** What came of the last question; undefined before the first answer. */
  http: HttpRecord | undefined;
  version: string | undefined;
  /** Why it did not answer. */
  error: CliError | undefined;
  /** What should not happen: whoever waits for the next record is to know. */
  defect: unknown;
  #asking: Promise<void> | undefined;

  constructor(readonly node: Node) {}

  /** Resolves when it has answered, or when the time of a request is over; never rejects. */
  ask(): Promise<void> {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #ask(): Promise<void> {
    const { name, api } = this.node;
    const elapsed = stopwatch();
    const took = () => Math.round(elapsed());
    try {
      const { node, rabbitmq_version } = await getOverview(api, identity);
      if (node !== undefined && name.includes('@') && node !== name) throw new Unavailable(`${node} answers there`);
      this.http = { answers: true, milliseconds: took(), problem: null };
      this.version = rabbitmq_version;
      this.error = undefined;
    } catch (error) {
      if (!(error instanceof CliError)) {
        this.defect = error;
        return;
      }
      if (error instanceof Interrupted) return;
      this.http = { answers: false, milliseconds: took(), problem: reason(error) };
      this.error = error;
    }
  }
}

/** In a few words: it stands in a column. */
export function reason(error: CliError): string {
  if (error instanceof TimedOut) return 'no answer in time';
  return error instanceof Unavailable ? shortReason(error) : (error.message.split('\n', 1)[0] ?? '');
}
