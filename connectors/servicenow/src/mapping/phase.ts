import type { TicketPhase } from '@signalbox/sdk';
import type { TicketTable } from '../configuration/index.ts';

type Phases = Readonly<Record<string, TicketPhase>>;

/** States of `task` in the base system; requests and requested items use them. */
const taskPhases: Phases = {
  '-5': 'on-hold',
  '1': 'new',
  '2': 'in-progress',
  '3': 'closed',
  '4': 'closed',
  '7': 'cancelled',
};

/** States of the base system, by table. Customers add their own. */
const phases: Readonly<Record<TicketTable, Phases>> = {
  incident: {
    '1': 'new',
    '2': 'in-progress',
    '3': 'on-hold',
    '6': 'resolved',
    '7': 'closed',
    '8': 'cancelled',
  },
  sc_request: taskPhases,
  sc_req_item: taskPhases,
  problem: {
    // Numbers up to 4 are from before the state model of the Madrid release.
    '1': 'new',
    '2': 'in-progress',
    '3': 'on-hold',
    '4': 'closed',
    '101': 'new',
    '102': 'in-progress',
    '103': 'in-progress',
    '104': 'in-progress',
    '106': 'resolved',
    '107': 'closed',
  },
  change_request: {
    '-5': 'new',
    '-4': 'in-progress',
    '-3': 'in-progress',
    '-2': 'in-progress',
    '-1': 'in-progress',
    '0': 'resolved',
    '3': 'closed',
    '4': 'cancelled',
  },
};

/** The phase a state means; a state of the customer's own is told by `active`, which the instance clears on closing. */
export function phaseOf(table: TicketTable, state: string, isActive: boolean): TicketPhase {
  return phases[table][state] ?? (isActive ? 'in-progress' : 'closed');
}
