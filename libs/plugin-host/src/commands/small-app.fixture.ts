import type { Running } from './plugin-app.ts';
import type { LogConfig } from '../sections/log.ts';
import { logSettings, readLog } from '../sections/log.ts';
import { text } from '../settings/kinds/kind.ts';
import type { ConfigFormat } from '../settings/parse-config.ts';
import { readSettings } from '../settings/read-settings.ts';
import { originalSection, ownSection } from '../settings/section.ts';
import { optional, required } from '../settings/setting.ts';

/** The configuration of a plugin for a tracker that does not exist. */
export interface SmallConfig {
  readonly log: LogConfig;
  readonly board: string;
}

const boardSettings = {
  name: required({ kind: text('the name of a board'), meaning: 'The board.', example: 'TAR', shown: true }),
  token: optional({
    kind: text('a token, or a file that holds it'),
    meaning: 'The token.',
    example: 'token',
  }),
};

export const smallFormat: ConfigFormat<SmallConfig> = {
  program: 'teleport-small',
  sections: [
    originalSection('board', 'The board.', boardSettings),
    ownSection('log', 'What is logged, and where.', logSettings),
  ],
  read: (reading) => {
    const { name, token } = readSettings(reading, 'board', boardSettings);
    reading.secrets.read('board.token', token);
    const log = readLog(reading);
    return name === undefined ? undefined : { log, board: name };
  },
};

/** A whole configuration file of it. */
export const SMALL = '[board]\nname = "TAR"\ntoken = "sesame-token"\n';

/** A plugin for it that does what `run` does. */
export function smallApp(run: (config: SmallConfig, running: Running) => Promise<void>) {
  return {
    tracker: 'Small',
    description: 'Keeps nothing in agreement.',
    version: { number: '1.2.3', gitRef: undefined },
    format: smallFormat,
    preview: {
      forms: ['text', 'adf'] as const,
      render: ({ board }: SmallConfig, request: { readonly user: string }, form: string) =>
        `${form} of ${request.user} on ${board}`,
    },
    run,
  };
}
