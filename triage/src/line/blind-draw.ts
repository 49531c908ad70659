import { createHmac } from 'node:crypto';

/** Whether this version of a ticket is drawn for the blind sample: a share of all versions, always the same ones. */
export function isDrawnBlind(salt: string, triageVersion: string, share: number): boolean {
  const drawn = createHmac('sha256', salt).update(triageVersion).digest().readUIntBE(0, 6);
  return drawn < share * 2 ** 48;
}
