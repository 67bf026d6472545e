import { AccessPluginError, type AccessRequest } from '@org/access-plugin-core';
import { FACTS, isFactName, type FactName } from './request-facts.ts';

/** A part of a line: text of the template's author, or a fact of the request. */
export type Piece = { readonly text: string } | { readonly fact: FactName } | { readonly link: true };

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g;

/** Every placeholder that templates of summaries, descriptions and fields know, without its braces. */
export const PLACEHOLDERS: readonly string[] = [...Object.keys(FACTS), 'link'];

/** The names of the placeholders that stand in a text, known or not. */
export function placeholdersIn(text: string): readonly string[] {
  return Array.from(text.matchAll(PLACEHOLDER), ([, name = '']) => name.trim());
}

/**
 * Splits a line of a template at its placeholders.
 *
 * Throws `refused` with the known names for one that does not exist.
 */
export function parseLine(line: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of line.matchAll(PLACEHOLDER)) {
    if (match.index > end) pieces.push({ text: line.slice(end, match.index) });
    pieces.push(pieceOf((match[1] ?? '').trim()));
    end = match.index + match[0].length;
  }
  if (end < line.length) pieces.push({ text: line.slice(end) });
  return pieces;
}

/** What a line is filled with. */
export interface LineFilling {
  readonly request: AccessRequest;
  /** What `{{link}}` stands for; unset: nothing. */
  readonly href?: string | undefined;
}

/** The values of every fact in a line, as one text; values of one fact are separated by commas. */
export function fillLine(pieces: readonly Piece[], filling: LineFilling): string {
  return pieces.map((piece) => textOf(piece, filling)).join('');
}

/** True for a line that has placeholders, all of them without a value: there is nothing to say. */
export function saysNothing(pieces: readonly Piece[], request: AccessRequest): boolean {
  const facts = pieces.filter((piece) => 'fact' in piece);
  if (facts.length === 0 || pieces.some((piece) => 'link' in piece)) return false;
  return facts.every(({ fact }) => FACTS[fact](request).length === 0);
}

function pieceOf(name: string): Piece {
  if (name === 'link') return { link: true };
  if (isFactName(name)) return { fact: name };
  const names = PLACEHOLDERS.join(', ');
  throw new AccessPluginError('refused', `Jira: a template has no {{${name}}}. It may use ${names}.`);
}

function textOf(piece: Piece, { request, href }: LineFilling): string {
  if ('text' in piece) return piece.text;
  return 'fact' in piece ? FACTS[piece.fact](request).join(', ') : (href ?? '');
}
