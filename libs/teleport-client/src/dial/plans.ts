import { AUTH_SERVER_NAME } from './auth-tls.ts';
import { connectLayer } from './connect-layer.ts';
import type { DialPlan } from './dial-plan.ts';
import type { HostPort } from './host-port.ts';
import type { HttpProxy } from './http-proxy.ts';
import type { StreamPlan } from './open-stream.ts';
import { upgradeLayer } from './upgrade-layer.ts';
import type { WebTrust } from './web-trust.ts';

/** The address, and what lies before it. */
export interface Approach {
  readonly address: HostPort;
  readonly httpProxy: HttpProxy | undefined;
  /** Authorities beside the system's for web servers and HTTP proxies, PEM. */
  readonly webTrust: WebTrust;
}

/** To the address and no further. */
export function approach({ address, httpProxy, webTrust }: Approach): StreamPlan {
  if (httpProxy === undefined) return { firstHop: address, layers: [] };
  const layer = connectLayer({ proxy: httpProxy, to: address, webTrust });
  return { firstHop: httpProxy.hop, layers: [layer] };
}

/** Straight to the Auth Service. */
export function directPlan(to: Approach): DialPlan {
  return { ...approach(to), route: 'direct', address: to.address, protocols: ['h2'] };
}

/** Through a Proxy Service with TLS routing, which pipes to the Auth Service by the first protocol that is offered. */
export function proxyPlan(to: Approach, clusterName: string): DialPlan {
  return {
    ...approach(to),
    route: 'proxy',
    address: to.address,
    protocols: [authProtocol(clusterName), 'h2'],
  };
}

/** The same behind a balancer that ends TLS. */
export function upgradePlan(to: Approach, clusterName: string): DialPlan {
  const plan = proxyPlan(to, clusterName);
  const layers = [...plan.layers, upgradeLayer(to.address, to.webTrust)];
  return { ...plan, route: 'proxy-upgrade', layers };
}

/** The protocol name by which a Proxy Service finds the Auth Service of a cluster. */
export function authProtocol(clusterName: string): string {
  return `teleport-auth@${Buffer.from(clusterName, 'utf8').toString('hex')}.${AUTH_SERVER_NAME}`;
}
