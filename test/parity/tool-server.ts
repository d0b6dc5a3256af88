import { readFileSync } from 'node:fs';
import { calmTool } from '../lab/erlang-options.js';
import type { Lab } from '../lab/lab.js';
import { type Answer, Answers } from './answers.js';
import { asBroker, pluginsAreThere, quote } from './as-broker.js';
import type { ToolName } from './row.js';

/** One of a host's own tools, run again and again by its own entry point in one Erlang VM (tool-server.erl). */
export class ToolServer {
  readonly #answers: Answers;

  constructor(lab: Lab, host: string, tool: ToolName) {
    this.#answers = new Answers(lab, host, `${asBroker} bash -c ${quote(script)} ${scripts} ${tool} ${source}`);
  }

  /** It has ended by itself, and answers nothing more. */
  get ended(): boolean {
    return this.#answers.ended;
  }

  /** Any exit code is an answer. Throws when the VM ends, as it does when the tool ends otherwise than by its own entry point. */
  run(argv: readonly string[]): Promise<Answer> {
    return this.#answers.ask(argv.map((word) => `.${Buffer.from(word).toString('base64')}`).join(' '));
  }

  end(): Promise<void> {
    return this.#answers.end();
  }
}

const source = readFileSync(new URL('tool-server.erl', import.meta.url)).toString('base64');

/** The tool's own start script has this as $0: what it reads finds the rest by that. */
const scripts = '/usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin/rabbitmqctl';

/** As the tool's start scripts do it: their environment, their options, and a name by which it knows which tool it is. */
const script = `
set -e
files=$(mktemp -d)
trap 'rm -r "$files"' EXIT
cd "$files"
echo "$2" | base64 -d >tool_server.erl
erlc tool_server.erl
${pluginsAreThere}
tool=$1
set -- ""
set -a
. "\${0%/*}"/rabbitmq-env
_rmq_env_set_erl_libs
erl -boot "$CLEAN_BOOT_FILE" ${calmTool} -noshell -pa . \
  -run tool_server main "$ESCRIPT_DIR/$tool" -extra "$ESCRIPT_DIR/$tool"
`;
