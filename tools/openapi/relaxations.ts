import type { Deployment } from '../../libs/jira-fake/src/index.ts';

/** A known fault of a description: what it says there is not what Jira does. */
export interface Relaxation {
  readonly deployment: Deployment;
  /** `METHOD template`, or `*`. */
  readonly operation: string;
  /** A mismatch that contains this is no mismatch. */
  readonly mismatch: RegExp;
  readonly reason: string;
}

const NULLS =
  'Real Jira sends null for the side of a change that has no value; the description forgot "nullable".';
const LISTS = 'The operation answers a bare list; the description names the bean of one item.';
const FIELDS = 'Values of fields are of any type; the description says object for all of them.';
const PROPERTIES = 'A property holds any JSON; the description says string, or forgot the body.';

const NULL_CHANGE = /\.items\[\]\.(from|fromString|to|toString): expected string, got null$/;
const BARE_LIST = /^answer \$: expected object, got array$/;

/** Every known fault, each with its reason. */
export const RELAXATIONS: readonly Relaxation[] = [
  { deployment: 'cloud', operation: '*', mismatch: NULL_CHANGE, reason: NULLS },
  {
    deployment: 'cloud',
    operation: 'GET /rest/api/3/serverInfo',
    mismatch: /\$\.defaultLocale: not described/,
    reason: 'Real Cloud sends the default locale; the description has not caught up.',
  },
  { deployment: 'datacenter', operation: '*', mismatch: NULL_CHANGE, reason: NULLS },
  ...[
    'GET /api/2/project/{projectIdOrKey}/statuses',
    'GET /api/2/project',
    'GET /api/2/status',
    'GET /api/2/field',
    'GET /api/2/user/assignable/search',
    'GET /api/2/user/search',
  ].map((operation) => ({
    deployment: 'datacenter' as const,
    operation,
    mismatch: BARE_LIST,
    reason: LISTS,
  })),
  {
    deployment: 'datacenter',
    operation: '*',
    mismatch: /\.(fields|renderedFields)\.\*: expected object, got/,
    reason: FIELDS,
  },
  {
    deployment: 'datacenter',
    operation: '*',
    mismatch: /(\.properties\[\]\.value|answer \$\.value): expected string, got object$/,
    reason: PROPERTIES,
  },
  {
    deployment: 'datacenter',
    operation: 'PUT /api/2/issue/{issueIdOrKey}/properties/{propertyKey}',
    mismatch: /^request \$: expected string, got object$/,
    reason: PROPERTIES,
  },
  {
    deployment: 'datacenter',
    operation: 'PUT /api/2/comment/{commentId}/properties/{propertyKey}',
    mismatch: /^a body was sent where none is described$/,
    reason: PROPERTIES,
  },
  {
    deployment: 'datacenter',
    operation: 'GET /api/2/mypermissions',
    mismatch: /^query permissions is not described$/,
    reason: 'Cloud demands the parameter; Data Center ignores ones that it does not know.',
  },
  {
    deployment: 'datacenter',
    operation: 'GET /api/2/issue/{issueIdOrKey}/transitions',
    mismatch: /^query expand is not described$/,
    reason:
      'The text of the operation speaks of expand=transitions.fields; the list of parameters forgot it.',
  },
];
