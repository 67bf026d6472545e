import { AccessPluginError, type AccessRequest } from '@org/access-plugin-core';
import { FACTS, isFactName, type FactName } from './request-facts.ts';

/** A part of a line: text of the template's author, or a fact of the request. */
export type Piece = { readonly text: string } | { readonly fact: FactName } | { readonly link: true };

const PLACEHOLDER = /\{\{\s*(\w+)\s*\}\}/g;

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
    pieces.push(pieceOf(match[1] ?? ''));
    end = match.index + match[0].length;
  }
  if (end < line.length) pieces.push({ text: line.slice(end) });
  return pieces;
}

/** The values of every fact in a line, as one text; values of one fact are separated by commas. */
export function fillLine(pieces: readonly Piece[], request: AccessRequest): string {
  return pieces.map((piece) => textOf(piece, request)).join('');
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
  const names = [...Object.keys(FACTS), 'link'].join(', ');
  throw new AccessPluginError('refused', `Jira: a template has no {{${name}}}. It may use ${names}.`);
}

function textOf(piece: Piece, request: AccessRequest): string {
  if ('text' in piece) return piece.text;
  return 'fact' in piece ? FACTS[piece.fact](request).join(', ') : '';
}
