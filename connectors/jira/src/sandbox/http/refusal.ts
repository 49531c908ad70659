/**
 * A request the vendor refuses, in the two lists of Jira's error body: messages about the whole request, and
 * messages by field id.
 */
export class Refusal extends Error {
  readonly status: number;
  readonly errorMessages: readonly string[];
  readonly errors: Readonly<Record<string, string>>;

  constructor(
    status: number,
    errorMessages: readonly string[],
    errors: Readonly<Record<string, string>> = {},
  ) {
    super([...errorMessages, ...Object.values(errors)].join(' '));
    this.name = 'Refusal';
    this.status = status;
    this.errorMessages = errorMessages;
    this.errors = errors;
  }
}

export const issueNotFound = (): Refusal =>
  new Refusal(404, ['Issue does not exist or you do not have permission to see it.']);

export const invalidPayload = (): Refusal =>
  new Refusal(400, ['Invalid request payload. Refer to the REST API documentation and try again.']);

export const forbidden = (message: string): Refusal => new Refusal(403, [message]);

/** The service desk API has an error body of its own: one message, and the words it was made from. */
export class ServiceDeskRefusal extends Refusal {
  readonly body: unknown;

  constructor(status: number, message: string) {
    super(status, [message]);
    this.body = { errorMessage: message, i18nErrorMessage: { i18nKey: 'sd.error', parameters: [] } };
  }
}
