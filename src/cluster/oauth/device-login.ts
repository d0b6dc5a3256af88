import { setTimeout as sleep } from 'node:timers/promises';
import { Interrupted, NotPermitted, TimedOut, Unavailable, UsageError } from '../../errors.js';
import type { Surroundings } from '../surroundings.js';
import type { Granted } from './granted.js';
import { OAuthRefused } from './oauth-refused.js';
import type { TokenServer } from './token-server.js';

/** Has the person log in with a browser, on whatever machine has one, and waits for that (RFC 8628). */
export async function deviceLogin(server: TokenServer, { warn, askSecret, signal }: Surroundings): Promise<Granted> {
  if (askSecret === undefined) {
    throw new UsageError('somebody must log in with a browser, and there is no terminal to say so on', {
      hint: 'Run any command on a terminal first: the token is kept for those that follow. Scripts use flow = "client_credentials".',
    });
  }
  const { scopes, audience } = server.client;
  const asked = await server.askForDevice({
    ...(scopes.length > 0 && { scope: scopes.join(' ') }),
    ...(audience !== undefined && { audience }),
  });
  const { device_code: deviceCode, user_code: userCode } = asked;
  const address = asked.verification_uri ?? asked.verification_url;
  if (typeof deviceCode !== 'string' || typeof userCode !== 'string' || typeof address !== 'string') {
    throw new NotPermitted('the server that gives tokens did not say where to log in', {
      hint: 'is device_url, or issuer, right?',
    });
  }
  warn(`To log in, open ${plain(address)} and enter the code ${plain(userCode)}`);
  return poll(server, deviceCode, seconds(asked.interval, 5), seconds(asked.expires_in, 600), signal);
}

async function poll(
  server: TokenServer,
  deviceCode: string,
  interval: number,
  lifetime: number,
  signal: AbortSignal | undefined,
): Promise<Granted> {
  const end = Date.now() + lifetime * 1000;
  for (let pause = interval; Date.now() < end; ) {
    await sleep(pause * 1000, undefined, signal && { signal }).catch((cause: unknown) => {
      throw new Interrupted('interrupted while somebody was to log in', { cause });
    });
    try {
      return await server.grant({ grant_type: deviceGrant, device_code: deviceCode });
    } catch (error) {
      // The person at the browser need not begin anew for a server that was away for a moment (RFC 8628, 3.5).
      if (error instanceof NotPermitted && isAway(error.cause)) pause *= 2;
      else if (!(error instanceof OAuthRefused)) throw error;
      else if (error.error === 'slow_down') pause += 5;
      else if (error.error !== 'authorization_pending') throw error;
    }
  }
  throw new NotPermitted('nobody logged in in time', {
    hint: `the code was good for ${Math.round(lifetime / 60)} min`,
  });
}

const isAway = (cause: unknown): boolean => cause instanceof Unavailable || cause instanceof TimedOut;

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

const seconds = (given: unknown, usual: number): number => (Number(given) > 0 ? Number(given) : usual);

/** Nothing a terminal would obey. */
const plain = (text: string): string => text.replace(/[^\x20-\x7e]/g, '');
