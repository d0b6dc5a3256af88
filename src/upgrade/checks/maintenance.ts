import { compareVersions } from '../../cluster/capabilities.js';
import { type Check, type Finding, findings } from './check.js';

/** Whether the node can be drained at all: that came with 3.8.8, behind a feature flag until 3.11, and needs another node. */
export const maintenance: Check = ({ members, flags = [] }, { nodes = [] }) => {
  const found = members
    .filter(({ name }) => nodes.includes(name))
    .flatMap(({ name, overview }): readonly Finding[] => {
      const blocker = (message: string): Finding => ({ level: 'blocker', node: name, message, lasting: 'structural' });
      if (members.length === 1) return [blocker('is the only node: nobody could take its clients and leaders')];
      const version = overview?.rabbitmq_version;
      if (version === undefined || compareVersions(version, '3.11.0') >= 0) return [];
      if (compareVersions(version, '3.8.8') < 0) return [blocker(`RabbitMQ ${version} has no maintenance mode`)];
      if (flags.some((flag) => flag.name === 'maintenance_mode_status' && flag.state === 'enabled')) return [];
      const turnOn = 'rabbitctl enable_feature_flag maintenance_mode_status';
      return [
        blocker(`the feature flag maintenance_mode_status is off, without which it cannot be drained: ${turnOn}`),
      ];
    });
  return findings('maintenance', found, 'the node can be drained');
};
