import type { JiraRoute } from './call.ts';
import { ACCOUNT_ROUTES } from './routes/account.ts';
import { BOARD_ROUTES } from './routes/board.ts';
import { COMMENT_ROUTES } from './routes/comment.ts';
import { CREATE_META_ROUTES } from './routes/create-meta.ts';
import { ISSUE_ROUTES } from './routes/issue.ts';
import { PROJECT_ROUTES } from './routes/project.ts';
import { PROPERTY_ROUTES } from './routes/property.ts';
import { SEARCH_ROUTES } from './routes/search.ts';
import { SERVER_INFO_ROUTES } from './routes/server-info.ts';
import { SERVICE_REQUEST_ROUTES } from './routes/service-request.ts';
import { SESSION_ROUTES } from './routes/session.ts';
import { SITE_LIST_ROUTES } from './routes/site-lists.ts';
import { TRANSITION_ROUTES } from './routes/transition.ts';
import { WEBHOOK_ROUTES } from './routes/webhook.ts';

/** Every endpoint of the fake. */
export const JIRA_ROUTES: readonly JiraRoute[] = [
  ...SERVER_INFO_ROUTES,
  ...ACCOUNT_ROUTES,
  ...PROJECT_ROUTES,
  ...ISSUE_ROUTES,
  ...COMMENT_ROUTES,
  ...TRANSITION_ROUTES,
  ...PROPERTY_ROUTES,
  ...SEARCH_ROUTES,
  ...WEBHOOK_ROUTES,
  ...SESSION_ROUTES,
  ...SERVICE_REQUEST_ROUTES,
  ...SITE_LIST_ROUTES,
  ...CREATE_META_ROUTES,
  ...BOARD_ROUTES,
];
