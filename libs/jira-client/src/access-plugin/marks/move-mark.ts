import type { MoveMark } from '@org/access-plugin-core';
import { z } from 'zod';
import type { HistoryMetadata } from '../../calls/transitions.ts';

const TYPE = 'teleport-access-plugin';

/** What our own moves carry in their history entries. Values are texts: that is all Jira takes there. */
export function writeMoveMark({ instance, answers }: MoveMark): HistoryMetadata {
  return {
    type: TYPE,
    description: 'Moved by the Teleport access plugin',
    extraData: { instance, ...(answers === undefined ? {} : { answers: String(answers) }) },
  };
}

/** The mark in a history entry, if there is one. By itself it proves nothing: anybody can write it. */
export function readMoveMark(metadata: Readonly<Record<string, unknown>> | undefined): MoveMark | undefined {
  const parsed = markSchema.safeParse(metadata);
  if (!parsed.success) return undefined;
  const { instance, answers } = parsed.data.extraData;
  return answers === undefined ? { instance } : { instance, answers: Number(answers) };
}

const markSchema = z.object({
  type: z.literal(TYPE),
  extraData: z.object({
    instance: z.string(),
    answers: z
      .string()
      .regex(/^\d{1,15}$/)
      .nullish()
      .transform((value) => value ?? undefined)
      .catch(undefined),
  }),
});
