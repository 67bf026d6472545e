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
import { WebhookDeliverer } from './webhooks/deliverer.ts';
import type { DeliveryRecord } from './webhooks/delivery-record.ts';
import { WebhookRegistry } from './webhooks/registry.ts';
import type { Webhook, WebhookKind } from './webhooks/webhook.ts';

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
  readonly extend?: (app: FastifyInstance, fake: Omit<JiraFake, 'url' | 'gatewayUrl' | 'close'>) => void;
}

/** A running fake Jira. */
export interface JiraFake {
  /** The site's address without a slash at the end, such as `http://127.0.0.1:34567`. */
  readonly url: string;
  /** The address of the same site behind the API gateway, for scoped tokens. */
  readonly gatewayUrl: string;
  /** The site itself: issues, users, projects, settings, `reset()`. */
  readonly engine: JiraSite;
  /** The registered webhooks, however they were registered. */
  readonly webhooks: WebhookRegistry;
  /** Every webhook sent, lost or waiting, oldest first. */
  readonly deliveries: readonly DeliveryRecord[];
  readonly faults: FaultList;
  /** Every request so far, oldest first. Empty it with `calls.length = 0`. */
  readonly calls: CallRecord[];
  /**
   * Registers a webhook, signed where a secret is given (an Automation rule signs nothing). An administrator's, the
   * default `kind`, is for all issue and comment events, the other kinds for moved cards.
   */
  readonly addWebhook: (url: string, secret?: string, kind?: WebhookKind) => Webhook;
  /** Lets a login name in again that Data Center locked after wrong passwords. */
  readonly solveCaptcha: (name: string) => void;
  /** Back to the seed: issues, webhooks, faults, failed logins and calls are forgotten; settings stay. */
  readonly reset: () => void;
  /** Releases every held call, closes every connection and stops. */
  readonly close: () => Promise<void>;
}

const ISSUE_EVENTS = [
  'jira:issue_created',
  'jira:issue_updated',
  'jira:issue_deleted',
  'comment_created',
  'comment_updated',
  'comment_deleted',
];

/** Starts a fake Jira on 127.0.0.1. Rejects where the port is taken. */
export async function startJiraFake(options: JiraFakeOptions = {}): Promise<JiraFake> {
  let url = '';
  const scheduler = options.scheduler ?? systemScheduler;
  const deployment = options.deployment ?? 'cloud';
  const seed = options.seed ?? defaultSeed();
  const engine = new JiraSite({ deployment, seed, scheduler, settings: options.settings ?? {} });
  const webhooks = new WebhookRegistry();
  const deliverer = new WebhookDeliverer({ site: engine, registry: webhooks, baseUrl: () => url });
  const faults = new FaultList(scheduler);
  const signIn = new SignIn(engine);
  const calls: CallRecord[] = [];
  const cloudId = options.cloudId ?? '11223344-a1b2-3b33-c444-def123456789';
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
    for (const part of [engine, signIn, deliverer]) part.reset();
    webhooks.clear();
    faults.clear();
    calls.length = 0;
  };
  const addWebhook: JiraFake['addWebhook'] = (url, secret, kind = 'admin') =>
    webhooks.add({ ...webhookFor(engine, url, secret), kind });
  const solveCaptcha = (name: string): void => signIn.solveCaptcha(name);
  const { deliveries } = deliverer;
  const parts = { engine, webhooks, deliveries, faults, calls, reset, addWebhook, solveCaptcha };
  options.extend?.(app, parts);
  await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  url = `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const close = async (): Promise<void> => {
    faults.clear();
    deliverer.close();
    await app.close();
  };
  return { ...parts, url, gatewayUrl: `${url}/ex/jira/${cloudId}`, close };
}

function webhookFor(site: JiraSite, url: string, secret: string | undefined): Omit<Webhook, 'id'> {
  return {
    name: 'Teleport',
    url,
    events: ISSUE_EVENTS,
    jql: '',
    excludeBody: false,
    secret,
    enabled: true,
    ownerId: site.users.find((user) => user.administrator === true)?.id ?? '',
    updated: site.now(),
  };
}
