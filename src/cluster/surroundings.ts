import type { ApiSettings } from '../api/api-settings.js';
import type { ManagementApi } from '../api/management-api.js';
import type { Host } from '../ssh/host.js';
import type { NodeSettings } from './node-settings.js';
import type { PasswordMeans } from './passwords.js';

/** What a cluster needs of the process around it. */
export interface Surroundings extends PasswordMeans {
  /** A line on stderr. */
  readonly warn: (line: string) => void;
  /** Aborted by Ctrl-C: ends every request and every remote command. */
  readonly signal?: AbortSignal | undefined;
  /** Requests and remote commands, redacted: for --debug. */
  readonly debug?: ((line: string) => void) | undefined;
  /** In the place of the real API client: for tests. */
  readonly openApi?: ((settings: ApiSettings) => ManagementApi) | undefined;
  /** In the place of SSH and local processes: for tests. */
  readonly openHost?: ((settings: NodeSettings) => Host) | undefined;
}
