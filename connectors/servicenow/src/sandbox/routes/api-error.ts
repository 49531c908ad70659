/** An answer that is not a success, in the platform's own shape. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly detail: string | null;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    detail: string | null,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.detail = detail;
    this.headers = headers;
  }
}

export const noRecord = (): ApiError =>
  new ApiError(404, 'No Record found', "Record doesn't exist or ACL restricts the record retrieval");

export const invalidTable = (name: string): ApiError => new ApiError(400, `Invalid table ${name}`, null);

export const forbidden = (detail: string): ApiError => new ApiError(403, 'Operation Failed', detail);
