import { describe, expect, it } from 'vitest';
import { compareVersions, type Feature, has, series } from '../../src/cluster/capabilities.js';

describe('capabilities', () => {
  it.each([
    ['health_checks', ['3.8.10', '3.9.0', '4.3.6'], ['3.8.9', '3.7.28']],
    ['ram_nodes', ['3.8.9', '4.0.5', '4.2.9'], ['4.3.0', '4.3.0-rc.1', '5.0.0']],
    ['mirror_sync_check', ['3.8.10', '3.13.7'], ['3.8.9', '4.0.5']],
    ['quorum_replicas', ['3.11.19', '3.12.1', '3.13.0', '4.0.5'], ['3.11.18', '3.12.0', '3.10.30']],
    ['effective_config', ['3.9.27', '3.10.13', '3.11.5', '3.12.0'], ['3.9.26', '3.10.8', '3.11.4', '3.8.34']],
    ['cluster_status_cpu_cores_and_tags', ['4.0.5'], ['3.13.7']],
  ] satisfies [Feature, string[], string[]][])('%s', (feature, yes, no) => {
    expect(yes.filter((version) => !has(version, feature))).toEqual([]);
    expect(no.filter((version) => has(version, feature))).toEqual([]);
  });

  it('take a version that cannot be read for a new one', () => {
    expect([has('', 'health_checks'), has('unknown', 'ram_nodes')]).toEqual([true, false]);
  });

  it('compare versions by number', () => {
    expect(['3.10.8', '3.9.30', '4.0.5', '3.10.10'].sort(compareVersions)).toEqual([
      '3.9.30',
      '3.10.8',
      '3.10.10',
      '4.0.5',
    ]);
    expect(series('3.10.8+1')).toBe('3.10');
  });
});
