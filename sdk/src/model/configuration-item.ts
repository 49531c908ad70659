import { z } from 'zod';

/** A configuration item (CI) of a CMDB. */
export const configurationItemSchema = z.object({
  id: z.string().min(1),
  site: z.string(),
  /** The CMDB class (`cmdb_ci_linux_server`, an Assets object type). */
  class: z.string(),
  name: z.string(),
  status: z.string().nullable(),
  criticality: z.string().nullable(),
  owner: z.string().nullable(),
  supportGroup: z.string().nullable(),
  attributes: z.record(z.string(), z.unknown()),
  updated: z.string().nullable(),
});
export type ConfigurationItem = z.infer<typeof configurationItemSchema>;

/** A directed relation: `parent` TYPE `child`, as in `cmdb_rel_ci`. */
export const ciRelationSchema = z.object({
  id: z.string().min(1),
  parent: z.string(),
  child: z.string(),
  /** The vendor's name of the relation (`Depends on::Used by`). */
  type: z.string(),
});
export type CiRelation = z.infer<typeof ciRelationSchema>;
