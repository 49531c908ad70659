import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { classificationSchema } from '../schema/index.ts';
import { defaultModelDirectory, type LoadedClassifier, loadClassifier } from './index.ts';

const ticket =
  'Hello, my laptop does not start since the update. Please replace the battery of the laptop. Thanks, [PERSON_1]';

describe.each(['wasm', 'cpu'] as const)('a classifier on %s', (backend) => {
  let classifier: LoadedClassifier;
  beforeAll(async () => {
    classifier = await loadClassifier(defaultModelDirectory, { backend });
  });
  afterAll(() => classifier.dispose());

  it('says what it computes on', () => {
    expect(classifier.backend).toBe(backend);
  });

  it('gives a label, probabilities that add up, and alternatives in order', async () => {
    const [answer] = await classifier.classify([ticket]);
    const [prediction] = answer?.predictions ?? [];
    expect(prediction?.label).toBe('Hardware');
    const probabilities = [prediction, ...(prediction?.alternatives ?? [])].map(
      (known) => known?.probability ?? 0,
    );
    expect(probabilities).toEqual([...probabilities].sort((left, right) => right - left));
    expect(probabilities.reduce((sum, probability) => sum + probability, 0)).toBeLessThanOrEqual(1 + 1e-6);
    expect(answer?.modelId).toBe(classifier.id);
  });

  it('explains with words of the text, at their places, strongest first', async () => {
    const [answer] = await classifier.classify([ticket]);
    const evidence = answer?.predictions[0]?.evidence ?? [];
    expect(evidence.map(({ text }) => text)).toContain('laptop');
    for (const { text, start, end } of evidence) expect(ticket.slice(start, end)).toBe(text);
    const strengths = evidence.map(({ contribution }) => Math.abs(contribution));
    expect(strengths).toEqual([...strengths].sort((left, right) => right - left));
    const [brief] = await classifier.classify([ticket], { explain: false });
    expect(brief?.predictions[0]?.evidence).toEqual([]);
  });

  it('has contributions that sum to the logits, and logits whose softmax is the probability', async () => {
    const target = classifier.targets[0];
    const [answer] = await classifier.classify([ticket]);
    const explanations = (target?.labels ?? []).map((label) =>
      classifier.explain(ticket, target?.name ?? '', label),
    );
    for (const { bias, words, logit } of explanations) {
      expect(words.reduce((sum, { contribution }) => sum + contribution, bias)).toBeCloseTo(logit, 9);
    }
    const sum = explanations.reduce((total, { logit }) => total + Math.exp(logit), 0);
    const best = explanations.find(({ label }) => label === answer?.predictions[0]?.label);
    expect(Math.exp(best?.logit ?? 0) / sum).toBeCloseTo(answer?.predictions[0]?.probability ?? -1, 5);
  });

  it('answers a text alone as it answers it among others', async () => {
    const texts = Array.from({ length: 70 }, (_, index) => `${ticket} request number ${index}`);
    const together = await classifier.classify(texts);
    const [alone] = await classifier.classify(texts.slice(69));
    expect(together).toHaveLength(70);
    expect(alone?.predictions[0]?.probability).toBeCloseTo(
      together[69]?.predictions[0]?.probability ?? -1,
      6,
    );
  });

  it('answers a text without a known word with the shares of the labels in training', async () => {
    const answers = await classifier.classify(['', ' \n', '🙂🙃', '\u0000\u0001\ufffd', 'the 123']);
    const [first] = answers;
    expect(first?.outOfVocabularyShare).toBe(1);
    expect(first?.tokenCount).toBe(0);
    expect(first?.predictions[0]?.probability).toBeLessThan(0.5);
    for (const answer of answers) expect(answer.predictions).toEqual(first?.predictions);
  });

  it('says how much of a text it does not know', async () => {
    const [known, unknown] = await classifier.classify(['laptop battery', 'qzxv jjkwq laptop wwpqz']);
    expect(known?.outOfVocabularyShare).toBe(0);
    expect(unknown?.outOfVocabularyShare).toBe(0.75);
  });

  it('gives a defined answer to any text', async () => {
    const unit = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('laptop', '[EMAIL_1]', 'ﬃ'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(unit, { maxLength: 8 }), async (units) => {
        const text = units.join(' ');
        const [answer] = await classifier.classify([text]);
        expect(classificationSchema.safeParse(answer).success).toBe(true);
        for (const { text: word, start, end } of answer?.predictions[0]?.evidence ?? []) {
          expect(text.slice(start, end)).toBe(word);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('takes a megabyte, as words or as one', async () => {
    const long = [
      'laptop '.repeat(150_000),
      'a'.repeat(1_000_000),
      '界'.repeat(500_000),
      '\ud800'.repeat(500_000),
    ];
    for (const answer of await classifier.classify(long)) {
      expect(answer.predictions[0]?.probability).toBeGreaterThan(0);
    }
  });

  it('refuses to explain what it does not know', () => {
    expect(() => classifier.explain(ticket, 'category', 'Astronomy')).toThrow(/no label "Astronomy"/);
    expect(() => classifier.explain(ticket, 'weather', 'Hardware')).toThrow(/"weather"/);
  });
});

it('gives the same answers on wasm and cpu, also by turns', async () => {
  const wasm = await loadClassifier(defaultModelDirectory, { backend: 'wasm' });
  const cpu = await loadClassifier(defaultModelDirectory, { backend: 'cpu' });
  expect(cpu.id).toBe(wasm.id);
  for (const text of [ticket, 'meeting room booking', 'new hire account creation']) {
    const [[left], [right]] = await Promise.all([wasm.classify([text]), cpu.classify([text])]);
    expect(left?.predictions[0]?.label).toBe(right?.predictions[0]?.label);
    const gap = (left?.predictions[0]?.probability ?? 0) - (right?.predictions[0]?.probability ?? 1);
    expect(Math.abs(gap)).toBeLessThan(1e-5);
  }
  wasm.dispose();
  cpu.dispose();
});
