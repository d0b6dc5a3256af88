import { isPlainHttp } from '../cluster/protocol-words.js';
import type { BoundService } from './chosen-services.js';
import type { ClusterServices } from './cluster-services.js';
import { endpoint, madeOf, serverName } from './file-text.js';

export interface HaproxyOptions {
  readonly bindAddress: string;
  readonly maxConnections: number | undefined;
}

/**
 * Sections for haproxy.cfg (2.4 and later): one frontend and one backend a service, TLS passed through as it is. A node
 * that is drained closes its listeners, so that a check of the port takes it out.
 */
export function haproxy(of: ClusterServices, services: readonly BoundService[], options: HaproxyOptions): string {
  return [madeOf('haproxy', of), defaults, ...services.map((service) => sections(service, options))].join('\n');
}

/** Idle connections are the usual thing: heartbeats of AMQP (60 s) are what finds dead ones. */
const defaults = `global
    log stderr format raw local0

defaults
    mode tcp
    log global
    option tcplog
    option dontlognull
    option clitcpka
    option srvtcpka
    option redispatch
    retries 2
    timeout connect 5s
    timeout client 3h
    timeout server 3h
    timeout tunnel 3h
    timeout check 5s
    timeout queue 10s
    timeout http-request 30s
`;

function sections(service: BoundService, { bindAddress, maxConnections }: HaproxyOptions): string {
  const { name, bind, protocol, servers } = service;
  const http = isPlainHttp(protocol);
  const path = protocol === 'prometheus' ? '/metrics' : '/';
  const width = Math.max(...servers.map((server) => serverName(server, servers).length));
  return `frontend rabbitmq_${name}
    bind ${bindAddress.includes(':') ? `[${bindAddress}]` : bindAddress}:${bind}
${maxConnections === undefined ? '' : `    maxconn ${maxConnections}\n`}${http ? '    mode http\n    option httplog\n' : ''}    default_backend rabbitmq_${name}

backend rabbitmq_${name}
    balance leastconn
${http ? `    mode http\n    option httpchk GET ${path}\n` : ''}    default-server init-addr last,libc,none inter 5s fastinter 1s rise 2 fall 3 on-marked-down shutdown-sessions
${servers.map((server) => `    server ${serverName(server, servers).padEnd(width)} ${endpoint(server)} check\n`).join('')}`;
}
