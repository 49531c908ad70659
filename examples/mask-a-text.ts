/**
 * Masks a text as the service does, and one thing more: a company's own staff numbers.
 * `node examples/mask-a-text.ts "E123456 here, mail me at a.b@example.com"`
 */
import { createMasker, defaultDetectors, patternDetector } from '@signalbox/triage/model';

const staffNumbers = patternDetector({
  type: 'STAFF_NUMBER',
  // Raised whenever the patterns change: it goes into the masker's version, and so into certificates.
  version: '1',
  isWorthwhile: /E\d/,
  patterns: [/(?<![\w-])E\d{6}(?![\w-])/g],
});
// Where two find overlapping pieces the earlier wins.
const masker = createMasker({ detectors: [staffNumbers, ...defaultDetectors] });

const text = process.argv.slice(2).join(' ') || 'E123456 here, mail me at a.b@example.com. E123456';
const masked = masker.mask(text);
console.log(masked.text);
for (const { type, start, end } of masked.spans) {
  console.log(`${type.padEnd(12)} ${start}-${end}  ${text.slice(start, end)}`);
}
