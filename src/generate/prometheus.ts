import { DataError } from '../errors.js';
import type { ClusterServices, Service } from './cluster-services.js';
import { endpoint, madeOf } from './file-text.js';

export interface PrometheusOptions {
  readonly job: string;
  /** ms. */
  readonly interval: number;
  readonly path: string;
  /** The TLS listeners, where there are both. */
  readonly tls: boolean;
  /** On Prometheus' own machine. */
  readonly caFile: string | undefined;
}

/**
 * A whole prometheus.yml, or its part `scrape_configs`: every node by itself, for each has metrics of its own. Throws
 * DataError where no node has such a listener.
 */
export function prometheus(of: ClusterServices, options: PrometheusOptions): string {
  const { job, interval, path, caFile } = options;
  const service = chosen(of, options.tls);
  const isTls = service.protocol === 'prometheus-tls';
  const lines = [
    ['scrape_configs:'],
    [`  - job_name: ${quoted(job)}`],
    [`    scrape_interval: ${seconds(interval)}`, `    metrics_path: ${quoted(path)}`],
    [`    scheme: ${isTls ? 'https' : 'http'}`],
    isTls && caFile !== undefined ? ['    tls_config:', `      ca_file: ${quoted(caFile)}`] : [],
    ['    static_configs:'],
    service.servers.flatMap((server) => [
      `      - targets: [${quoted(endpoint(server))}]`,
      `        labels: { cluster: ${quoted(of.cluster)}, node: ${quoted(server.node)} }`,
    ]),
  ];
  return `${madeOf('prometheus', of)}${lines.flat().join('\n')}\n`;
}

/** Nodes whose plugin is off, which no target stands for. */
export function withoutMetrics(of: ClusterServices, tls: boolean): readonly string[] {
  const { servers } = chosen(of, tls);
  return of.members.filter((name) => !servers.some(({ node }) => node === name));
}

function chosen({ services, cluster }: ClusterServices, tls: boolean): Service {
  const find = (name: string) => services.find((service) => service.name === name);
  const service = tls ? find('prometheus-tls') : (find('prometheus') ?? find('prometheus-tls'));
  if (service !== undefined) return service;
  throw new DataError(`no node of ${cluster} listens for Prometheus${tls ? ' over TLS' : ''}`, {
    hint: 'On each node: rabbitctl -n NODE plugins enable rabbitmq_prometheus',
  });
}

/** Strings of JSON are strings of YAML. */
const quoted = (text: string): string => JSON.stringify(text);

const seconds = (ms: number): string => (ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`);
