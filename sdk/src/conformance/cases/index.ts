import type { ConformanceCase } from '../conformance-case.ts';
import { answerCases } from './answer-cases.ts';
import { catalogCases } from './catalog-cases.ts';
import { changeCases } from './change-cases.ts';
import { cmdbCases } from './cmdb-cases.ts';
import { diagnosisCases } from './diagnosis-cases.ts';
import { identityCases } from './identity-cases.ts';
import { limitCases } from './limit-cases.ts';
import { queueCases } from './queue-cases.ts';
import { readingCases } from './reading-cases.ts';
import { registrationCases } from './registration-cases.ts';
import { searchCases } from './search-cases.ts';
import { webhookCases } from './webhook-cases.ts';

/** Every promise that a connector can make, in the order in which they are tried. */
export const conformanceCases: readonly ConformanceCase[] = [
  ...identityCases,
  ...readingCases,
  ...searchCases,
  ...limitCases,
  ...answerCases,
  ...catalogCases,
  ...changeCases,
  ...queueCases,
  ...webhookCases,
  ...registrationCases,
  ...cmdbCases,
  ...diagnosisCases,
];
