import { JiraRefusal } from '../engine/refusal.ts';
import type { JiraAnswer } from './call.ts';

/** The answer for something that a route threw. */
export function errorAnswer(error: unknown): JiraAnswer {
  if (error instanceof JiraRefusal) return { status: error.status, body: error.body() };
  return { status: 500, body: { errorMessages: ['Internal server error'], errors: {} } };
}

/** Cloud's answer for a path that no endpoint has. */
export function unknownPath(method: string, path: string): Record<string, unknown> {
  return {
    type: 'about:blank',
    title: 'Not Found',
    status: 404,
    detail: `No endpoint ${method} ${path}.`,
    instance: path,
  };
}
