import { createHmac } from 'node:crypto';
import vm from 'node:vm';
import { serviceNowConnector, servicenow } from '@signalbox/connector-servicenow';
import { openSite, type Secret, secretValue } from '@signalbox/sdk';
import { expect, test } from 'vitest';
import { codeBlocks, readPage } from './markdown.ts';

const secret = 'kFz1Zr0sVQ3b1c9x7YpD2mJ8tW4nH6eL';
const instanceId = '5a7c1e2f9b0d4c6e8a1b3c5d7e9f0a2b';

interface Sent {
  endpoint: string;
  headers: Record<string, string>;
  body: string;
}

/** A record as a business rule sees it. */
function record(operation: string, values: Readonly<Record<string, string>>, changed: readonly string[]) {
  const columns = [
    'short_description',
    'description',
    'category',
    'assignment_group',
    'work_notes',
    'comments',
  ];
  const elements = columns.map((name) => [name, { changes: () => changed.includes(name) }]);
  return {
    ...Object.fromEntries(elements),
    operation: () => operation,
    isValidField: (name: string) => columns.includes(name),
    getValue: (name: string) => values[name] ?? null,
    getTableName: () => 'task',
    getUniqueValue: () => values['sys_id'],
  };
}

/** Runs the documented script with what an instance would give it. */
async function runRule(current: object): Promise<Sent> {
  const page = await readPage('docs/servicenow-admin.md');
  const after = page.text.slice(page.text.indexOf('<!-- business-rule -->'));
  const [script] = codeBlocks({ ...page, text: after }).filter(({ language }) => language === 'js');
  const sent: Sent[] = [];
  const properties: Readonly<Record<string, string>> = {
    instance_id: instanceId,
    'signalbox.webhook_secret': secret,
    'signalbox.webhook_url': 'https://signalbox.example.com/webhooks/itsm',
  };
  class RESTMessageV2 {
    readonly #sent: Sent = { endpoint: '', headers: {}, body: '' };
    setEndpoint(endpoint: string) {
      this.#sent.endpoint = endpoint;
    }
    setHttpMethod() {}
    setRequestHeader(name: string, value: string) {
      this.#sent.headers[name.toLowerCase()] = value;
    }
    setRequestBody(body: string) {
      this.#sent.body = body;
    }
    executeAsync() {
      sent.push(this.#sent);
    }
  }
  vm.runInNewContext(script?.code ?? '', {
    current,
    previous: null,
    sn_ws: { RESTMessageV2 },
    gs: {
      getProperty: (name: string) => properties[name],
      generateGUID: () => 'c537bae64f411200adf9f8e18110c76e',
    },
    GlideStringUtil: { base64Encode: (text: string) => Buffer.from(text).toString('base64') },
    GlideDateTime: class {
      getValue() {
        return new Date().toISOString().slice(0, 19).replace('T', ' ');
      }
    },
    GlideCertificateEncryption: class {
      generateMac(key: string, _algorithm: string, data: string) {
        return createHmac('sha256', Buffer.from(key, 'base64')).update(data).digest('base64');
      }
    },
  });
  const [message] = sent;
  if (!message) throw new Error('The script sent nothing.');
  return message;
}

/** What Signalbox makes of it. */
async function take({ headers, body }: Sent, webhookSecret: Secret = secretValue(secret)) {
  const { configuration } = servicenow({
    baseUrl: 'https://example.service-now.com',
    authentication: { kind: 'basic', user: 'signalbox', password: secretValue('not-used-here') },
    webhookSecret,
    instanceId,
  });
  const { webhook } = openSite(serviceNowConnector, { name: 'itsm', configuration });
  const verified = await webhook?.verify({ headers, body: Buffer.from(body), receivedAt: Date.now() });
  return verified ? webhook?.parse(JSON.parse(body), verified) : undefined;
}

const values = {
  sys_class_name: 'incident',
  sys_id: '1c741bd70b2322007518478d83673af3',
  number: 'INC0010002',
  sys_mod_count: '4',
  sys_updated_on: '2026-03-01 09:30:11',
  sys_updated_by: 'zoë.weiß',
};

test('the documented business rule sends what Signalbox accepts, and says what changed', async () => {
  const events = await take(await runRule(record('update', values, ['description', 'category'])));
  expect(events).toMatchObject([
    {
      type: 'signalbox.ticket.updated',
      subject: values.sys_id,
      data: { key: 'INC0010002', changed: ['description', 'category'], actor: { id: 'zoë.weiß' } },
    },
  ]);
});

test.each([
  ['insert', [], 'signalbox.ticket.created'],
  ['delete', [], 'signalbox.ticket.deleted'],
  ['update', ['comments'], 'signalbox.ticket.commented'],
  ['update', ['work_notes', 'description'], 'signalbox.ticket.updated'],
])('%s with %j changed is %s', async (operation, changed, type) => {
  expect(await take(await runRule(record(operation, values, changed)))).toMatchObject([{ type }]);
});

test('with another secret it is refused', async () => {
  const message = await runRule(record('insert', values, []));
  await expect(take(message, secretValue('another-secret-of-32-characters!'))).rejects.toMatchObject({
    code: 'signature',
  });
});
