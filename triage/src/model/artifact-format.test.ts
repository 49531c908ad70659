import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { defaultModelDirectory, loadClassifier } from './index.ts';

const script = fileURLToPath(
  new URL('../../../docs/triage/classify-with-tensorflow-alone.mjs', import.meta.url),
);

const texts = [
  'vpn drops every few minutes please reset access token thanks',
  'Please, could you reset the PASSWORD of the shared mailbox for [PERSON_1]? Invoice 4711, ＷＩＮＤＯＷＳ laptop',
  'new laptop docking station monitor cable',
  'пароль 会議室 ﬁle',
  '',
  '🙂 🙃',
];

it.each(['wasm', 'cpu'] as const)(
  'a script that knows only TensorFlow.js gives the probabilities of %s',
  async (backend) => {
    const output = execFileSync(process.execPath, [script, fileURLToPath(defaultModelDirectory)], {
      input: texts.map((text) => JSON.stringify(text)).join('\n'),
      encoding: 'utf8',
    });
    const answers = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, Record<string, number>>);
    const classifier = await loadClassifier(defaultModelDirectory, { backend });
    const classifications = await classifier.classify(texts);
    expect(answers).toHaveLength(texts.length);
    for (const [index, { predictions }] of classifications.entries()) {
      for (const { target, label, probability, alternatives } of predictions) {
        const expected = answers[index]?.[target] ?? {};
        for (const known of [{ label, probability }, ...alternatives]) {
          expect(Math.abs((expected[known.label] ?? -1) - known.probability)).toBeLessThan(1e-5);
        }
      }
    }
    classifier.dispose();
  },
);
