/** Words in a broker's log that say why it did not boot, most telling first. Sources: facts/rolling-upgrade-procedure.md §2.2, §2.5; RabbitMQ's docs on upgrades. */
const bootFailures: readonly (readonly [RegExp, string])[] = [
  [
    /incompatible_feature_flags|Feature flags: .*unsupported/i,
    'its feature flags and those of the others do not go together',
  ],
  [
    /required feature flag not enabled|disabled_required_feature_flag|failed_to_initialize_feature_flags_registry/i,
    'feature flags are off that this version requires',
  ],
  [
    /plugins?[^\n]*(not found|could not be found|missing)|failed_to_(load|enable)_plugin/i,
    'an enabled plugin is missing',
  ],
  [
    /failed_to_prepare_configuration|conf_is_invalid|bad_config|unknown_(config|setting)|You've tried to set/i,
    'the configuration has settings that this version does not know',
  ],
  [/eaddrinuse/i, 'a port is taken'],
  [
    /Connection attempt from node .* rejected|Invalid challenge|bad cookie/i,
    'the Erlang cookie differs from that of the others',
  ],
  [/enospc|no space left/i, 'the disk is full'],
  [/eacces|permission denied/i, 'files do not belong to the user rabbitmq'],
  [
    /timeout_waiting_for_tables|waiting for (Mnesia|Khepri)/i,
    'it waits for the other members, which it does not reach',
  ],
  [/inconsistent_cluster|inconsistent_database/i, 'the others do not count it as a member'],
  [/otp_version_too_old|requires Erlang/i, 'its Erlang is too old'],
];

/** Why the broker did not boot, as far as its log tells. */
export const reasonInLog = (log: string): string | undefined => bootFailures.find(([words]) => words.test(log))?.[1];
