import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { systemScheduler, type Scheduler } from './engine/scheduler.ts';
import type { SiteSettings } from './engine/settings.ts';
import { defaultSeed, type SiteSeed } from './engine/site-seed.ts';
import { JiraSite, type Deployment } from './engine/site.ts';
import type { CallRecord } from './faults/call-record.ts';
import { FaultList } from './faults/fault-list.ts';
import { SignIn } from './rest/sign-in.ts';
import { jiraServer } from './rest/server.ts';
import { WebhookRegistry } from './webhooks/registry.ts';

/** How a fake Jira starts. Every part has a default. */
export interface JiraFakeOptions {
  /** Default `cloud`. */
  readonly deployment?: Deployment;
  /** Users, projects, fields, statuses. Default: `defaultSeed()`. */
  readonly seed?: SiteSeed;
  /** Port on the loopback address. Default 0: any free one. */
  readonly port?: number;
  /** PEM key and certificate for HTTPS. Default: plain HTTP. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Settings that differ from the defaults, such as `{ searchLagMs: 2000 }`. */
  readonly settings?: Partial<SiteSettings>;
  /** Default: the machine's clock. */
  readonly scheduler?: Scheduler;
  /** Cloud id of the gateway path `/ex/jira/{cloudId}`. Default `11223344-a1b2-3b33-c444-def123456789`. */
  readonly cloudId?: string;
  /** Adds routes of one's own (a board page, a control API) before the server listens. */
  readonly extend?: (app: FastifyInstance, fake: Omit<JiraFake, 'url' | 'close'>) => void;
}

/** A running fake Jira. */
export interface JiraFake {
  /** The site's address without a slash at the end, such as `http://127.0.0.1:34567`. */
  readonly url: string;
  /** The address of the same site behind the API gateway, for scoped tokens. */
  readonly gatewayUrl: string;
  /** The site itself: issues, users, projects, settings, `reset()`. */
  readonly engine: JiraSite;
  readonly webhooks: WebhookRegistry;
  readonly faults: FaultList;
  /** Every request so far, oldest first. Empty it with `calls.length = 0`. */
  readonly calls: CallRecord[];
  /** Back to the seed: issues, webhooks, faults, failed logins and calls are forgotten; settings stay. */
  readonly reset: () => void;
  /** Releases every held call, closes every connection and stops. */
  readonly close: () => Promise<void>;
}

/** Starts a fake Jira on 127.0.0.1. Rejects where the port is taken. */
export async function startJiraFake(options: JiraFakeOptions = {}): Promise<JiraFake> {
  const scheduler = options.scheduler ?? systemScheduler;
  const deployment = options.deployment ?? 'cloud';
  const seed = options.seed ?? defaultSeed();
  const engine = new JiraSite({ deployment, seed, scheduler, settings: options.settings ?? {} });
  const webhooks = new WebhookRegistry();
  const faults = new FaultList(scheduler);
  const signIn = new SignIn(engine);
  const calls: CallRecord[] = [];
  const cloudId = options.cloudId ?? '11223344-a1b2-3b33-c444-def123456789';
  let url = '';
  const app = jiraServer({
    site: engine,
    webhooks,
    faults,
    signIn,
    calls,
    cloudId,
    baseUrl: () => url,
    tls: options.tls,
  });
  const reset = (): void => {
    for (const part of [engine, signIn]) part.reset();
    for (const part of [webhooks, faults]) part.clear();
    calls.length = 0;
  };
  const parts = { gatewayUrl: '', engine, webhooks, faults, calls, reset };
  options.extend?.(app, parts);
  await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  url = `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const close = async (): Promise<void> => {
    faults.clear();
    await app.close();
  };
  return { ...parts, url, gatewayUrl: `${url}/ex/jira/${cloudId}`, close };
}
