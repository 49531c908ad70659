// One ticket in the words of both vendors, and in Signalbox's own: npx node examples/read-a-ticket.ts
// Against sandboxes in this process; a real site is opened in the same way, with its own configuration.
import { jiraConnector } from '@signalbox/connector-jira';
import { createJiraSandbox } from '@signalbox/connector-jira/sandbox';
import { serviceNowConnector } from '@signalbox/connector-servicenow';
import { createServiceNowSandbox } from '@signalbox/connector-servicenow/sandbox';
import { openSite, type Site } from '@signalbox/sdk';
import { serveSandbox } from '@signalbox/sdk/sandbox';

async function show(site: Site, ticketId: string): Promise<void> {
  const ticket = await site.tickets?.read(ticketId);
  if (!ticket) throw new Error(`The connector ${site.connector.name} reads no tickets.`);
  console.log(
    `${site.connector.name}: ${ticket.key} is of type ${ticket.type}, in phase ${ticket.state.phase}`,
  );
  console.log(`  ${ticket.summary}: ${ticket.description}`);
  const catalog = await site.catalog?.read(ticket);
  for (const field of catalog?.fields ?? []) {
    if (!field.isEditable || field.kind !== 'choice') continue;
    const values = field.allowedValues?.map((value) => value.label).join(', ') ?? 'any text';
    console.log(`  may set ${field.path}: ${values}`);
  }
}

const jira = await serveSandbox((baseUrl) => createJiraSandbox({ baseUrl }));
const serviceNow = await serveSandbox((baseUrl) => createServiceNowSandbox({ baseUrl }));
const mail = { summary: 'No mail', description: 'Outlook shows nothing new since this morning.' };

const inJira = await jira.sandbox.createTicket(mail);
await show(openSite(jiraConnector, { name: 'jira', configuration: jira.sandbox.configuration }), inJira.id);

const inServiceNow = await serviceNow.sandbox.createTicket(mail);
const instance = openSite(serviceNowConnector, {
  name: 'servicenow',
  configuration: serviceNow.sandbox.configuration,
});
await show(instance, inServiceNow.id);

await Promise.all([jira.close(), serviceNow.close()]);
