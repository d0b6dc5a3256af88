import { configFindings } from '../tables/config-blockers.js';
import { pluginFindings, pluginsOf } from '../tables/plugins.js';
import type { Verdict } from '../verdict.js';
import { type Check, findings } from './check.js';
import { sourceVersion, targetVersion } from './target-version.js';

/** P17: settings and plugins that stop the target, or change what it does. */
export const config: Check = (survey, options) => {
  const [from, to] = [sourceVersion(survey), targetVersion(survey, options)];
  if (from === undefined || to === undefined) return [];
  const found = survey.members.flatMap(({ name, files }): Omit<Verdict, 'check'>[] => {
    if (files === undefined) return [];
    const all = [...configFindings(files, from, to), ...pluginFindings(pluginsOf(files.enabled_plugins), from, to)];
    return all.map(({ level, message }) => ({
      ...{ level, node: name, message },
      ...(level === 'blocker' && { override: 'config-blockers' as const }),
    }));
  });
  return findings('config', found, `nothing in the settings and plugins is known to trouble ${to}`);
};

/** P19: peer discovery that removes nodes which are down must not do so meanwhile. */
export const nodeCleanup: Check = ({ members }) => {
  const removes = /^\s*cluster_formation\.node_cleanup\.only_log_warning\s*=\s*false/m;
  const found = members.flatMap(({ name, files }): Omit<Verdict, 'check'>[] => {
    if (files === undefined || !removes.test(files['rabbitmq.conf'])) return [];
    const message =
      'peer discovery removes nodes that are down (cluster_formation.node_cleanup.only_log_warning = false): it may remove one that is just being worked on';
    return [{ level: 'blocker', node: name, message, override: 'node-cleanup' }];
  });
  return findings('node-cleanup', found, 'peer discovery does not remove nodes');
};

/** P14: RAM nodes go with 4.3, and become disc nodes with Khepri. */
export const ramNodes: Check = (survey, options) => {
  const to = targetVersion(survey, options);
  const views = survey.members.find(({ view }) => view !== undefined)?.view ?? [];
  const names = views.filter(({ type }) => type === 'ram').flatMap(({ name }) => name ?? []);
  const gone = to !== undefined && Number(to.split('.')[0]) * 100 + Number(to.split('.')[1]) >= 403;
  const level = gone ? 'blocker' : 'warning';
  const found = names.map(
    (node): Omit<Verdict, 'check'> => ({
      ...{
        level,
        node,
        message: 'is a RAM node: make it a disc node first (rabbitmqctl change_cluster_node_type disc)',
      },
      ...(gone && { override: 'ram-nodes' as const }),
    }),
  );
  return findings('ram-nodes', found, 'no RAM nodes');
};
