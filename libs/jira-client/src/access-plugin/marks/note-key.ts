import { z } from 'zod';
import type { JiraClient } from '../../jira-client.ts';
import type { JiraCallOptions } from '../../api/jira-client-options.ts';
import type { JiraComment } from '../../schemas/issue/comment.ts';

/** The comment property that makes a comment one of our notes. */
export const NOTE_PROPERTY = 'teleportAccessNote';

/** The last line of a note, for people and for recognising comments whose property is worth asking for. */
export function readableKey(key: string): string {
  return `${MARKER}${key}`;
}

/** The value of the property. */
export function notePropertyValue(key: string): unknown {
  return { key };
}

/** Finds the keys of our own notes among comments. */
export interface NoteKeys {
  /** By comment id; only comments of our own account that carry the property. */
  of(comments: readonly JiraComment[], options: JiraCallOptions): Promise<ReadonlyMap<string, string>>;
  /** Takes note of a note that was just written. */
  learn(commentId: string, key: string): void;
}

const MARKER = 'teleport-access-plugin: ';
const REMEMBERED = 5000;
const valueSchema = z.object({ key: z.string().min(1) });

/**
 * Only our own account's comments with the readable key are asked about, and each until it has a key: that stays the
 * same as long as nobody else may edit our comments. That it has none yet may be so because it was just written.
 */
export function createNoteKeys(client: JiraClient, selfId: string): NoteKeys {
  const known = new Map<string, string>();
  const remember = (commentId: string, key: string | undefined) => {
    if (key === undefined) return;
    const oldest = known.size >= REMEMBERED ? known.keys().next() : undefined;
    if (oldest?.done === false) known.delete(oldest.value);
    known.set(commentId, key);
  };
  return {
    learn: remember,
    async of(comments, options) {
      const ours = comments.filter((one) => one.author?.id === selfId && hasMarker(one.text));
      const found = new Map<string, string>();
      for (const { id, properties } of ours) remember(id, keyOf(properties?.[NOTE_PROPERTY]));
      const asked = ours.filter(({ id, properties }) => properties === undefined && !known.has(id));
      const commentIds = asked.map(({ id }) => id);
      if (commentIds.length > 0) {
        const values = await client.commentProperties({ commentIds, key: NOTE_PROPERTY }, options);
        for (const id of commentIds) remember(id, keyOf(values.get(id)));
      }
      for (const { id } of ours) {
        const key = known.get(id);
        if (key !== undefined) found.set(id, key);
      }
      return found;
    },
  };
}

function hasMarker(text: string): boolean {
  return text.startsWith(MARKER) || text.includes(`\n${MARKER}`);
}

function keyOf(value: unknown): string | undefined {
  const parsed = valueSchema.safeParse(value);
  return parsed.success ? parsed.data.key : undefined;
}
