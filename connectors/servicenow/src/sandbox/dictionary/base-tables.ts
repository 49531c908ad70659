import { cmdbTables } from './cmdb-tables.ts';
import { auditTable, journalTable } from './history-tables.ts';
import { incidentTable } from './incident-table.ts';
import {
  companyTable,
  departmentTable,
  groupTable,
  locationTable,
  membershipTable,
  userTable,
} from './people-tables.ts';
import { choiceTable, dictionaryTable, propertyTable, tableTable } from './platform-tables.ts';
import type { TableDefinition } from './table-definition.ts';
import { changeRequestTable, problemTable, requestedItemTable } from './task-classes.ts';
import { taskTable } from './task-table.ts';

/** What an instance has before anyone customizes it, as far as the sandbox goes. */
export const baseTables: readonly TableDefinition[] = [
  taskTable,
  incidentTable,
  problemTable,
  changeRequestTable,
  requestedItemTable,
  userTable,
  groupTable,
  membershipTable,
  companyTable,
  locationTable,
  departmentTable,
  choiceTable,
  dictionaryTable,
  tableTable,
  propertyTable,
  auditTable,
  journalTable,
  ...cmdbTables,
];
