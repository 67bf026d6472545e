import { startJiraFake, type JiraFake, type JiraFakeOptions } from '@org/jira-fake';
import { addControlRoutes } from './control-routes.ts';
import { addPageRoutes } from './page-routes.ts';

interface JiraMockOptions extends Omit<JiraFakeOptions, 'extend'> {
  /** A webhook that survives a reset. */
  readonly webhook?: { readonly url: string; readonly secret?: string };
}

/** Starts the fake with its board page (`/`, `/browse/KEY`) and its control API (`/_mock/`). */
export async function startJiraMock({ webhook, ...options }: JiraMockOptions): Promise<JiraFake> {
  return startJiraFake({
    ...options,
    extend: (app, fake) => {
      const begin = (): void => {
        if (webhook !== undefined) fake.addWebhook(webhook.url, webhook.secret);
      };
      begin();
      addControlRoutes(app, fake, begin);
      addPageRoutes(app, fake);
    },
  });
}
