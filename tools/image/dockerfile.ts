/** A copied file of the final stage. */
export interface ImageCopy {
  readonly from: string;
  readonly to: string;
}

/** What tests need of the image's Dockerfile. */
export interface ImageFile {
  /** The commands of the build stage, in order. */
  readonly build: readonly string[];
  /** What the final stage takes from the build stage. */
  readonly copies: readonly ImageCopy[];
  /** `uid:gid` of the final stage. */
  readonly user: string;
  readonly entryPoint: readonly string[];
  readonly healthCheck: readonly string[];
}

/** Reads a Dockerfile of two stages, one instruction a line. What is missing is an error. */
export function parseDockerfile(text: string): ImageFile {
  const stages = text.split(/^FROM .*$/m).slice(1);
  const [build, final] = stages;
  if (stages.length !== 2 || build === undefined || final === undefined) {
    throw new Error(`The Dockerfile has ${stages.length} stages, not two.`);
  }
  return {
    build: all(build, /^RUN (.+)$/gm),
    copies: [...final.matchAll(/^COPY --from=build (\S+) (\S+)$/gm)].map(([, from = '', to = '']) => ({
      from,
      to,
    })),
    user: only(final, /^USER (\d+:\d+)$/m),
    entryPoint: JSON.parse(only(final, /^ENTRYPOINT (\[.+\])$/m)) as readonly string[],
    healthCheck: JSON.parse(only(final, /^HEALTHCHECK .*CMD (\[.+\])$/m)) as readonly string[],
  };
}

function all(stage: string, pattern: RegExp): readonly string[] {
  return [...stage.matchAll(pattern)].flatMap(([, command]) => (command === undefined ? [] : [command]));
}

function only(stage: string, pattern: RegExp): string {
  const [, value] = pattern.exec(stage) ?? [];
  if (value === undefined)
    throw new Error(`The Dockerfile's final stage has no line like ${pattern.source}.`);
  return value;
}
