/** From which version on a deprecated feature is denied unless it is permitted on purpose, or is gone. */
export const deniedSince: Readonly<
  Record<string, { readonly since: string; readonly gone?: true; readonly source: string }>
> = {
  classic_queue_mirroring: { since: '4.0.0', gone: true, source: 'release notes 4.0.1' },
  transient_nonexcl_queues: { since: '4.3.0', source: 'release notes 4.3.0' },
  global_qos: { since: '4.3.0', source: 'release notes 4.3.0' },
  queue_master_locator: { since: '4.3.0', source: 'release notes 4.3.0' },
  amqp_address_v1: { since: '4.3.0', source: 'release notes 4.3.0' },
  amqp_filter_set_bug: { since: '4.3.0', source: 'release notes 4.3.0' },
  ram_node_type: { since: '4.3.0', gone: true, source: 'release notes 4.3.0' },
};
