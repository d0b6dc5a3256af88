import type { TlsVersion } from '../api/api-settings.js';
import type { Given, ThresholdName } from './health-thresholds.js';

/** A value, and where it came from: `flag --url`, `environment RABBITCTL_URL`, `clusters.prod in FILE:7`, `built in`. */
export interface Setting<T> {
  readonly value: T;
  readonly origin: string;
}

/** A secret that neither the command line nor the config file holds. */
export type OutsideSource =
  | { readonly from: 'environment'; readonly variable: string }
  | { readonly from: 'file'; readonly file: string }
  | { readonly from: 'command'; readonly argv: readonly string[] };

/** Where a password is to be had; it is fetched when the first request is sent, not before. */
export type PasswordSource =
  | OutsideSource
  | { readonly from: 'text'; readonly text: string }
  | { readonly from: 'stdin' }
  | { readonly from: 'prompt' };

/** Where a bearer token is to be had. */
export type TokenSource = OutsideSource | { readonly from: 'oauth'; readonly client: OAuthClient };

/** Who we are to the server that gives tokens (OAuth 2), and what for. */
export interface OAuthClient {
  /** A service with a secret of its own, or a person with a browser somewhere. */
  readonly flow: 'client_credentials' | 'device_code';
  /** Names its addresses itself (OpenID Connect Discovery); else they are given. */
  readonly issuer?: string;
  readonly tokenUrl?: string;
  readonly deviceUrl?: string;
  readonly clientId: string;
  readonly clientSecret?: OutsideSource;
  /** Sent in the header, as every server must take it, or in the form. */
  readonly clientAuth: 'basic' | 'post';
  readonly scopes: readonly string[];
  readonly audience?: string;
  /** PEM file of the CA that signed its certificate. */
  readonly ca?: string;
}

/** What can be said about a node's HTTP API. */
export interface ApiValues {
  /** May hold `{host}`, the host part of the node's name. */
  readonly url: string;
  /** Replaces the URL's port: for nodes that share a machine. */
  readonly port: number;
  readonly username: string;
  readonly password: PasswordSource;
  readonly token: TokenSource;
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
  readonly serverName: string;
  readonly tlsMinVersion: TlsVersion;
  /** `none` goes around the one of the environment. */
  readonly proxy: string;
  readonly tunnel: boolean;
}

/** What can be said about a node's machine. */
export interface SshValues {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly jump: string;
  readonly sudo: boolean;
  readonly identity: readonly string[];
  readonly knownHosts: readonly string[];
  readonly configFile: string;
  readonly acceptNewHostKeys: boolean;
  /** argv prefix that leads into a container. */
  readonly exec: readonly string[];
}

/** Seconds: what a clock of Node can still hold, 11 days. A longer time would run out after 1 ms. */
export const longestTimeout = 1_000_000;

export interface GeneralValues {
  /** Seconds. */
  readonly timeout: number;
  readonly apiOnly: boolean;
  readonly longnames: boolean;
}

/** What `health` judges by. */
export type HealthValues = { readonly [Name in ThresholdName]: Given } & {
  /** Checks to be left out. */
  readonly skip: readonly string[];
};

export type Known<T> = { readonly [K in keyof T]?: Setting<T[K]> };

/** One place that settings come from: the flags, the environment, a section of the file. */
export interface Layer {
  readonly api: Known<ApiValues>;
  readonly ssh: Known<SshValues>;
  readonly general: Known<GeneralValues>;
  /** Only the config file has it; the options are those of the command `health` alone. */
  readonly health?: Known<HealthValues>;
}

export const emptyLayer: Layer = { api: {}, ssh: {}, general: {} };

/** The values that are there, each with its origin; undefined and empty ones are left out. */
export function known<T>(
  origin: (key: keyof T) => string,
  values: { readonly [K in keyof T]?: T[K] | undefined },
): Known<T> {
  const entries = (Object.entries(values) as [keyof T, unknown][]).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([key, value]) => [key, { value, origin: origin(key) }])) as Known<T>;
}
