import { enableFeatureFlag, listFeatureFlags } from '../api/feature-flags.js';
import type { ManagementApi } from '../api/management-api.js';
import { command } from '../cli/command.js';
import { flag, text } from '../cli/input.js';
import { CheckFailed, CliError, DataError, Interrupted } from '../errors.js';

export default command({
  section: 'feature_flags',
  summary: 'Enables a feature flag, or all stable ones; that cannot be undone',
  tool: 'rabbitmqctl',
  args: { feature_flag: text('name of the feature flag, or all') },
  flags: {
    'opt-in': flag('enable it although it is experimental', 'o'),
    experimental: flag('the same as --opt-in', 'e'),
  },
  validate: ({ args }) => {
    if (args.feature_flag === '') {
      throw new DataError('Bad argument: feature flag (or group) name cannot be an empty string');
    }
  },
  banner: ({ args }) =>
    args.feature_flag === 'all' ? 'Enabling all feature flags ...' : `Enabling feature flag "${args.feature_flag}" ...`,
  run: async ({ cluster, args: { feature_flag: name }, flags }) => {
    const optIn = flags['opt-in'] || flags.experimental;
    if (name !== 'all') return enableOne(cluster.api, name, optIn);
    if (optIn) {
      throw new DataError('--opt-in (or --experimental) is not allowed when enabling all feature flags', {
        hint: 'Use --opt-in with the name of one feature flag.',
        exitCode: 64,
      });
    }
    await enableAll(cluster.api);
  },
});

/** The guard is the tool's: over HTTP the server enables an experimental flag without a question. */
async function enableOne(api: ManagementApi, name: string, optIn: boolean): Promise<void> {
  const found = (await listFeatureFlags(api)).find((one) => one.name === name);
  if (found === undefined) {
    throw new DataError(`Feature flag ${name} is not supported by the cluster`, {
      hint: 'list_feature_flags shows those that are.',
      exitCode: 64,
    });
  }
  if (found.stability === 'experimental' && !optIn) {
    throw new DataError(`Feature flag ${name} requires the user to explicitly opt-in`, {
      hint: 'It is experimental, and cannot be disabled again. With --opt-in it is enabled.',
      exitCode: 64,
    });
  }
  try {
    await enableFeatureFlag(api, name);
  } catch (error) {
    // HTTP 400: `unsupported`, by some node of the cluster.
    if (!(error instanceof DataError)) throw error;
    throw new DataError(`Feature flag ${name} cannot be enabled: ${error.message}`, {
      exitCode: error.message === 'unsupported' ? 64 : 69,
      cause: error,
    });
  }
}

/** HTTP has no "all": every stable flag that is not enabled yet, one after another, as the server would do it. */
async function enableAll(api: ManagementApi): Promise<void> {
  const wanted = (await listFeatureFlags(api)).filter(
    ({ state, stability = 'stable' }) => state !== 'enabled' && stability === 'stable',
  );
  const enabled: string[] = [];
  for (const { name = '' } of wanted) {
    try {
      await enableFeatureFlag(api, name);
      enabled.push(name);
    } catch (cause) {
      if (!(cause instanceof CliError)) throw cause;
      const Failure = cause instanceof Interrupted ? Interrupted : CheckFailed;
      throw new Failure(`feature flag ${name} could not be enabled: ${cause.message}`, {
        hint: `Enabled before that: ${enabled.join(', ') || 'none'}. Run it again when the cause is gone.`,
        exitCode: cause.exitCode,
        cause,
      });
    }
  }
}
