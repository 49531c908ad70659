// What the shipped model says about a text: npx node examples/classify-a-text.ts "The laptop does not start any more"
import { createMasker, defaultModelDirectory, loadClassifier } from '@signalbox/triage/model';

const text =
  process.argv.slice(2).join(' ') ||
  'Hello, this is Maria Lopez, maria.lopez@example.com. My laptop does not start since this morning.';

const classifier = await loadClassifier(defaultModelDirectory);
// The model only ever sees masked text, here as in the service.
const masked = createMasker().mask(text).text;
console.log(`text       ${masked}`);

const [answer] = await classifier.classify([masked], { explain: true });
for (const { target, label, probability, alternatives, evidence } of answer?.predictions ?? []) {
  const others = alternatives.slice(0, 2).map((other) => `${other.label} ${other.probability.toFixed(2)}`);
  const words = evidence.filter((word) => word.contribution > 0).slice(0, 4);
  console.log(
    `${target.padEnd(10)} ${label}, probability ${probability.toFixed(2)} (then ${others.join(', ')})`,
  );
  console.log(`because    ${words.map((word) => word.text).join(', ')}`);
}
console.log(`unknown    ${((answer?.outOfVocabularyShare ?? 1) * 100).toFixed(0)} % of the words`);
classifier.dispose();
