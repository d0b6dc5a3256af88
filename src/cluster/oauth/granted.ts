/** What a login gave. */
export interface Granted {
  readonly accessToken: string;
  /** ms since 1970; undefined where the server does not say: then it is good until a node refuses it. */
  readonly expiresAt?: number;
  readonly refreshToken?: string;
}
