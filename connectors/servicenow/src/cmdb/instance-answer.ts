import { z } from 'zod';
import { type Cell, recordSchema } from '../table/index.ts';

const referenceSchema = z.looseObject({ value: z.string(), display_value: z.string().optional() });
const relationSchema = z.looseObject({
  sys_id: z.string().min(1),
  type: referenceSchema,
  target: referenceSchema,
});

/** The CMDB Instance API's answer for one configuration item. */
export const instanceAnswerSchema = z.object({
  result: z.looseObject({
    attributes: recordSchema,
    /** The item is the child, the target its parent. */
    inbound_relations: z.array(relationSchema).default([]),
    /** The item is the parent, the target its child. */
    outbound_relations: z.array(relationSchema).default([]),
  }),
});
export type InstanceAnswer = z.output<typeof instanceAnswerSchema>['result'];

/** What people read in a cell; null when it is blank. */
export function readable(cell: Cell | undefined): string | null {
  if (cell === undefined) return null;
  const text = cell.display === '' ? cell.value : cell.display;
  return text === '' ? null : text;
}
