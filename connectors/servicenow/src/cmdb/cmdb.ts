import type { CiRelation, CmdbCapability, ConfigurationItem } from '@signalbox/sdk';
import type { ServiceNowConfiguration } from '../configuration/index.ts';
import { cellOf, isoFromStored, storedValue } from '../table/index.ts';
import { type InstanceAnswer, readable } from './instance-answer.ts';
import { readInstance } from './read-instance.ts';

/** Configuration items and their relations, by the CMDB Instance API. */
export const cmdb: CmdbCapability<ServiceNowConfiguration> = {
  read: async (context, ciId, options) =>
    itemFrom(await readInstance(context, ciId, options), ciId, context.site),
  relations: async (context, ciId, options) =>
    relationsFrom(await readInstance(context, ciId, options), ciId),
};

export function itemFrom(answer: InstanceAnswer, ciId: string, site: string): ConfigurationItem {
  const { attributes } = answer;
  const text = (...columns: readonly string[]): string | null => {
    for (const column of columns) {
      const found = readable(attributes[column]);
      if (found !== null) return found;
    }
    return null;
  };
  return {
    id: ciId,
    site,
    class: text('sys_class_name') ?? 'cmdb_ci',
    name: text('name') ?? ciId,
    status: text('operational_status', 'install_status'),
    // The platform's own spelling.
    criticality: text('busines_criticality'),
    owner: text('owned_by', 'managed_by'),
    supportGroup: text('support_group', 'assignment_group'),
    attributes: Object.fromEntries(
      Object.keys(attributes).map((column) => [column, storedValue(attributes, column)]),
    ),
    updated: isoFromStored(cellOf(attributes, 'sys_updated_on').value),
  };
}

export function relationsFrom(answer: InstanceAnswer, ciId: string): readonly CiRelation[] {
  const typeOf = (relation: InstanceAnswer['inbound_relations'][number]) =>
    relation.type.display_value ?? relation.type.value;
  return [
    ...answer.outbound_relations.map((relation) => ({
      id: relation.sys_id,
      parent: ciId,
      child: relation.target.value,
      type: typeOf(relation),
    })),
    ...answer.inbound_relations.map((relation) => ({
      id: relation.sys_id,
      parent: relation.target.value,
      child: ciId,
      type: typeOf(relation),
    })),
  ];
}
