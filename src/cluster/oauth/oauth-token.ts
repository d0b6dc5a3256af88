import type { OAuthClient } from '../layer.js';
import type { Surroundings } from '../surroundings.js';
import { deviceLogin } from './device-login.js';
import type { Granted } from './granted.js';
import { OAuthRefused } from './oauth-refused.js';
import { TokenCache } from './token-cache.js';
import { TokenServer } from './token-server.js';

/**
 * A token that no node has refused: the one kept from an earlier run, else one that its server gives.
 * Throws NotPermitted (no login), ConfigError (the client's secret), UsageError (no terminal to log in on).
 */
export async function oauthToken(
  client: OAuthClient,
  origin: string,
  surroundings: Surroundings,
  refused?: string,
): Promise<string> {
  const cache = new TokenCache(client, surroundings);
  const kept = await cache.read();
  if (kept !== undefined && kept.accessToken !== refused && isFresh(kept)) return kept.accessToken;
  const server = new TokenServer(client, origin, surroundings);
  const granted = (await refreshed(server, kept)) ?? (await login(server, surroundings));
  await cache.write(granted);
  return granted.accessToken;
}

function login(server: TokenServer, surroundings: Surroundings): Promise<Granted> {
  const { flow, scopes, audience } = server.client;
  if (flow === 'device_code') return deviceLogin(server, surroundings);
  return server.grant({
    grant_type: 'client_credentials',
    ...(scopes.length > 0 && { scope: scopes.join(' ') }),
    ...(audience !== undefined && { audience }),
  });
}

/** Undefined when there is nothing to refresh, or its server does not want to any more. */
async function refreshed(server: TokenServer, kept: Granted | undefined): Promise<Granted | undefined> {
  const token = kept?.refreshToken;
  if (token === undefined) return undefined;
  try {
    const granted = await server.grant({ grant_type: 'refresh_token', refresh_token: token });
    return { refreshToken: token, ...granted };
  } catch (error) {
    if (error instanceof OAuthRefused) return undefined;
    throw error;
  }
}

/** A token that ends on its way is none. */
const isFresh = ({ expiresAt }: Granted): boolean => expiresAt === undefined || Date.now() + 10_000 < expiresAt;
