import type { AccessRequest, NoteDraft } from '@org/access-plugin-core';
import { toAdf } from '../../text/adf.ts';
import { plainText, type Block, type RichText } from '../../text/rich-text.ts';
import { visibleName } from '../../text/visible-text.ts';
import { toWiki } from '../../text/wiki.ts';
import { fitLine, fitName, fitText } from './fit-text.ts';
import { readableKey } from '../marks/note-key.ts';
import { fillDescription, parseDescription } from './description-template.ts';
import { lookAlikeWarnings } from './look-alike.ts';
import { detailsOf, FACTS } from './request-facts.ts';
import type { NoteFrame } from './note-frame.ts';
import { fillLine, parseLine } from './template.ts';

/** Jira refuses longer summaries, and line feeds in them. */
export const SUMMARY_LIMIT = 255;

/** Jira refuses longer texts. How it counts ADF is not documented, so its longest form is counted. */
export const TEXT_LIMIT = 32_767;

/** The words of a new ticket. */
export interface TicketText {
  /** Who asks for what, in one line. */
  summary(request: AccessRequest): string;
  /** Everything that an approver should know, cut where Jira's limit demands. */
  description(request: AccessRequest): RichText;
}

/** Templates, and where the link leads. */
export interface TicketTextSettings {
  /** One line with `{{placeholders}}`. Default: who requested which roles and resources. */
  readonly summary?: string | undefined;
  /** Lines with `{{placeholders}}`: `# heading`, `- bullet`, paragraphs. Default: everything that is known. */
  readonly description?: string | undefined;
  /** The address under which people reach the cluster. Default: no link. */
  readonly clusterUrl?: string | undefined;
}

/**
 * Prepares the words of tickets.
 *
 * Throws `refused` when a template has a placeholder that does not exist.
 */
export function createTicketText(settings: TicketTextSettings): TicketText {
  const summary = settings.summary === undefined ? undefined : parseLine(settings.summary);
  const description = settings.description === undefined ? undefined : parseDescription(settings.description);
  return {
    summary(request) {
      const filled =
        summary === undefined
          ? ''
          : fitLine(
              fillLine(summary, { request, href: requestLink(request, settings.clusterUrl) }),
              SUMMARY_LIMIT,
            );
      // Jira takes no empty summary.
      return filled === '' ? defaultSummary(request) : filled;
    },
    description(request) {
      const href = requestLink(request, settings.clusterUrl);
      if (description === undefined) return defaultDescription(request, href);
      const filled = fit(({ items, text }) => [
        ...lookClosely(request),
        ...fillDescription(description, { request, href, items, cut: (whole) => fitText(whole, text) }),
      ]);
      // A template that is too long by itself says less than none.
      return longestForm(filled) <= TEXT_LIMIT ? filled : defaultDescription(request, href);
    },
  };
}

function defaultSummary(request: AccessRequest): string {
  const parts = [FACTS.roles(request), FACTS.resources(request)].map((values) => values.join(', '));
  const wanted = parts.filter((part) => part !== '').join('; ');
  return fitLine(
    `${visibleName(request.user)} requested ${wanted === '' ? 'access' : wanted}`,
    SUMMARY_LIMIT,
  );
}

function defaultDescription(request: AccessRequest, href: string | undefined): RichText {
  return fit((limits) => [
    {
      kind: 'paragraph',
      content: [{ text: fitName(request.user, 255), mark: 'strong' }, { text: ' requests access.' }],
    },
    ...lookClosely(request),
    ...list('Roles', FACTS.roles(request), limits),
    ...list('Resources', FACTS.resources(request), limits),
    ...reason(request.reason, limits),
    { kind: 'heading', level: 3, text: 'Details' },
    { kind: 'bullets', items: detailsOf(request).map((text) => [{ text }]) },
    ...(href === undefined
      ? []
      : [{ kind: 'paragraph' as const, content: [{ text: 'Open in Teleport', href }] }]),
  ]);
}

/**
 * A note: its paragraphs, and its key in a line that people can read too.
 *
 * @param frame what stands around the paragraphs; see `parseNoteFrame`. Default: nothing.
 */
export function noteText({ key, paragraphs }: NoteDraft, frame?: NoteFrame): RichText {
  return fit((limits) => [
    ...plainText(frame?.before ?? ''),
    ...paragraphs.slice(0, limits.items).flatMap((text) => plainText(fitText(text, limits.text))),
    ...plainText(frame?.after ?? ''),
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

/** No template leaves this out: who reads the ticket cannot know that a name is not the one it looks like. */
function lookClosely({ user, roles, resources }: AccessRequest): Block[] {
  const warnings = lookAlikeWarnings([user, ...roles, ...resources.map(({ name }) => name)]);
  return warnings.map((text) => ({ kind: 'paragraph', content: [{ text, mark: 'strong' }] }));
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

/** Where a request is shown in Teleport; `undefined` without the cluster's address. */
export function requestLink({ id }: AccessRequest, clusterUrl: string | undefined): string | undefined {
  if (clusterUrl === undefined) return undefined;
  return `${clusterUrl.replace(/\/+$/, '')}/web/requests/${encodeURIComponent(id)}`;
}
