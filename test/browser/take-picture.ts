// Takes docs/images/console.png of a running demo: node test/browser/take-picture.ts
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { launchChromium } from './chromium.ts';

const program = fileURLToPath(new URL('../../cli/src/signalbox.ts', import.meta.url));
const picture = fileURLToPath(new URL('../../docs/images/console.png', import.meta.url));

const demo = spawn(process.execPath, [program, 'demo', '--tickets', '120'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
let address = '';
for await (const line of createInterface({ input: demo.stdout })) {
  address ||= /http:\/\/\S+\/console\/#token=\S+/.exec(line)?.[0] ?? '';
  // It comes last, when every ticket has been through.
  if (line.includes('Ctrl-C')) break;
}
const browser = await launchChromium();
try {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 960 },
    deviceScaleFactor: 1.5,
    colorScheme: 'light',
  });
  await page.goto(address);
  await page.getByRole('list').or(page.getByRole('table')).first().waitFor();
  // Numbers and bars move into place.
  await page.waitForTimeout(3_000);
  await page.screenshot({ path: picture });
} finally {
  await browser.close();
  demo.kill('SIGINT');
  await once(demo, 'close');
}
