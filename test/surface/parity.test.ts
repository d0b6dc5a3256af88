import { expect, it } from 'vitest';
import { recorded } from '../parity/recorded.js';
import { inventory } from './inventory.js';
import { commands } from './snapshot.js';

const suites = { '3.8': 'bullseye', '3.10': 'bookworm', '4.0': 'trixie', '4.3': 'forky' };

it.each(Object.entries(suites))('each command that %s has was compared with the real tool there', (series, suite) => {
  const seen = new Set(Object.values(recorded(suite).rows).map(({ command }) => command));
  const unseen = commands.filter(({ name, definition: { tool = '' } }) => {
    const known = inventory.find((each) => each.name === name.split(' ').at(-1) && each.tools.includes(tool));
    return known?.versions.includes(series) && !seen.has(name);
  });
  expect(unseen.map(({ name }) => name)).toEqual([]);
});

/** By series and name, what is compared by its exit code alone, and why. */
const byExitCodeAlone: Readonly<Record<string, string>> = {
  '3.8 decommission_mqtt_node': "3.8.9's MQTT plugin does not have it yet",
};

it.each(Object.entries(suites))('on %s each command was compared by what it prints', (series, suite) => {
  const rows = Object.values(recorded(suite).rows);
  const printed = new Set(rows.filter(({ outcome }) => outcome !== 'exit code').map(({ command }) => command));
  const lacking = commands.filter(({ name, definition: { tool = '' } }) => {
    const known = inventory.find((each) => each.name === name.split(' ').at(-1) && each.tools.includes(tool));
    return (
      known?.versions.includes(series) && !printed.has(name) && !Object.hasOwn(byExitCodeAlone, `${series} ${name}`)
    );
  });
  expect(lacking.map(({ name }) => name)).toEqual([]);
});
