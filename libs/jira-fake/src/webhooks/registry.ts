import type { Webhook } from './webhook.ts';

/** The webhooks of a site. */
export class WebhookRegistry {
  readonly #webhooks = new Map<string, Webhook>();
  #next = 1;

  /** All of them, in the order of registration. */
  list(): readonly Webhook[] {
    return [...this.#webhooks.values()];
  }

  get(id: string): Webhook | undefined {
    return this.#webhooks.get(id);
  }

  add(webhook: Omit<Webhook, 'id'>): Webhook {
    const added = { ...webhook, id: String(this.#next) };
    this.#next += 1;
    this.#webhooks.set(added.id, added);
    return added;
  }

  replace(webhook: Webhook): void {
    this.#webhooks.set(webhook.id, webhook);
  }

  /** Whether there was one. */
  remove(id: string): boolean {
    return this.#webhooks.delete(id);
  }

  clear(): void {
    this.#webhooks.clear();
  }
}
