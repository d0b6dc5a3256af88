import type { BoundService } from './chosen-services.js';
import type { ClusterServices } from './cluster-services.js';
import { endpoint, madeOf } from './file-text.js';

export interface NginxOptions {
  readonly bindAddress: string;
  readonly maxConnections: number | undefined;
}

/**
 * A `stream` block for the outermost level of nginx.conf: one upstream and one server a service, TLS passed through as it
 * is. nginx finds out that a node is away when a client's connection fails there, and hands the client to the next one.
 */
export function nginx(of: ClusterServices, services: readonly BoundService[], options: NginxOptions): string {
  const note = ['Include it at the outermost level of nginx.conf, beside http { }; it needs the stream module.'];
  const blocks = services.map((service) => block(service, options)).join('\n');
  return `${madeOf('nginx', of, note)}
stream {
    proxy_connect_timeout 5s;
    proxy_timeout 3h;
    proxy_socket_keepalive on;
    proxy_next_upstream on;

${blocks}}
`;
}

function block({ name, bind, servers }: BoundService, { bindAddress, maxConnections }: NginxOptions): string {
  const limit = maxConnections === undefined ? '' : ` max_conns=${maxConnections}`;
  const address = bindAddress.includes(':') ? `[${bindAddress}]` : bindAddress;
  return `    upstream rabbitmq_${name} {
        zone rabbitmq_${name} 64k;
        least_conn;
${servers.map((server) => `        server ${endpoint(server)} max_fails=2 fail_timeout=10s${limit};\n`).join('')}    }

    server {
        listen ${address}:${bind} so_keepalive=on;
        proxy_pass rabbitmq_${name};
    }
`;
}
