/** A block of shell commands of the guide, with the step that it stands in. */
export interface GuideBlock {
  readonly step: number;
  readonly text: string;
}

/** The shell blocks of the guide's steps, in order. */
export function hostBlocks(guide: string): readonly GuideBlock[] {
  const steps = guide.split(/^## Step (?=\d)/m).slice(1);
  return steps.flatMap((part) => {
    const step = Number(/^\d+/.exec(part)?.[0]);
    const [own = ''] = part.split(/^## (?!Step)/m);
    return [...own.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, text = '']) => ({ step, text }));
  });
}

/** Where the walk differs from a person who follows the guide: what that person knows, types or watches. */
export interface Walker {
  /** Typed where the guide says that a command waits for it. */
  readonly token: string;
  /** What "fill in" means for the configuration: from what `configure` prints to what is true here. */
  readonly edits: Readonly<Record<string, string>>;
}

/** The shell script that walks the blocks. It stops at the first command that fails. */
export function walkScript(blocks: readonly GuideBlock[], { token, edits }: Walker): string {
  const lines = ['set -eu', 'cd /root/walk'];
  let configured = false;
  for (const { step, text } of blocks) {
    if (step > 6 && !configured) {
      lines.push('echo "== fill in"', ...Object.entries(edits).map(([from, to]) => edit(from, to)));
      configured = true;
    }
    lines.push(`echo "== step ${step}"`, runnable(text, token));
  }
  return `${lines.join('\n')}\necho "== walked"\n`;
}

/** A block as a script can run it: a program that runs until Ctrl-C is watched until it is ready, then interrupted. */
function runnable(text: string, token: string): string {
  return text
    .replace(/^(sudo -u teleport-jira .* start)$/gm, 'until_ready $1')
    .replace(/^(sudo tee \S+\/api-token > \/dev\/null)$/gm, `printf '%s\\n' ${quoted(token)} | $1`)
    .replace(/^(journalctl .*) --follow$/gm, '$1');
}

function edit(from: string, to: string): string {
  return `replace_once ${quoted(from)} ${quoted(to)} /etc/teleport-jira.toml`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
