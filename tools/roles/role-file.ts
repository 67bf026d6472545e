import type { Role, User } from '@org/teleport-fake';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';

/** A role and the user who holds it, as a file of `deploy/teleport` gives them to a cluster. */
export interface RoleFile {
  readonly role: Role;
  readonly user: User;
}

/** The folder of the files. */
export const ROLE_FOLDER = join(import.meta.dirname, '../../deploy/teleport');

const names = z.array(z.string());
const metadata = z.strictObject({ name: z.string() });
const rules = z.array(z.strictObject({ resources: names, verbs: names }));
const reviews = z.strictObject({ roles: names.default([]), submit_for_users: names.default([]) });

const roleDocument = z.strictObject({
  kind: z.literal('role'),
  version: z.string(),
  metadata,
  spec: z.strictObject({ allow: z.strictObject({ rules, review_requests: reviews.optional() }) }),
});
const userDocument = z.strictObject({
  kind: z.literal('user'),
  version: z.string(),
  metadata,
  spec: z.strictObject({ roles: names }),
});

/** Reads a file that holds one role and its user. Throws on a key that this reader does not know, so that no right hides in it. */
export function readRoleFile(file: string): RoleFile {
  const [first, second, ...more] = parseAllDocuments(readFileSync(join(ROLE_FOLDER, file), 'utf8'));
  if (more.length > 0) throw new Error(`${file} holds more than one role and one user.`);
  const { metadata: role, spec } = roleDocument.parse(first?.toJS());
  const user = userDocument.parse(second?.toJS());
  const { rules: granted, review_requests: review } = spec.allow;
  return {
    role: {
      name: role.name,
      rules: granted,
      ...(review && { reviewRequests: { roles: review.roles, submitForUsers: review.submit_for_users } }),
    },
    user: { name: user.metadata.name, roles: user.spec.roles },
  };
}
