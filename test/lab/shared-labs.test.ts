import { expect, test } from 'vitest';
import { withLab } from './with-lab.js';

for (const suite of ['bookworm', 'trixie']) {
  withLab(suite, 'shared hosts', (lab) => {
    test('answer over SSH and HTTP, with the version of their suite', async () => {
      for (const host of lab().hosts) {
        expect(await host.awaitSsh()).toBe(true);
        expect(await host.awaitBroker()).toBe(lab().version);
      }
    });
  });
}
