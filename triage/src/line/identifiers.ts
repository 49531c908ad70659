import { createHash } from 'node:crypto';

/** SHA-256 in hex over the JSON of `parts`. */
export function digest(...parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/**
 * Ids follow from what they name, so that the same work done twice (a redelivered job, a second replica) meets
 * itself instead of acting twice.
 */
export function receiptId(site: string, ticketId: string, triageVersion: string): string {
  return `r-${digest('receipt', site, ticketId, triageVersion).slice(0, 24)}`;
}

export function actionId(receipt: string, kind: string): string {
  return `sb-${digest('action', receipt, kind).slice(0, 24)}`;
}
