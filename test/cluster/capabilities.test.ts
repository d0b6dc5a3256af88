import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compareVersions, type Feature, features, has } from '../../src/cluster/capabilities.js';

const src = new URL('../../src/', import.meta.url);

describe('capabilities', () => {
  it.each([
    ['add_user_done_line', ['3.10.0', '3.10.8', '4.3.6'], ['3.9.30', '3.8.9', '3.7.28']],
    ['ram_nodes', ['3.8.9', '4.0.5', '4.2.9'], ['4.3.0', '4.3.0-rc.1', '5.0.0']],
    ['cluster_status_cpu_cores_and_tags', ['4.0.5'], ['3.13.7']],
  ] satisfies [Feature, string[], string[]][])('%s', (feature, yes, no) => {
    expect(yes.filter((version) => !has(version, feature))).toEqual([]);
    expect(no.filter((version) => has(version, feature))).toEqual([]);
  });

  it('take a version that cannot be read for a new one', () => {
    expect([has('', 'pre_hashed_password'), has('unknown', 'ram_nodes')]).toEqual([true, false]);
  });

  it('compare versions by number', () => {
    expect(['3.10.8', '3.9.30', '4.0.5', '3.10.10'].sort(compareVersions)).toEqual([
      '3.9.30',
      '3.10.8',
      '3.10.10',
      '4.0.5',
    ]);
    expect(compareVersions('3.10.8+1', '3.10.8')).toBe(0);
  });

  it('are all asked about by something', () => {
    const sources = readdirSync(src, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('capabilities.ts'))
      .map((file) => readFileSync(new URL(file, src), 'utf8'));
    expect(Object.keys(features).filter((feature) => !sources.some((text) => text.includes(`'${feature}'`)))).toEqual(
      [],
    );
  });
});
