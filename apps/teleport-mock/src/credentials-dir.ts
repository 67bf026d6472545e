import type { Identity } from '@org/teleport-fake';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Writes all four files in place, as tbot does: a reader may see a half-written one. Gives the identity's path. */
export async function writeCredentials(dir: string, identity: Identity): Promise<string> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const path = join(dir, 'identity');
  const files: readonly (readonly [string, string])[] = [
    [path, identity.identityPem],
    [join(dir, 'auth.key'), identity.triple.key],
    [join(dir, 'auth.crt'), identity.triple.cert],
    [join(dir, 'auth.cas'), identity.triple.cas],
  ];
  for (const [file, text] of files) await writeFile(file, text, { mode: 0o600 });
  return path;
}
