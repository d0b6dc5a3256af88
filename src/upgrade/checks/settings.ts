import { compareVersions } from '../../cluster/capabilities.js';
import { turnsOf } from '../node-standing.js';
import type { MemberSurvey } from '../survey.js';
import { configFindings } from '../tables/config-blockers.js';
import { pluginFindings, pluginsOf } from '../tables/plugins.js';
import { settingsOf } from '../tables/settings-of-files.js';
import { type Check, type Finding, findings } from './check.js';
import { sourceVersion, targetVersion } from './target-version.js';

/** P17: settings and plugins that stop the target, or change what it does. */
export const config: Check = (survey, options) => {
  const [from, to] = [sourceVersion(survey), targetVersion(survey, options)];
  if (from === undefined || to === undefined) return [];
  const turns = turnsOf(survey, options);
  const found = turns.flatMap(({ name, files }): readonly Finding[] => {
    if (files === undefined) return [];
    const all = [...configFindings(files, from, to), ...pluginFindings(pluginsOf(files.enabled_plugins), from, to)];
    return all.map(({ level, message }) => ({
      ...{ level, node: name, message },
      ...(level === 'blocker' && { override: 'config-blockers' as const }),
    }));
  });
  return findings('config', found, `nothing in the settings and plugins is known to trouble ${to}`, areKnown(turns));
};

/** P19: peer discovery that removes nodes which are down must not do so meanwhile. */
export const nodeCleanup: Check = ({ members }) => {
  const found = members.flatMap(({ name, files }): readonly Finding[] => {
    if (files === undefined || !settingsOf(files).some(removesNodes)) return [];
    const message =
      'peer discovery removes nodes that are down: it may remove one that is just being worked on. Meanwhile set cluster_formation.node_cleanup.only_log_warning = true';
    return [{ level: 'blocker', node: name, message, override: 'node-cleanup' }];
  });
  return findings('node-cleanup', found, 'peer discovery does not remove nodes', areKnown(members));
};

/** Whether the settings of all are known. */
const areKnown = (members: readonly MemberSurvey[]): boolean => members.every(({ files }) => files !== undefined);

/** Source: rabbitmq_peer_discovery_common.schema; without it peer discovery only warns. */
const removesNodes = ({ name, value }: { readonly name: string; readonly value: string }): boolean =>
  value === 'false' && /(^|\.)cluster_formation\.node_cleanup\.(cleanup_)?only_log_warning$/.test(name);

/** P14: RAM nodes go with 4.3, and become disc nodes with Khepri. */
export const ramNodes: Check = (survey, options) => {
  const to = targetVersion(survey, options);
  const views = survey.members.find(({ view }) => view !== undefined)?.view ?? [];
  const names = views.filter(({ type }) => type === 'ram').flatMap(({ name }) => name ?? []);
  const gone = to !== undefined && compareVersions(to, '4.3.0') >= 0;
  const level = gone ? 'blocker' : 'warning';
  const found = names.map(
    (node): Finding => ({
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
