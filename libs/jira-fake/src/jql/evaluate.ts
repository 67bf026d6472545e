import type { JiraIssue } from '../engine/issue.ts';
import { JqlError } from './jql-error.ts';
import { jqlMoment } from './moment.ts';
import type { JqlCondition, JqlQuery } from './query.ts';
import { searchField, type SearchContext, type SearchField } from './search-field.ts';

type Clause = Extract<JqlCondition, { kind: 'clause' }>;
type Test = (issue: JiraIssue) => boolean;

/** The issues that a query finds, in its order (newest first where it names none). */
export function runJql(
  context: SearchContext,
  query: JqlQuery,
  issues: readonly JiraIssue[],
): readonly JiraIssue[] {
  const test = query.condition === undefined ? () => true : compile(context, query.condition);
  return issues.filter(test).sort(comparison(context, query));
}

function compile(context: SearchContext, condition: JqlCondition): Test {
  switch (condition.kind) {
    case 'all': {
      const tests = condition.parts.map((part) => compile(context, part));
      return (issue) => tests.every((test) => test(issue));
    }
    case 'any': {
      const tests = condition.parts.map((part) => compile(context, part));
      return (issue) => tests.some((test) => test(issue));
    }
    case 'not': {
      const test = compile(context, condition.part);
      return (issue) => !test(issue);
    }
    case 'clause':
      return compileClause(context, condition);
  }
}

function compileClause(context: SearchContext, clause: Clause): Test {
  const field = known(context, clause.field);
  if (clause.operator === 'is' || clause.operator === 'is not') {
    const empty = clause.operator === 'is';
    return (issue) => (field.values(issue).length === 0) === empty;
  }
  if (field.kind === 'moment') return momentTest(context, field, clause);
  if (field.kind === 'text') return textTest(field, clause);
  return setTest(context, field, clause);
}

function setTest(context: SearchContext, field: SearchField, clause: Clause): Test {
  const wanted = clause.operands.map((operand) => operandOf(context, operand));
  const unknown = clause.operands.find((_, index) => field.exists?.(wanted[index] ?? '') === false);
  if (unknown !== undefined) throw new JqlError(unknownValue(clause.field, unknown));
  const hit: Test = (issue) => field.values(issue).some((value) => wanted.includes(String(value)));
  switch (clause.operator) {
    case '=':
    case 'in':
      return hit;
    case '!=':
    case 'not in':
      return (issue) => field.values(issue).length > 0 && !hit(issue);
    default:
      if (clause.field === 'id' || clause.field === 'key' || clause.field === 'issuekey')
        return keyTest(context, clause);
      throw unsupported(clause);
  }
}

/** Keys compare by their number. */
function keyTest(context: SearchContext, clause: Clause): Test {
  const wanted = context.site.findIssue(clause.operands[0] ?? '');
  return (issue) => wanted !== undefined && ordered(clause, Number(issue.id), Number(wanted.id));
}

function textTest(field: SearchField, clause: Clause): Test {
  if (clause.operator !== '~' && clause.operator !== '!~') throw unsupported(clause);
  const operand = (clause.operands[0] ?? '').toLowerCase();
  const phrase = /^"(.*)"$/.exec(operand)?.[1];
  const words = phrase === undefined ? operand.split(/\s+/).map((word) => word.replace(/\*$/, '')) : [phrase];
  const hit: Test = (issue) => {
    const text = field.values(issue).join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return clause.operator === '~' ? hit : (issue) => !hit(issue);
}

function momentTest(context: SearchContext, field: SearchField, clause: Clause): Test {
  const wanted = jqlMoment(clause.operands[0] ?? '', context.site.now());
  return (issue) => field.values(issue).some((value) => ordered(clause, Number(value), wanted));
}

function ordered(clause: Clause, left: number, right: number): boolean {
  switch (clause.operator) {
    case '=':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return left < right;
    case '>':
      return left > right;
    case '<=':
      return left <= right;
    case '>=':
      return left >= right;
    default:
      throw unsupported(clause);
  }
}

function operandOf(context: SearchContext, operand: string): string {
  if (operand.toLowerCase() !== 'currentuser()') return operand.toLowerCase();
  return context.caller?.id.toLowerCase() ?? '';
}

function comparison(context: SearchContext, query: JqlQuery): (left: JiraIssue, right: JiraIssue) => number {
  const order = query.order.map(({ field, descending }) => ({ field: known(context, field), descending }));
  return (left, right) => {
    for (const { field, descending } of order) {
      const difference = compare(field.values(left)[0] ?? '', field.values(right)[0] ?? '');
      if (difference !== 0) return descending ? -difference : difference;
    }
    return Number(right.id) - Number(left.id);
  };
}

function compare(left: string | number, right: string | number): number {
  if (/^\d+$/.test(String(left)) && /^\d+$/.test(String(right))) return Number(left) - Number(right);
  return left < right ? -1 : left > right ? 1 : 0;
}

function known(context: SearchContext, name: string): SearchField {
  const field = searchField(context, name);
  if (field !== undefined) return field;
  throw new JqlError(`Field '${name}' does not exist or you do not have permission to view it.`);
}

function unknownValue(field: string, value: string): string {
  if (field === 'key' || field === 'issuekey' || field === 'id' || field === 'issue') {
    return `An issue with key '${value}' does not exist for field '${field}'.`;
  }
  return `The value '${value}' does not exist for the field '${field}'.`;
}

function unsupported(clause: Clause): JqlError {
  return new JqlError(`The operator '${clause.operator}' is not supported by the '${clause.field}' field.`);
}
