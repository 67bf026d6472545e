import type { AccessRequest } from '@org/access-plugin-core';
import type { Block, Inline } from '../../text/rich-text.ts';
import { FACTS, type FactName } from './request-facts.ts';
import { fillLine, parseLine, saysNothing, type Piece } from './template.ts';

/** A parsed template of a description. */
export type DescriptionTemplate = readonly Line[];

type Line =
  | { readonly kind: 'blank' }
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3 | 4; readonly pieces: readonly Piece[] }
  | { readonly kind: 'bullet' | 'text'; readonly pieces: readonly Piece[] };

/** What a template is filled with. */
export interface Filling {
  readonly request: AccessRequest;
  /** Where `{{link}}` leads; without it such a line is left out. */
  readonly href: string | undefined;
  /** How many values of one fact become bullets of their own. */
  readonly items: number;
  /** Cuts one text to size. */
  readonly cut: (text: string) => string;
}

/** Reads a template: `# heading`, `- bullet`, anything else a paragraph; a blank line ends one. A list alone in a line is shown as one. */
export function parseDescription(template: string): DescriptionTemplate {
  return template.split(/\r?\n/).map((line): Line => {
    if (line.trim() === '') return { kind: 'blank' };
    const heading = /^(#{1,4})\s+(.*)$/.exec(line);
    if (heading !== null)
      return { kind: 'heading', level: levelOf(heading[1] ?? '#'), pieces: parseLine(heading[2] ?? '') };
    const bullet = /^[-*]\s+(.*)$/.exec(line);
    if (bullet !== null) return { kind: 'bullet', pieces: parseLine(bullet[1] ?? '') };
    const pieces = parseLine(line.trim());
    return { kind: isList(pieces) ? 'bullet' : 'text', pieces };
  });
}

function isList([only, ...others]: readonly Piece[]): boolean {
  return others.length === 0 && only !== undefined && 'fact' in only && LISTS.has(only.fact);
}

const LISTS: ReadonlySet<FactName> = new Set<FactName>(['roles', 'resources', 'thresholds']);

/** Fills a template. A line whose facts are all unset is left out, and so is a heading with nothing under it. */
export function fillDescription(template: DescriptionTemplate, filling: Filling): Block[] {
  const blocks: Block[] = [];
  let last: Line['kind'] = 'blank';
  for (const line of template) {
    if (line.kind !== 'blank' && isLeftOut(line.pieces, filling)) continue;
    addLine(blocks, { line, after: last }, filling);
    last = line.kind;
  }
  return blocks.filter((block, index) => !isEmptyHeading(block, blocks[index + 1]));
}

function addLine(
  blocks: Block[],
  { line, after }: { readonly line: Line; readonly after: Line['kind'] },
  filling: Filling,
): void {
  const previous = blocks.at(-1);
  switch (line.kind) {
    case 'blank':
      return;
    case 'heading':
      blocks.push({
        kind: 'heading',
        level: line.level,
        text: filling.cut(fillLine(line.pieces, filling)),
      });
      return;
    case 'bullet': {
      const joins = after === 'bullet' && previous?.kind === 'bullets';
      const items = [...(joins ? previous.items : []), ...bulletsOf(line.pieces, filling)];
      blocks.splice(joins ? -1 : blocks.length, joins ? 1 : 0, { kind: 'bullets', items });
      return;
    }
    case 'text': {
      const joins = after === 'text' && previous?.kind === 'paragraph';
      const content = [
        ...(joins ? [...previous.content, { text: '\n' }] : []),
        ...inlinesOf(line.pieces, filling),
      ];
      blocks.splice(joins ? -1 : blocks.length, joins ? 1 : 0, { kind: 'paragraph', content });
    }
  }
}

/** A bullet that is one fact alone becomes a bullet for each of its values. */
function bulletsOf(pieces: readonly Piece[], filling: Filling): Inline[][] {
  const [only] = pieces;
  if (pieces.length !== 1 || only === undefined || !('fact' in only)) return [inlinesOf(pieces, filling)];
  const values = FACTS[only.fact](filling.request);
  const shown = values.slice(0, filling.items).map((value) => [{ text: filling.cut(value) }]);
  const more = values.length - shown.length;
  return more > 0 ? [...shown, [{ text: `… and ${String(more)} more` }]] : shown;
}

/** A request's text goes into runs of its own: it can become nothing but text. */
function inlinesOf(pieces: readonly Piece[], { request, href, cut }: Filling): Inline[] {
  return pieces.map((piece): Inline => {
    if ('link' in piece) return href === undefined ? { text: '' } : { text: 'Open in Teleport', href };
    return { text: 'text' in piece ? piece.text : cut(fillLine([piece], { request, href })) };
  });
}

function isLeftOut(pieces: readonly Piece[], { request, href }: Filling): boolean {
  const onlyLink = pieces.some((piece) => 'link' in piece) && href === undefined;
  return onlyLink || saysNothing(pieces, request);
}

function isEmptyHeading(block: Block, next: Block | undefined): boolean {
  if (block.kind !== 'heading') return false;
  return next === undefined || (next.kind === 'heading' && next.level <= block.level);
}

function levelOf(marks: string): 1 | 2 | 3 | 4 {
  switch (marks.length) {
    case 1:
      return 1;
    case 2:
      return 2;
    case 3:
      return 3;
    default:
      return 4;
  }
}
