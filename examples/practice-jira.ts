// A Jira to practise with, before a real one: npx node examples/practice-jira.ts
// Each line you type becomes a customer's ticket, told to Signalbox by a signed webhook; what Signalbox writes is shown.
import { createInterface } from 'node:readline';
import { createJiraSandbox } from '@signalbox/connector-jira/sandbox';
import { serveSandbox } from '@signalbox/sdk/sandbox';

const port = Number(process.env['PRACTICE_PORT'] ?? 4010);
const bridge = process.env['SIGNALBOX_URL'] ?? 'http://127.0.0.1:8480';

const { url, sandbox, close } = await serveSandbox((baseUrl) => createJiraSandbox({ baseUrl }), { port });
sandbox.registerWebhook(`${bridge}/webhooks/support`);
const { email, apiToken } = sandbox.credentials;
console.log(`For the terminal in which you start Signalbox:

export JIRA_URL=${url} JIRA_EMAIL=${email} JIRA_TOKEN=${apiToken} JIRA_WEBHOOK=${sandbox.webhookSecret}

Then type a ticket and press Enter; Ctrl-D ends it.`);

let shown = 0;
function showWrites(): void {
  const fresh = sandbox.journal.slice(shown);
  shown = sandbox.journal.length;
  for (const entry of fresh.filter(({ actionId }) => actionId !== null)) {
    const ticket = sandbox.tickets.find(({ id }) => id === entry.ticketId);
    console.log(`${ticket?.key ?? entry.ticketId}: Signalbox wrote ${entry.fields.join(', ') || entry.kind}`);
  }
}
const watch = setInterval(showWrites, 500);

for await (const line of createInterface({ input: process.stdin })) {
  const text = line.trim();
  if (text === '') continue;
  const { key } = await sandbox.createTicket({ summary: text.slice(0, 80), description: text });
  console.log(`${key} created`);
}
clearInterval(watch);
showWrites();
await close();
