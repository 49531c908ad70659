import { type CallOptions, type Catalog, defineCatalog, type SiteContext, type Ticket } from '@signalbox/sdk';
import { z } from 'zod';
import {
  isTicketTable,
  type ServiceNowConfiguration,
  type TicketTable,
  tableHierarchy,
  ticketTables,
} from '../configuration/index.ts';
import { customColumns, readDictionary } from '../dictionary/index.ts';
import { catalogFields } from './catalog-fields.ts';
import { readChoices, valuesOf } from './choices.ts';
import { readGroups } from './groups.ts';

const originSchema = z.object({ table: z.string() });

/** Fields and allowed values for a ticket: subcategories are those of its category, all of them while it has none. */
export async function readCatalog(
  context: SiteContext<ServiceNowConfiguration>,
  ticket: Ticket,
  options: CallOptions = {},
): Promise<Catalog> {
  const table = tableOf(context.configuration, ticket);
  const choices = await readChoices(context, table, options);
  const fields = catalogFields({
    dictionary: await readDictionary(context, table, options),
    customColumns: await customColumns(context, table, options),
    choicesOf: (column) =>
      valuesOf(
        choices,
        column,
        tableHierarchy(table),
        column === 'subcategory' ? (ticket.category?.value ?? null) : null,
      ),
    groups: await readGroups(context, options),
  });
  return defineCatalog({ site: context.site, project: null, type: ticket.type, fields });
}

function tableOf(configuration: ServiceNowConfiguration, ticket: Ticket): TicketTable {
  const origin = originSchema.safeParse(ticket.vendor);
  if (origin.success && isTicketTable(origin.data.table)) return origin.data.table;
  const ofType = configuration.tables.find((table) => ticketTables[table].type === ticket.type);
  return ofType ?? configuration.tables[0] ?? 'incident';
}
