import type { Seeder } from './seeder.ts';

/** Groups that the eight default categories are routed to, and the desk that takes what nobody else does. */
export const defaultAssignmentGroups: readonly string[] = [
  'Service Desk',
  'Hardware',
  'HR Services',
  'Identity and Access',
  'Storage and Backup',
  'Procurement',
  'Project Office',
  'Workplace Administration',
  'Network',
  'Database',
];

/** `given.family` is the user name and the local part of the address. */
interface PersonSeed {
  readonly name: string;
  readonly title: string;
}

export const customers: readonly PersonSeed[] = [
  { name: 'Abel Tuter', title: 'Accountant' },
  { name: 'Joe Employee', title: 'Clerk' },
  { name: 'Margaret Grey', title: 'Head of Sales' },
  { name: 'Carol Coughlin', title: 'Recruiter' },
  { name: 'Bow Ruggeri', title: 'Controller' },
  { name: 'Taylor Vreeland', title: 'Buyer' },
  { name: 'Rick Berzle', title: 'Engineer' },
  { name: 'Melinda Carleton', title: 'Analyst' },
];

export const agents: readonly PersonSeed[] = [
  { name: 'Beth Anglin', title: 'Service desk agent' },
  { name: 'David Loo', title: 'Network specialist' },
  { name: 'Don Goodliffe', title: 'Storage specialist' },
  { name: 'Luke Wilson', title: 'Field technician' },
];

export function userNameOf(name: string): string {
  return name.toLowerCase().replaceAll(' ', '.');
}

/** Returns the sys_ids of the users by user name. */
export function seedPeople(seeder: Seeder, groups: readonly string[]): ReadonlyMap<string, string> {
  const company = seeder.insert('core_company', { name: 'ACME Corporation' });
  const location = seeder.insert('cmn_location', {
    name: '322 West 52nd Street, New York,NY',
    city: 'New York',
  });
  const users = new Map<string, string>();
  for (const { name, title } of [...customers, ...agents]) {
    const [first = '', ...last] = name.split(' ');
    const userName = userNameOf(name);
    const values = {
      user_name: userName,
      name,
      first_name: first,
      last_name: last.join(' '),
      title,
      email: `${userName}@example.com`,
      company,
      location,
    };
    users.set(userName, seeder.insert('sys_user', values));
  }
  for (const userName of ['admin', 'signalbox']) {
    const name = userName === 'admin' ? 'System Administrator' : 'Signalbox Integration';
    users.set(
      userName,
      seeder.insert('sys_user', { user_name: userName, name, email: `${userName}@example.com` }),
    );
  }
  groups.forEach((name, index) => {
    const agent = users.get(userNameOf(agents[index % agents.length]?.name ?? '')) ?? '';
    const group = seeder.insert('sys_user_group', { name, manager: agent });
    seeder.insert('sys_user_grmember', { user: agent, group });
  });
  return users;
}
