import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import command from '../../src/commands/rolling-restart.js';
import { run } from '../cli/world.js';

describe('rolling-restart', () => {
  it('has nothing of an upgrade to ask', () => {
    expect(Object.keys(command.definition.flags ?? {})).not.toContain('feature-flags');
  });

  const state = mkdtempSync(join(tmpdir(), 'rabbitctl-restart-'));
  afterAll(() => rmSync(state, { recursive: true, force: true }));

  it('has no options of an upgrade', async () => {
    const { code, stderr } = await run(['rolling-restart', '--to', '4.0.9']);
    expect(code).toBe(64);
    expect(stderr).toContain('--to');
  });

  it('lists the runs that this machine knows without asking a cluster', async () => {
    const { code, stdout } = await run(['rolling-restart', 'history', '--json'], { env: { XDG_STATE_HOME: state } });
    expect({ code, stdout: stdout.trim() }).toEqual({ code: 0, stdout: '[]' });
  });

  it('knows no run that there is not', async () => {
    const { code, stderr } = await run(['rolling-restart', 'history', 'nonesuch'], { env: { XDG_STATE_HOME: state } });
    expect(code).toBe(69);
    expect(stderr).toContain('nonesuch');
  });
});
