import type { Role } from '@org/teleport-fake';

/** A right that a role gives, and the same role without it. */
export interface Right {
  /** For example `access_request: list`. */
  readonly name: string;
  readonly without: Role;
}

/** Every single right of a role. */
export function rightsOfRole(role: Role): readonly Right[] {
  const rules = role.rules ?? [];
  const verbs = rules.flatMap((rule, index) =>
    rule.verbs.map((verb) => ({
      name: `${rule.resources.join(', ')}: ${verb}`,
      without: {
        ...role,
        rules: rules.with(index, { ...rule, verbs: rule.verbs.filter((other) => other !== verb) }),
      },
    })),
  );
  const { reviewRequests } = role;
  if (reviewRequests === undefined) return verbs;
  const reviews = [
    ...(reviewRequests.roles.length > 0
      ? [
          {
            name: 'review_requests.roles',
            without: { ...role, reviewRequests: { ...reviewRequests, roles: [] } },
          },
        ]
      : []),
    ...((reviewRequests.submitForUsers ?? []).length > 0
      ? [
          {
            name: 'review_requests.submit_for_users',
            without: { ...role, reviewRequests: { ...reviewRequests, submitForUsers: [] } },
          },
        ]
      : []),
  ];
  return [...verbs, ...reviews];
}
