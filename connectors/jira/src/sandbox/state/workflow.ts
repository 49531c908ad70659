export interface StatusCategory {
  readonly id: number;
  readonly key: 'new' | 'indeterminate' | 'done';
  readonly colorName: string;
  readonly name: string;
}

export interface Status {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly category: StatusCategory;
}

export interface Transition {
  readonly id: string;
  readonly name: string;
  readonly from: readonly string[];
  readonly to: string;
  /** Fields on the transition's screen; an empty list means that it has none. */
  readonly screen: readonly string[];
  /** Resolution that the transition sets when its screen is not filled in; null clears it. */
  readonly resolution: string | null;
}

export interface Workflow {
  readonly initial: string;
  readonly statuses: readonly Status[];
  readonly transitions: readonly Transition[];
}

const toDo: StatusCategory = { id: 2, key: 'new', colorName: 'blue-gray', name: 'To Do' };
const inProgress: StatusCategory = { id: 4, key: 'indeterminate', colorName: 'yellow', name: 'In Progress' };
const done: StatusCategory = { id: 3, key: 'done', colorName: 'green', name: 'Done' };
export const statusCategories: readonly StatusCategory[] = [toDo, inProgress, done];

const status = (id: string, name: string, category: StatusCategory, description = ''): Status => ({
  id,
  name,
  description,
  category,
});

export const serviceWorkflow: Workflow = {
  initial: '1',
  statuses: [
    status('1', 'Open', toDo, 'The issue is open and ready for the assignee to start work on it.'),
    status('3', 'Work in progress', inProgress, 'This issue is being actively worked on by the assignee.'),
    status('10005', 'Pending', inProgress, 'Waiting for somebody outside the team.'),
    status('5', 'Resolved', done, 'A resolution has been taken.'),
    status('6', 'Closed', done, 'The issue is considered finished.'),
  ],
  transitions: [
    { id: '11', name: 'Start work', from: ['1', '10005'], to: '3', screen: [], resolution: null },
    { id: '21', name: 'Pending', from: ['1', '3'], to: '10005', screen: [], resolution: null },
    {
      id: '31',
      name: 'Resolve',
      from: ['1', '3', '10005'],
      to: '5',
      screen: ['resolution'],
      resolution: '10000',
    },
    { id: '41', name: 'Close', from: ['5'], to: '6', screen: [], resolution: '10000' },
    { id: '51', name: 'Reopen', from: ['5', '6'], to: '1', screen: [], resolution: null },
  ],
};

export const softwareWorkflow: Workflow = {
  initial: '10000',
  statuses: [
    status('10000', 'To Do', toDo),
    status('10001', 'In Progress', inProgress, 'This issue is being actively worked on by the assignee.'),
    status('10002', 'Done', done),
  ],
  transitions: ['10000', '10001', '10002'].map((to, index) => ({
    id: `${index + 1}1`,
    name: ['To Do', 'In Progress', 'Done'][index] ?? to,
    from: ['10000', '10001', '10002'],
    to,
    screen: [],
    resolution: to === '10002' ? '10000' : null,
  })),
};
