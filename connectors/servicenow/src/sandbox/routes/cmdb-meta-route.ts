import { createHash } from 'node:crypto';
import type { FieldDefinition, Table } from '../dictionary/index.ts';
import { valueAt } from '../instance/index.ts';
import type { Answer } from './answer.ts';
import { cmdbClass } from './cmdb-instance-routes.ts';
import type { Route, RouteContext } from './route.ts';

/** CMDB Meta API: what a class is made of. Source: "CMDB Meta API" of the platform's REST reference. */
export const cmdbMetaRoute: Route = {
  method: 'GET',
  pattern: /^\/api\/now\/(?:v1\/)?cmdb\/meta\/(?<class>[^/]+)\/?$/,
  handle: readClass,
};

function readClass(context: RouteContext): Answer {
  const table = cmdbClass(context);
  const { name, label, parent } = table.definition;
  const inherited = new Set(parent === null ? [] : context.instance.dictionary.table(parent)?.fields.keys());
  const result = {
    icon_url: 'images/app.ngbsm/ci.svg',
    is_extendable: table.family.length > 1,
    parent: parent ?? 'cmdb',
    children: childrenOf(context, table),
    name,
    icon: createHash('md5').update(name).digest('hex'),
    attributes: [...table.fields.values()].map((field) => attribute(field, table, inherited)),
    relationship_rules: relationshipRules(context, table),
    label,
    identification_rules: identificationRules(table),
  };
  return { status: 200, body: { result } };
}

function childrenOf(context: RouteContext, table: Table): readonly string[] {
  return table.family.filter(
    (name) => context.instance.dictionary.table(name)?.definition.parent === table.name,
  );
}

function attribute(field: FieldDefinition, table: Table, inherited: ReadonlySet<string>): object {
  return {
    is_inherited: String(inherited.has(field.element)),
    is_mandatory: String(field.isMandatory),
    is_read_only: String(field.isReadOnly),
    default_value: field.defaultValue || null,
    label: field.label,
    type: field.type,
    element: field.element,
    max_length: String(field.maxLength),
    is_display: String(field.element === table.definition.display),
  };
}

/** The rules are those that the instance's own relations follow. */
function relationshipRules(context: RouteContext, table: Table): readonly object[] {
  const { dictionary } = context.instance;
  const relationTable = dictionary.table('cmdb_rel_ci');
  const items = dictionary.table('cmdb_ci');
  if (!relationTable || !items) return [];
  const rules = new Map<string, object>();
  const classOf = (id: string): string => {
    const row = context.instance.find(items, id);
    return row ? valueAt(row, 'sys_class_name') : '';
  };
  for (const relation of context.instance.rows(relationTable)) {
    const rule = {
      parent: classOf(valueAt(relation, 'parent')),
      relation_type: valueAt(relation, 'type'),
      child: classOf(valueAt(relation, 'child')),
    };
    if (table.name === rule.parent || table.name === rule.child) rules.set(JSON.stringify(rule), rule);
  }
  return [...rules.values()];
}

function identificationRules(table: Table): object {
  const isHardware = table.lineage.includes('cmdb_ci_hardware');
  const identifier = (attributes: string, order: number): object => ({
    condition: null,
    exact_count_match: false,
    referenced_field: null,
    active: true,
    attributes,
    allow_fallback: false,
    table: null,
    order,
    allow_null_attribute: false,
  });
  return {
    related_rules: [],
    applies_to: isHardware ? 'cmdb_ci_hardware' : 'cmdb_ci',
    identifiers: isHardware
      ? [identifier('serial_number', 200), identifier('name', 300)]
      : [identifier('name', 100)],
    name: isHardware ? 'Hardware Rule' : 'Configuration Item Rule',
    description: isHardware ? 'Identifier for hardware.' : 'Identifier for configuration items.',
    active: true,
    is_independent: true,
  };
}
