import { listUsedDeprecatedFeatures } from '../api/deprecated-features.js';
import { listFeatureFlags } from '../api/feature-flags.js';
import { listed } from '../upgrade/checks/check.js';
import { enableFlagsText } from '../upgrade/checks/feature-flags.js';
import { type Asked, answering } from './ask-nodes.js';
import { firstNode } from './each-node.js';
import { type Outcome, together } from './finding.js';

/** Stable feature flags that are off, and deprecated features in use: either may stop the next upgrade. */
export const features = async (asked: Asked): Promise<Outcome> =>
  together(await Promise.all([flags(asked), deprecated(asked)]));

const flags = (asked: Asked): Promise<Outcome> =>
  firstNode(asked, 'feature-flags', async ({ node }) => {
    // While an upgrade is half-way, those of the newer version cannot be on yet.
    if (new Set(answering(asked.nodes).map(({ overview }) => overview.rabbitmq_version)).size > 1) return [];
    const off = (await listFeatureFlags(node.api)).filter(
      ({ state, stability }) => state === 'disabled' && stability === 'stable',
    );
    const names = off.flatMap(({ name }) => name ?? []);
    if (names.length === 0) return [];
    return [
      {
        ...{ check: 'feature-flags', level: 'warning', names },
        message: `stable feature flags are off: ${listed(names)}`,
        advice: enableFlagsText(off),
      },
    ];
  });

const deprecated = (asked: Asked): Promise<Outcome> =>
  firstNode(asked, 'deprecated-features', async ({ node }) => {
    const used = (await listUsedDeprecatedFeatures(node.api)) ?? [];
    return used.flatMap(({ name, desc, doc_url: page }) =>
      name === undefined
        ? []
        : [
            {
              ...({ check: 'deprecated-features', level: 'warning', names: [name] } as const),
              message: `${name} is in use, and deprecated: a later version will not have it`,
              advice: [desc, page].filter(Boolean).join('\n') || 'rabbitctl list_deprecated_features --used',
            },
          ],
    );
  });
