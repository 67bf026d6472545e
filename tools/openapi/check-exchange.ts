import type { Deployment } from '../../libs/jira-fake/src/index.ts';
import { findOperation, type Description, type Operation, type Schema } from './description.ts';
import { mismatches } from './mismatches.ts';
import type { Exchange } from './recording-proxy.ts';
import { RELAXATIONS } from './relaxations.ts';

/** What was found about one exchange. */
export interface Finding {
  readonly operation: string;
  readonly problems: readonly string[];
  /** Mismatches that a known fault of the description explains. */
  readonly relaxed: readonly string[];
}

interface Checking {
  readonly deployment: Deployment;
  readonly description: Description;
}

/** Compares one exchange with the description: path, query, body sent, status, body answered. */
export function checkExchange({ deployment, description }: Checking, exchange: Exchange): Finding {
  const { method } = exchange;
  // Data Center's description leaves "/rest" to its server entry.
  const path = deployment === 'datacenter' ? exchange.path.replace(/^\/rest/, '') : exchange.path;
  const found = findOperation(description, { method, path });
  if (found === undefined)
    return sorted(deployment, `${method} ${path}`, ['this operation is not described']);
  const all = [
    ...queryProblems(found.operation, exchange),
    ...bodyProblems(description, found.operation, exchange),
    ...answerProblems(description, found.operation, exchange),
  ];
  return sorted(deployment, `${method} ${found.template}`, [...new Set(all)]);
}

function sorted(deployment: Deployment, operation: string, all: readonly string[]): Finding {
  const isRelaxed = (problem: string): boolean =>
    RELAXATIONS.some(
      (one) =>
        one.deployment === deployment &&
        (one.operation === '*' || one.operation === operation) &&
        one.mismatch.test(problem),
    );
  return {
    operation,
    problems: all.filter((problem) => !isRelaxed(problem)),
    relaxed: all.filter(isRelaxed),
  };
}

function queryProblems(operation: Operation, { query }: Exchange): readonly string[] {
  const known = (operation.parameters ?? []).filter((one) => one.in === 'query').map((one) => one.name);
  return [...query.keys()]
    .filter((name) => !known.includes(name))
    .map((name) => `query ${name} is not described`);
}

function bodyProblems(description: Description, operation: Operation, exchange: Exchange): readonly string[] {
  const schema = operation.requestBody?.content?.['application/json']?.schema;
  // What Jira refused may have been wrong on purpose.
  if (exchange.sent === '' || exchange.status >= 400) return [];
  if (schema === undefined) return ['a body was sent where none is described'];
  return mismatches(description, schema, JSON.parse(exchange.sent)).map((line) => `request ${line}`);
}

function answerProblems(
  description: Description,
  operation: Operation,
  exchange: Exchange,
): readonly string[] {
  const { status, answered, contentType } = exchange;
  const response = operation.responses[String(status)];
  if (response === undefined) return [`status ${status} is not described`];
  if (answered === '') return [];
  if (!contentType.startsWith('application/json')) return [`content type ${contentType}`];
  const schema = schemaOf(response.content) ?? (status >= 400 ? errorSchema(description) : undefined);
  if (schema === undefined) return status >= 300 ? [] : ['no body is described'];
  return mismatches(description, schema, JSON.parse(answered)).map((line) => `answer ${line}`);
}

function schemaOf(
  content: Readonly<Record<string, { readonly schema?: Schema }>> | undefined,
): Schema | undefined {
  return content?.['application/json']?.schema;
}

function errorSchema({ components }: Description): Schema | undefined {
  return components.schemas['ErrorCollection'];
}
