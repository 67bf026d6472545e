import { createHmac, randomUUID } from 'node:crypto';
import { searchIssues } from '../engine/search.ts';
import type { JiraSite } from '../engine/site.ts';
import type { SiteEvent } from '../engine/site-event.ts';
import type { DeliveryRecord } from './delivery-record.ts';
import { webhookMessages } from './payload.ts';
import { ruleMessages } from './rule-payload.ts';
import { post } from './post.ts';
import type { WebhookRegistry } from './registry.ts';
import type { Webhook } from './webhook.ts';

/** Attempts after the first one. */
const RETRIES = 5;

interface DelivererOptions {
  readonly site: JiraSite;
  readonly registry: WebhookRegistry;
  readonly baseUrl: () => string;
}

interface Parcel {
  readonly record: DeliveryRecord;
  readonly webhook: Webhook;
  readonly body: string;
}

/** Sends the site's events to the registered webhooks, with Jira's headers, signature and retries. */
export class WebhookDeliverer {
  /** Everything sent, lost or waiting, oldest first. */
  readonly deliveries: DeliveryRecord[] = [];
  readonly #options: DelivererOptions;
  readonly #cancels = new Set<() => void>();
  #lossDebt = 0;
  #closed = false;
  #ending = new AbortController();

  constructor(options: DelivererOptions) {
    this.#options = options;
    options.site.onEvent((event) => this.#onEvent(event));
  }

  /** Forgets the deliveries, cuts those on their way and calls off the waiting ones. */
  reset(): void {
    this.#ending.abort();
    this.#ending = new AbortController();
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
    this.deliveries.length = 0;
  }

  /** Sends nothing any more. */
  close(): void {
    this.#closed = true;
    this.reset();
  }

  #onEvent(event: SiteEvent): void {
    const { registry, site, baseUrl } = this.#options;
    const own = webhookMessages(site, event, baseUrl());
    for (const webhook of registry.list()) {
      const { kind = 'admin' } = webhook;
      const messages =
        kind === 'admin'
          ? own.filter((message) => webhook.events.includes(message.event))
          : ruleMessages(site, event, { kind, baseUrl: baseUrl() });
      if (messages.length === 0 || !webhook.enabled || !this.#finds(webhook, event)) continue;
      for (const message of messages) {
        const record = this.#record(webhook, { event, name: message.event });
        this.#dispatch({ record, webhook, body: webhook.excludeBody ? '' : JSON.stringify(message.body) });
      }
    }
  }

  /** A webhook's query is asked of the issue as it is now, whatever the search index has seen. */
  #finds(webhook: Webhook, event: SiteEvent): boolean {
    if (webhook.jql.trim() === '' || event.kind === 'issue-deleted') return true;
    const { site } = this.#options;
    const caller = site.users.find((user) => user.administrator === true);
    const jql = `id = ${event.issue.id} AND (${webhook.jql})`;
    return searchIssues(site, { jql, caller, reconcile: [event.issue.id], mayBeUnbounded: true }).length > 0;
  }

  #record(
    webhook: Webhook,
    { event, name }: { readonly event: SiteEvent; readonly name: string },
  ): DeliveryRecord {
    const record: DeliveryRecord = {
      identifier: randomUUID(),
      webhookId: webhook.id,
      event: name,
      issueKey: event.issue.key,
      actorId: event.actor?.id,
      at: event.at,
      attempts: [],
      state: 'waiting',
    };
    this.deliveries.push(record);
    return record;
  }

  #dispatch(parcel: Parcel): void {
    const { settings } = this.#options.site;
    if (this.#isLost()) {
      parcel.record.state = 'lost';
      return;
    }
    for (let copy = 0; copy <= settings.webhookCopies; copy += 1) {
      this.#later(settings.webhookDelayMs, () => void this.#attempt(parcel, 0));
    }
  }

  /** Loses exactly the set share, evenly spread, so that a test can count on it. */
  #isLost(): boolean {
    this.#lossDebt += this.#options.site.settings.webhookLoss;
    if (this.#lossDebt < 1) return false;
    this.#lossDebt -= 1;
    return true;
  }

  async #attempt(parcel: Parcel, retry: number): Promise<void> {
    const { record, webhook, body } = parcel;
    const url = urlFor(webhook.url, record);
    const { signal } = this.#ending;
    const status = await post({ url, headers: this.#headers(parcel, retry), body, signal });
    if (signal.aborted) return;
    record.attempts.push(status);
    if (!isRetried(status)) {
      record.state = status !== undefined && status < 400 ? 'delivered' : 'failed';
    } else if (retry >= RETRIES || this.#options.site.deployment === 'datacenter') {
      record.state = 'failed';
    } else {
      this.#later(this.#options.site.settings.webhookRetryMs, () => void this.#attempt(parcel, retry + 1));
    }
  }

  #headers({ record, webhook, body }: Parcel, retry: number): Record<string, string> {
    const cloud = this.#options.site.deployment === 'cloud';
    const signature =
      webhook.secret === undefined || webhook.kind?.startsWith('automation') === true
        ? {}
        : { 'X-Hub-Signature': `sha256=${createHmac('sha256', webhook.secret).update(body).digest('hex')}` };
    return {
      'Content-Type': 'application/json; charset=utf-8',
      'User-Agent': cloud ? 'Atlassian Webhook HTTP Client' : 'Atlassian HttpClient 10.3.5 / JIRA-10.3.5',
      ...(cloud
        ? {
            'X-Atlassian-Webhook-Identifier': record.identifier,
            'X-Atlassian-Webhook-Flow': 'Primary',
            ...(retry === 0 ? {} : { 'X-Atlassian-Webhook-Retry': String(retry) }),
          }
        : {}),
      ...basicAuth(webhook.url),
      ...signature,
    };
  }

  #later(delayMs: number, task: () => void): void {
    if (this.#closed) return;
    const cancel = this.#options.site.scheduler.after(delayMs, () => {
      this.#cancels.delete(cancel);
      if (!this.#closed) task();
    });
    this.#cancels.add(cancel);
  }
}

function isRetried(status: number | undefined): boolean {
  return status === undefined || [408, 409, 425, 429].includes(status) || status >= 500;
}

function urlFor(url: string, record: DeliveryRecord): string {
  return url.replaceAll('${issue.key}', record.issueKey).replaceAll('{issue.key}', record.issueKey);
}

/** Name and password in a webhook's address become Basic authentication. */
function basicAuth(url: string): Record<string, string> {
  const { username, password } = new URL(url);
  if (username === '') return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { Authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}
