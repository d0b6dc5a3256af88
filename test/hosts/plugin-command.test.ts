import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Lab } from '../lab/lab.js';
import type { LabHost } from '../lab/lab-host.js';
import { withLab } from '../lab/with-lab.js';
import { Operator } from './operator.js';
import { ensureAlone, outputOf } from './states.js';
import { lastHosts } from './two-hosts.js';

withLab('bookworm', 'a command that a plugin of somebody adds', (lab: () => Lab) => {
  let host: LabHost;
  let operator: Operator;

  const sh = async (line: string, input?: string) =>
    outputOf(line, await host.run(['sh', '-ec', line], input === undefined ? {} : { input }));

  beforeAll(async () => {
    [host] = lastHosts(lab());
    await ensureAlone(host);
    operator = new Operator(lab(), { hosts: [host] });
    await sh(`mkdir -p ${plugin}/ebin; cat > ${plugin}/ebin/greeting.app`, application);
    await sh(`cd ${plugin}/ebin; cat > ${module}.erl; erlc ${module}.erl`, source);
    await sh('rabbitmq-plugins enable greeting');
  });
  afterAll(async () => {
    await sh('rabbitmq-plugins disable greeting');
    await sh(`rm -r ${plugin}`);
    operator.leave();
  });

  test('is found on the node that is named, and prints what it prints there', async () => {
    const argv = ['greet', "all of 'you' é", '--formatter', 'json'];
    // Since 4.0 Debian's tool does not look there by itself.
    const inPlugins = `exec rabbitmqctl --plugins-dir "${plugins}" "$@"`;
    const theirs = await host.run(['sh', '-c', inPlugins, 'sh', ...argv]);
    expect(theirs).toMatchObject({ code: 0, stdout: expect.stringContaining(`of 'you' é, says ${host.node}`) });
    // It is somewhat like `reset`, which is no reason not to ask.
    for (const words of [
      ['-n', host.node, ...argv],
      [...argv, '-n', host.node],
      ['-q', '-n', host.node, ...argv],
      ['on-node', '-n', host.node, '--', 'rabbitmqctl', ...argv],
    ]) {
      const { code, stdout } = await operator.run(...words);
      expect({ words, code, stdout }).toEqual({ words, code: 0, stdout: theirs.stdout });
    }
    const { code, stdout } = await operator.run('greet', 'you', '--quiet', '--nodes', host.node);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${host.node}: you, says ${host.node}\n` });
  });

  test('refuses wrong words as it does there; one that nobody has is not found there either', async () => {
    const { code, stderr } = await operator.run('-n', host.node, 'greet');
    expect({ code, stderr }).toEqual({ code: 64, stderr: expect.stringContaining('not enough arguments') });
    const nobody = await operator.run('-n', host.node, 'wxyz_of_nobody');
    expect(nobody.code).toBe(64);
    // Without a node nobody is asked.
    expect((await operator.run('greet', 'you')).stderr).toContain("Command 'greet' not found");
  });
});

const plugins = '$(ls -d /usr/lib/rabbitmq/lib/rabbitmq_server-*/plugins)';
const plugin = `${plugins}/greeting-1.0.0`;
const module = 'Elixir.RabbitMQ.CLI.Ctl.Commands.GreetCommand';

const application = `{application, greeting, [{description, "Greets"}, {vsn, "1.0.0"}, {modules, ['${module}']},
  {registered, []}, {applications, [kernel, stdlib, rabbit]}]}.
`;

/** As plugins written in Erlang have theirs. */
const source = `-module('${module}').
-behaviour('Elixir.RabbitMQ.CLI.CommandBehaviour').
-export([usage/0, validate/2, merge_defaults/2, banner/2, run/2, switches/0, aliases/0, output/2, scopes/0]).
usage() -> <<"greet NAME">>.
scopes() -> [ctl].
switches() -> [].
aliases() -> [].
validate([_], _) -> ok;
validate([], _) -> {validation_failure, not_enough_args};
validate(_, _) -> {validation_failure, too_many_args}.
merge_defaults(Args, Options) -> {Args, Options}.
banner(_, _) -> <<"Greeting ...">>.
run([Name], #{node := Node}) -> {ok, Name, rpc:call(Node, erlang, node, [])}.
output({ok, Name, Node}, _) -> {ok, <<Name/binary, ", says ", (atom_to_binary(Node))/binary>>}.
`;
