import { toAdf } from './adf.ts';
import type { JiraDeployment } from '../api/jira-client-options.ts';
import type { RichText } from './rich-text.ts';
import { toWiki } from './wiki.ts';

/** Rich text in the form that the product reads: ADF on Cloud (v3), wiki markup on Data Center (v2). */
export function richTextBody(text: RichText, deployment: JiraDeployment): unknown {
  return deployment === 'cloud' ? toAdf(text) : toWiki(text);
}
