import type { Classifier } from '@signalbox/triage/model';
import type { Classification, LabelProbability } from '@signalbox/triage/schema';

/** Words that name a topic, and the label the model then gives. */
const topics: Readonly<Record<string, string>> = {
  printer: 'Hardware',
  password: 'Access',
  payroll: 'HR Support',
  disk: 'Storage',
  licence: 'Purchase',
  teleporter: 'Teleportation',
};

/** How sure the model is, by a word in the text. */
const certainties: Readonly<Record<string, number>> = { perhaps: 0.7, unclear: 0.2 };
const certain = 0.97;

function classifyOne(text: string): Classification {
  const words = text.toLowerCase().match(/[a-z]+/g) ?? [];
  const label = words.flatMap((word) => topics[word] ?? []).at(-1) ?? 'Miscellaneous';
  const probability = words.flatMap((word) => certainties[word] ?? [])[0] ?? certain;
  const alternatives: LabelProbability[] = [{ label: 'Internal Project', probability: 1 - probability }];
  return {
    modelId: 'words-that-name-a-topic',
    predictions: [{ target: 'category', label, probability, alternatives, evidence: [] }],
    tokenCount: words.length,
    outOfVocabularyShare: words.length === 0 ? 1 : 0,
  };
}

/** A model whose answer can be read off the ticket: the last word that names a topic decides. */
export const topicClassifier: Pick<Classifier, 'id' | 'classify' | 'targets' | 'backend' | 'dispose'> = {
  id: 'words-that-name-a-topic',
  targets: [{ name: 'category', labels: [...new Set(Object.values(topics)), 'Miscellaneous'] }],
  backend: 'cpu',
  classify: async (texts) => texts.map(classifyOne),
  dispose: () => undefined,
};
