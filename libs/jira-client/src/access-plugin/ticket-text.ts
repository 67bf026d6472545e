import type { AccessRequest, NoteDraft } from '@org/access-plugin-core';
import { toAdf } from '../adf.ts';
import { plainText, type Block, type RichText } from '../rich-text.ts';
import { toWiki } from '../wiki.ts';
import { fitLine, fitText } from './fit-text.ts';
import { readableKey } from './note-key.ts';
import { detailsOf, resourceText } from './request-facts.ts';

/** Jira refuses longer summaries, and line feeds in them. */
export const SUMMARY_LIMIT = 255;

/** Jira refuses longer texts. How it counts ADF is not documented, so its longest form is counted. */
export const TEXT_LIMIT = 32_767;

/** Who asks for what, in one line. */
export function ticketSummary(request: AccessRequest): string {
  const roles = request.roles.join(', ');
  const resources = request.resources.map(resourceText).join(', ');
  const wanted = [roles, resources].filter((part) => part !== '').join('; ');
  return fitLine(`${request.user} requested ${wanted === '' ? 'access' : wanted}`, SUMMARY_LIMIT);
}

/** Everything that an approver should know, cut where Jira's limit demands. */
export function ticketDescription(request: AccessRequest, clusterUrl: string | undefined): RichText {
  return fit((limits) => [
    {
      kind: 'paragraph',
      content: [{ text: fitLine(request.user, 255), mark: 'strong' }, { text: ' requests access.' }],
    },
    ...list('Roles', request.roles, limits),
    ...list('Resources', request.resources.map(resourceText), limits),
    ...reason(request.reason, limits),
    { kind: 'heading', level: 3, text: 'Details' },
    { kind: 'bullets', items: detailsOf(request).map((text) => [{ text }]) },
    ...link(request, clusterUrl),
  ]);
}

/** A note: its paragraphs, and its key in a line that people can read too. */
export function noteText({ key, paragraphs }: NoteDraft): RichText {
  return fit((limits) => [
    ...paragraphs.slice(0, limits.items).flatMap((text) => plainText(fitText(text, limits.text))),
    { kind: 'paragraph', content: [{ text: readableKey(fitLine(key, 300)) }] },
  ]);
}

interface Limits {
  /** How many entries of a list are shown. */
  readonly items: number;
  /** How long one text may be. */
  readonly text: number;
}

const STEPS: readonly Limits[] = [
  { items: 1000, text: 30_000 },
  { items: 300, text: 8000 },
  { items: 150, text: 4000 },
  { items: 50, text: 1000 },
  { items: 10, text: 300 },
];

const SMALLEST: Limits = { items: 3, text: 100 };

/** The fullest form that fits. */
function fit(build: (limits: Limits) => RichText): RichText {
  return STEPS.map(build).find((text) => longestForm(text) <= TEXT_LIMIT) ?? build(SMALLEST);
}

function longestForm(text: RichText): number {
  return Math.max(JSON.stringify(toAdf(text)).length, toWiki(text).length);
}

/** A few as bullets; many as lines, which take less room. */
function list(title: string, names: readonly string[], { items, text }: Limits): Block[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, items).map((name) => fitLine(name, Math.min(500, 2 * text)));
  const more = names.length > shown.length ? [`… and ${String(names.length - shown.length)} more`] : [];
  const heading: Block = { kind: 'heading', level: 3, text: title };
  if (names.length > 30) return [heading, ...plainText([...shown, ...more].join('\n'))];
  const bullets = [
    ...shown.map((name) => [{ text: name, mark: 'code' as const }]),
    ...more.map((line) => [{ text: line }]),
  ];
  return [heading, { kind: 'bullets', items: bullets }];
}

function reason(text: string, limits: Limits): Block[] {
  if (text.trim() === '') return [];
  return [{ kind: 'heading', level: 3, text: 'Reason' }, ...plainText(fitText(text, limits.text))];
}

function link({ id }: AccessRequest, clusterUrl: string | undefined): Block[] {
  if (clusterUrl === undefined) return [];
  const href = `${clusterUrl.replace(/\/+$/, '')}/web/requests/${encodeURIComponent(id)}`;
  return [{ kind: 'paragraph', content: [{ text: 'Open in Teleport', href }] }];
}
