import type { Answer } from './answer.ts';
import type { Exchange } from './exchange.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface Route {
  readonly method: Method;
  /** `/rest/api/3/issue/{issueIdOrKey}`, as the published description writes it. */
  readonly template: string;
  readonly answer: (exchange: Exchange) => Answer;
}

export const route = (method: Method, template: string, answer: (exchange: Exchange) => Answer): Route => ({
  method,
  template,
  answer,
});
