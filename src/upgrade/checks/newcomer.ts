import type { Newcomer } from '../membership/newcomer.js';
import { seriesOf } from '../tables/upgrade-path.js';
import { type Check, type Finding, findings, inWords, listed, queueName } from './check.js';
import { runningVersions } from './target-version.js';

type Checks = Readonly<Record<string, Check>>;

/** What must be true of a node that is to join: of each one, by its own word and by its machine's. */
export const newcomerChecks = (newcomers: readonly Newcomer[]): Checks => ({
  newcomer: () => findings('newcomer', newcomers.flatMap(standing), 'it runs, and is in no other cluster'),
  'newcomer-data': () =>
    findings('newcomer-data', newcomers.flatMap(data), 'it has nothing to lose', allSeen(newcomers)),
  'newcomer-version': (survey) => {
    const versions = runningVersions(survey);
    const fine = `it runs ${versions.join(' and ')}, too`;
    const found = newcomers.flatMap((of) => version(of, versions));
    return findings('newcomer-version', found, fine, allSeen(newcomers));
  },
  cookie: (_, { syncCookie }) => {
    const found = newcomers.flatMap((of) => cookie(of, syncCookie === true));
    return findings('cookie', found, 'the same Erlang cookie everywhere', allSeen(newcomers));
  },
  network: () =>
    findings('network', newcomers.flatMap(network), 'every host knows and reaches the others', allSeen(newcomers)),
  plugins: () => findings('plugins', newcomers.flatMap(plugins), 'the same plugins everywhere', allSeen(newcomers)),
});

const allSeen = (newcomers: readonly Newcomer[]): boolean => newcomers.every(({ machine }) => machine !== undefined);

const about = ({ member }: Newcomer, level: Finding['level'], message: string): Finding => ({
  ...{ level, message },
  node: member.name,
});

function standing(of: Newcomer): readonly Finding[] {
  const { member, problem, runs, view } = of;
  if (problem !== undefined) return [about(of, 'blocker', inWords(problem))];
  if (runs === false) {
    return [
      about(of, 'blocker', 'RabbitMQ does not run there, so nobody can tell what it would lose: start it (start_app)'),
    ];
  }
  const others = view?.members.filter((name) => name !== member.name) ?? [];
  if (others.length === 0) return [];
  return [about(of, 'blocker', `is in a cluster already, with ${listed(others)}: remove it there first (remove-node)`)];
}

/** Queues are lost for good; users and the like are those of the cluster then. */
function data(of: Newcomer): readonly Finding[] {
  const { queues = [], users = [], vhosts = [] } = of.data ?? {};
  const names = listed(queues.map(({ vhost, name }) => queueName(vhost, name)));
  const lost: Finding[] =
    queues.length === 0
      ? []
      : [
          {
            ...about(of, 'blocker', `joining deletes its queues with all that is in them: ${names}`),
            override: 'data-loss',
          },
        ];
  const replaced = [
    ...(users.length === 0 ? [] : [`users ${listed(users)}`]),
    ...(vhosts.length === 0 ? [] : [`virtual hosts ${listed(vhosts)}`]),
  ];
  if (replaced.length === 0) return lost;
  return [...lost, about(of, 'warning', `its own ${replaced.join(' and ')} give way to those of the cluster`)];
}

function version(of: Newcomer, versions: readonly string[]): readonly Finding[] {
  const own = of.view?.running[of.member.name];
  if (own === undefined || own === '' || versions.includes(own)) return [];
  const message = `runs RabbitMQ ${own}, the cluster ${versions.join(' and ')}`;
  if (versions.some((other) => seriesOf(other) === seriesOf(own))) return [about(of, 'warning', message)];
  return [{ ...about(of, 'blocker', `${message}: install the cluster's version there`), override: 'version-skew' }];
}

/** Compared by their hashes: the cookies themselves are not read. */
function cookie(of: Newcomer, copied: boolean): readonly Finding[] {
  const { machine, around } = of;
  if (machine === undefined) return [];
  const cookies = new Set(around.map((one) => one.cookie));
  const [theirs] = cookies;
  if (cookies.size > 1 || theirs === undefined) {
    const names = listed(
      around.filter((one) => one.cookie !== theirs || theirs === undefined).map(({ member }) => member.name),
    );
    return [
      about(
        of,
        'blocker',
        `which cookie is right is not clear: ${names} ${theirs === undefined ? 'show none' : 'have another one than the first member'}`,
      ),
    ];
  }
  if (machine.cookie === theirs) return [];
  if (copied)
    return [
      about(of, 'warning', "its Erlang cookie is another one: the cluster's is put there, and its broker restarted"),
    ];
  return [
    about(
      of,
      'blocker',
      'its Erlang cookie is another one than that of the cluster: copy it there (/var/lib/rabbitmq/.erlang.cookie, owner rabbitmq, mode 400) and restart it, or say --sync-cookie',
    ),
  ];
}

function network(of: Newcomer): readonly Finding[] {
  const { machine, around, beside } = of;
  const views = machine === undefined ? [] : [machine, ...around, ...beside];
  return views.flatMap(({ member, unknown, closed }) => {
    const finding = (message: string): Finding => ({ level: 'blocker', node: member.name, message });
    return [
      ...(unknown.length === 0
        ? []
        : [finding(`its machine does not know the host ${unknown.join(', ')}: add it to DNS, or to /etc/hosts there`)]),
      ...(closed.length === 0
        ? []
        : [finding(`its machine does not reach ${closed.join(', ')}: nodes need 4369 (epmd) and 25672 both ways`)]),
    ];
  });
}

function plugins(of: Newcomer): readonly Finding[] {
  const { machine, around } = of;
  if (machine === undefined) return [];
  const theirs = [...new Set(around.flatMap((one) => one.plugins))];
  const missing = theirs.filter(
    (name) => around.every((one) => one.plugins.includes(name)) && !machine.plugins.includes(name),
  );
  if (missing.length === 0) return [];
  return [
    about(of, 'warning', `does not have the plugins of the others: rabbitmq-plugins enable ${missing.join(' ')}`),
  ];
}
