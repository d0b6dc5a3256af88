import { calmTool } from '../lab/erlang-options.js';
import type { Lab } from '../lab/lab.js';
import { type Answer, Answers } from './answers.js';
import { asBroker, pluginsAreThere, quote } from './as-broker.js';

/** One SSH session to a host, in which its own tools run one after another, as an operator would run them. */
export class ToolSession {
  readonly #answers: Answers;

  constructor(lab: Lab, host: string) {
    this.#answers = new Answers(lab, host, `${asBroker} bash -s`);
    this.#answers.tell(`export RABBITMQ_CTL_ERL_ARGS="${calmTool}"`);
    this.#answers.tell(pluginsAreThere);
    this.#answers.tell('files=$(mktemp -d); trap "rm -r $files" EXIT');
  }

  /** How many answers are still to come. */
  get waiting(): number {
    return this.#answers.waiting;
  }

  /** Any exit code is an answer. */
  run(tool: string, argv: readonly string[], stdin = ''): Promise<Answer> {
    const words = [`/usr/lib/rabbitmq/bin/${tool}`, ...argv].map(quote).join(' ');
    // A pipe: with OTP 27 the tool waits for ever for a line of a regular file.
    const input = `echo ${Buffer.from(stdin).toString('base64')} | base64 -d`;
    return this.#answers.ask(
      `${input} | timeout -k 5 120 ${words} >$files/out 2>$files/err; ` +
        `echo "$?:$(base64 -w0 <$files/out):$(base64 -w0 <$files/err)"`,
    );
  }

  end(): Promise<void> {
    return this.#answers.end();
  }
}
