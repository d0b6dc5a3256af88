import { enableFeatureFlag, listFeatureFlags } from '../api/feature-flags.js';
import type { Engine } from './engine.js';
import { waitUntil } from './wait-until.js';

/**
 * Turns on the stable flags that are off, one by one, after a question that lists them; khepri_db, which nothing undoes
 * and which moves all metadata, is always a question of its own. What stays off is said.
 */
export async function enableFlags(engine: Engine, timeout: number): Promise<void> {
  const { options } = engine.plan;
  const off = await flagsOff(engine);
  const stable = off
    .filter(({ name, stability }) => stability === 'stable' && name !== 'khepri_db')
    .map(({ name }) => name);
  if (stable.length > 0 && (await wanted(engine, stable))) {
    for (const name of stable) await enable(engine, name, timeout);
  }
  const khepri = off.find(({ name }) => name === 'khepri_db');
  if (khepri === undefined || (khepri.stability !== 'stable' && !options.khepri)) return;
  if (options.khepri || (options.featureFlags === 'ask' && engine.person && (await engine.confirm(khepriQuestion)))) {
    await enable(engine, 'khepri_db', timeout);
  } else stayOff(engine, ['khepri_db']);
}

const khepriQuestion =
  'khepri_db moves all metadata from Mnesia to Khepri, cannot be undone, and needs every node. Back up first. Turn it on now?';

async function wanted(engine: Engine, names: readonly string[]): Promise<boolean> {
  const { featureFlags } = engine.plan.options;
  if (featureFlags === 'enable') return true;
  const question = `These feature flags are off, and cannot be turned off again once they are on:\n  ${names.join('\n  ')}\nTurn them on?`;
  if (featureFlags === 'ask' && (await engine.confirm(question))) return true;
  stayOff(engine, names);
  return false;
}

function stayOff(engine: Engine, names: readonly string[]): void {
  const message = `feature flags that stay off: ${names.join(', ')}. Later, on any node: rabbitmqctl enable_feature_flag NAME`;
  engine.emit({ event: 'warning', message });
}

async function flagsOff({ cluster }: Engine) {
  return (await listFeatureFlags(cluster.api)).flatMap(({ name, state, stability }) =>
    name !== undefined && state === 'disabled' ? [{ name, stability }] : [],
  );
}

async function enable(engine: Engine, name: string, timeout: number): Promise<void> {
  const { clock, signal, cluster, emit } = engine;
  await engine.stopwatch.waiting(() => enableFeatureFlag(cluster.api, name, { signal, deadline: timeout * 1000 }));
  const isOn = async () => {
    const flag = (await listFeatureFlags(cluster.api)).find((candidate) => candidate.name === name);
    return flag?.state === 'enabled' || `${name} is ${flag?.state ?? 'unknown'}`;
  };
  const report = (reason: string) => emit({ event: 'waiting', state: 'flags', reason });
  await engine.stopwatch.waiting(() => waitUntil(isOn, { clock, signal, timeout, report, every: 1000 }));
  emit({ event: 'note', message: `feature flag ${name} is on` });
}
