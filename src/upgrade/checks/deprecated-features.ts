import { path } from '../../api/management-api.js';
import { asRecord, listOf } from '../../api/shapes.js';
import { compareVersions } from '../../cluster/capabilities.js';
import { NotFound } from '../../errors.js';
import { type Check, findings } from './check.js';
import { answering } from './standing.js';
import { targetVersion } from './target-version.js';

/** P13 (3.13+): features in use that the target denies by default. Sources: release notes of 4.0.1 and 4.3.0; facts §2.5. */
const deniedSince: Readonly<Record<string, string>> = {
  classic_queue_mirroring: '4.0.0',
  transient_nonexcl_queues: '4.3.0',
  global_qos: '4.3.0',
  queue_master_locator: '4.3.0',
  amqp_address_v1: '4.3.0',
  amqp_filter_set_bug: '4.3.0',
  ram_node_type: '4.3.0',
};

export const deprecatedFeatures: Check = async (survey, options) => {
  const to = targetVersion(survey, options);
  const [via] = answering(survey.members);
  if (to === undefined || via === undefined) return [];
  const { api } = via.member.node;
  let used: readonly object[];
  try {
    used = listOf(api, await api.request('GET', path`deprecated-features/used`));
  } catch (error) {
    if (error instanceof NotFound) return [];
    throw error;
  }
  const found = used.map((feature) => {
    const name = String(asRecord(feature).name);
    const since = deniedSince[name];
    const denied = since !== undefined && compareVersions(to, since) >= 0;
    if (!denied) return { level: 'warning', message: `${name} is in use, and deprecated` } as const;
    const message = `${name} is in use, and ${to} denies it`;
    return { level: 'blocker', message, override: 'deprecated-features' } as const;
  });
  return findings('deprecated-features', found, 'no deprecated feature is in use');
};
