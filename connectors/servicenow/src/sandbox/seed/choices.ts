import type { Seeder } from './seeder.ts';

/** A value and the label people see for it. */
export interface ChoiceOption {
  readonly value: string;
  readonly label: string;
}

/** "HR Support" is kept as `hr_support`, in the platform's manner. */
export function choiceOf(label: string): ChoiceOption {
  return { value: label.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_'), label };
}

export const defaultCategories: readonly ChoiceOption[] = [
  'Hardware',
  'HR Support',
  'Access',
  'Miscellaneous',
  'Storage',
  'Purchase',
  'Internal Project',
  'Administrative rights',
].map(choiceOf);

export const defaultSubcategories: Readonly<Record<string, readonly ChoiceOption[]>> = {
  hardware: ['Laptop', 'Monitor', 'Keyboard', 'Mouse', 'Printer', 'Server'].map(choiceOf),
  hr_support: ['Leave', 'Payroll', 'Onboarding', 'Benefits'].map(choiceOf),
  access: ['Account', 'Password', 'VPN', 'Badge'].map(choiceOf),
  storage: ['Disk', 'Mailbox quota', 'Shared drive', 'Backup'].map(choiceOf),
  purchase: ['Order', 'Invoice', 'License'].map(choiceOf),
  internal_project: ['Request', 'Change', 'Test'].map(choiceOf),
  administrative_rights: ['Local admin', 'Install software'].map(choiceOf),
};

type Pairs = Readonly<Record<string, string>>;

const levels: Pairs = { '1': '1 - High', '2': '2 - Medium', '3': '3 - Low' };

/** The base system's choices by table and column. Impact, urgency and priority belong to `task`: a trap worth keeping. */
const baseChoices: Readonly<Record<string, Readonly<Record<string, Pairs>>>> = {
  task: {
    impact: levels,
    urgency: levels,
    priority: {
      '1': '1 - Critical',
      '2': '2 - High',
      '3': '3 - Moderate',
      '4': '4 - Low',
      '5': '5 - Planning',
    },
    state: {
      '-5': 'Pending',
      '1': 'Open',
      '2': 'Work in Progress',
      '3': 'Closed Complete',
      '4': 'Closed Incomplete',
      '7': 'Closed Skipped',
    },
    approval: {
      'not requested': 'Not Yet Requested',
      requested: 'Requested',
      approved: 'Approved',
      rejected: 'Rejected',
    },
    contact_type: { email: 'Email', phone: 'Phone', 'self-service': 'Self-service', 'walk-in': 'Walk-in' },
    escalation: { '0': 'Normal', '1': 'Moderate', '2': 'High', '3': 'Overdue' },
  },
  incident: {
    state: {
      '1': 'New',
      '2': 'In Progress',
      '3': 'On Hold',
      '6': 'Resolved',
      '7': 'Closed',
      '8': 'Canceled',
    },
    incident_state: {
      '1': 'New',
      '2': 'In Progress',
      '3': 'On Hold',
      '6': 'Resolved',
      '7': 'Closed',
      '8': 'Canceled',
    },
    hold_reason: {
      '1': 'Awaiting Caller',
      '3': 'Awaiting Problem',
      '4': 'Awaiting Vendor',
      '5': 'Awaiting Change',
    },
    close_code: {
      'Solution provided': 'Solution provided',
      'Workaround provided': 'Workaround provided',
      'No resolution provided': 'No resolution provided',
      'Known error': 'Known error',
      Duplicate: 'Duplicate',
      'User error': 'User error',
    },
    severity: levels,
    notify: { '1': 'Do Not Notify', '2': 'Send Email', '3': 'Telephone' },
  },
  problem: {
    state: {
      '101': 'New',
      '102': 'Assess',
      '103': 'Root Cause Analysis',
      '104': 'Fix in Progress',
      '106': 'Resolved',
      '107': 'Closed',
    },
  },
  change_request: {
    state: {
      '-5': 'New',
      '-4': 'Assess',
      '-3': 'Authorize',
      '-2': 'Scheduled',
      '-1': 'Implement',
      '0': 'Review',
      '3': 'Closed',
      '4': 'Canceled',
    },
    type: { normal: 'Normal', standard: 'Standard', emergency: 'Emergency' },
    risk: { '2': 'High', '3': 'Moderate', '4': 'Low' },
  },
  cmdb_ci: {
    install_status: { '1': 'Installed', '3': 'In Maintenance', '7': 'Retired', '100': 'Absent' },
    operational_status: {
      '1': 'Operational',
      '2': 'Non-Operational',
      '3': 'Repair in Progress',
      '6': 'Retired',
    },
  },
};

export interface ChoiceSeeds {
  readonly categories: readonly ChoiceOption[];
  readonly subcategories: Readonly<Record<string, readonly ChoiceOption[]>>;
  /** Choices of custom columns of `incident`. */
  readonly custom: Readonly<Record<string, readonly ChoiceOption[]>>;
}

export function seedChoices(seeder: Seeder, seeds: ChoiceSeeds): void {
  const add = (name: string, element: string, options: readonly ChoiceOption[], dependent = ''): void => {
    options.forEach((option, index) => {
      seeder.insert('sys_choice', {
        name,
        element,
        ...option,
        sequence: index + 1,
        dependent_value: dependent,
      });
    });
  };
  for (const [table, columns] of Object.entries(baseChoices)) {
    for (const [element, pairs] of Object.entries(columns)) {
      add(
        table,
        element,
        Object.entries(pairs).map(([value, label]) => ({ value, label })),
      );
    }
  }
  add('incident', 'category', seeds.categories);
  for (const [category, options] of Object.entries(seeds.subcategories)) {
    if (seeds.categories.some(({ value }) => value === category))
      add('incident', 'subcategory', options, category);
  }
  for (const [element, options] of Object.entries(seeds.custom)) add('incident', element, options);
}
