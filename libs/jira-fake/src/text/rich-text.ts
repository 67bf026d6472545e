import { adfToWiki } from './adf-to-wiki.ts';
import { isAdf, type AdfDocument } from './adf.ts';
import { adfText } from './adf-text.ts';
import { wikiToAdf } from './wiki-to-adf.ts';

/** Rich text as it was written: wiki markup through v2, an Atlassian document through v3. */
export type RichText = string | AdfDocument;

/** The text for a reader of v3. */
export function asAdf(text: RichText): AdfDocument {
  return isAdf(text) ? text : wikiToAdf(text);
}

/** The text for a reader of v2, of webhooks and of Data Center. */
export function asWiki(text: RichText): string {
  return isAdf(text) ? adfToWiki(text) : text;
}

/** The text without markup, for search and for changelog entries. */
export function asPlain(text: RichText): string {
  return adfText(asAdf(text));
}
