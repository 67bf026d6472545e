import { notDone } from '../errors/not-done.ts';

/** One PEM block: its label and its text from BEGIN to END. */
export interface PemBlock {
  readonly label: string;
  readonly text: string;
}

/** All PEM blocks of a text in order; other lines are skipped. Throws `identity-invalid` on a block without an end. */
export function pemBlocks(text: string, origin: string): readonly PemBlock[] {
  const blocks: PemBlock[] = [];
  let open: { label: string; lines: string[] } | undefined;
  for (const line of text.split('\n').map((raw) => raw.trim())) {
    if (open === undefined) {
      const label = /^-----BEGIN (.+?)-----/.exec(line)?.[1];
      if (label !== undefined) open = { label, lines: [line] };
      continue;
    }
    open.lines.push(line);
    if (!line.startsWith('-----END')) continue;
    blocks.push({ label: open.label, text: `${open.lines.join('\n')}\n` });
    open = undefined;
  }
  if (open !== undefined) {
    throw notDone(
      'identity-invalid',
      `${origin}: the PEM block "${open.label}" has no END line, so the file is cut short. It may be being written; otherwise write it again with tbot or tctl auth sign.`,
    );
  }
  return blocks;
}
