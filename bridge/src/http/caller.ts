import { z } from 'zod';
import type { SiteScope } from '../store/index.ts';

/** What people (and programs) may do. `admin` may do everything; every role may view. */
export const roles = ['viewer', 'agent', 'approver', 'tuner', 'auditor', 'admin'] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

/** Who makes a request. */
export interface Caller {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly scope: SiteScope;
}

/** Turns an `Authorization` header into a caller; null when it proves nothing. */
export type Authenticate = (authorization: string | undefined) => Promise<Caller | null>;

/** Open to all, or to callers with one of these roles. There is no default: every route says it. */
export type Access = 'public' | readonly Role[];

/** Nobody in particular, on a public route: sees no ticket data. */
export const anonymous: Caller = { name: 'anonymous', roles: [], scope: { sites: [] } };

export function isAllowed(caller: Caller, access: Access): boolean {
  if (access === 'public') return true;
  if (caller.roles.includes('admin')) return true;
  if (access.includes('viewer')) return caller.roles.length > 0;
  return caller.roles.some((role) => access.includes(role));
}
