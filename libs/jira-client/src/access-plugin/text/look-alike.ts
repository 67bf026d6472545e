import { invisibleIn } from '../../text/visible-text.ts';
import { fitName } from './fit-text.ts';

/** So many names are warned of; more would hide the ticket. */
const MOST_NAMES = 10;

/**
 * A line for each name that may look like another one: it holds letters that are drawn like Latin ones, signs that
 * have a plainer form, characters that draw nothing, or spaces that do not show. The line names their code points.
 */
export function lookAlikeWarnings(names: readonly string[]): readonly string[] {
  const warnings = [...new Set(names)].flatMap((name) => {
    const found = [...new Set(deceptiveIn(name))];
    const signs = found.slice(0, 5).map(described).join(', ');
    const more = found.length > 5 ? ' and others' : '';
    return found.length === 0 ? [] : [`Look closely at "${fitName(name, 100)}": it holds ${signs}${more}.`];
  });
  const left = warnings.length - MOST_NAMES;
  const rest = left > 0 ? [`Look closely at ${String(left)} more names: they hold such signs too.`] : [];
  return [...warnings.slice(0, MOST_NAMES), ...rest];
}

/** Letters of scripts that share shapes with Latin, and Latin ones that share a shape with another. */
const DRAWN_ALIKE =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Lisu}\u0131\u01c0-\u01c3\u0250-\u02af]/gu;

const ODD_SPACES = /^\s|\s$|\s(?=\s)/g;

function deceptiveIn(name: string): readonly string[] {
  const marks = name === name.normalize('NFC') ? [] : (name.match(/\p{M}/gu) ?? []);
  const compatible = [...name].filter((sign) => sign.normalize('NFKC') !== sign);
  return [
    ...invisibleIn(name),
    ...(name.match(DRAWN_ALIKE) ?? []),
    ...compatible,
    ...marks,
    ...(name.match(ODD_SPACES) ?? []),
  ];
}

function described(sign: string): string {
  const code = `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  const shows = !/[\s\p{M}\p{C}]/u.test(sign) && invisibleIn(sign).length === 0;
  return shows ? `${sign} (${code})` : code;
}
