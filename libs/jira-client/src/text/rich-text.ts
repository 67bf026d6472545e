/**
 * A run of text. `text` is always shown as it is: it can never become markup, a mention or a link.
 * `href` makes the run a link, and must be an http(s) address that the caller trusts.
 */
export interface Inline {
  readonly text: string;
  readonly mark?: 'code' | 'strong';
  readonly href?: string;
}

/** One block of a description or comment. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3 | 4; readonly text: string }
  | { readonly kind: 'paragraph'; readonly content: readonly Inline[] }
  | { readonly kind: 'bullets'; readonly items: readonly (readonly Inline[])[] };

/** Formatted text, independent of Cloud's ADF and Data Center's wiki markup. */
export type RichText = readonly Block[];

/** Plain text as rich text: one paragraph for each run of lines between blank lines. */
export function plainText(text: string): RichText {
  return text
    .split(/\n[^\S\n]*\n\s*/)
    .filter((part) => part.trim() !== '')
    .map((part) => ({ kind: 'paragraph', content: [{ text: part }] }));
}

/** The address in a form that is safe inside a link, or `undefined` when it is not an http(s) address. */
export function safeHref(href: string): string | undefined {
  if (!URL.canParse(href)) return undefined;
  const url = new URL(href);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  if (url.username !== '' || url.password !== '') return undefined;
  return url.href;
}
