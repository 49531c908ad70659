import { SignalboxError } from '@signalbox/sdk/errors';
import type { Classification, Prediction } from '../schema/index.ts';
import type { Artifact } from './artifact.ts';
import type { BackendName } from './backend.ts';
import type { LoadedClassifier } from './classifier.ts';
import { createDenseLayers } from './dense-layers.ts';
import { createEmbedder, type EmbeddedText } from './embedder.ts';
import { explainLabel } from './explanation.ts';
import { type HeadWeights, readWeights } from './model-weights.ts';
import { createNormaliser } from './normaliser.ts';
import { createVocabulary } from './vocabulary.ts';

/** Texts that go through TF.js at once. */
const batchSize = 64;
/** Words and alternatives that a prediction lists. */
const listed = { words: 8, alternatives: 4 } as const;

function isBlank(text: EmbeddedText): boolean {
  return text.wordScale === 0 && text.characterScale === 0;
}

function ranked(labels: readonly string[], probabilities: ArrayLike<number>) {
  return labels
    .map((label, index) => ({ label, index, probability: Math.min(1, probabilities[index] ?? 0) }))
    .sort((left, right) => right.probability - left.probability || left.index - right.index);
}

export async function createTensorFlowClassifier(
  artifact: Artifact,
  backend: BackendName,
): Promise<LoadedClassifier> {
  const { description } = artifact;
  const weights = readWeights(artifact);
  const { dimensions } = weights.table;
  const embedder = createEmbedder({
    vocabulary: createVocabulary(weights.hashes),
    idf: weights.idf,
    table: weights.table,
    normaliser: createNormaliser(description.normaliser),
  });
  const layers = await createDenseLayers(weights, backend);

  function predict(
    head: HeadWeights,
    probabilities: ArrayLike<number>,
    text: EmbeddedText,
    embedding: Float32Array,
    explain: boolean,
  ): Prediction {
    const [best, ...others] = ranked(head.target.labels, isBlank(text) ? head.target.prior : probabilities);
    const evidence =
      explain && best !== undefined && !isBlank(text)
        ? explainLabel(text, embedding, weights, head, best.index).words.slice(0, listed.words)
        : [];
    return {
      target: head.target.name,
      label: best?.label ?? '',
      probability: best?.probability ?? 0,
      alternatives: others
        .slice(0, listed.alternatives)
        .map(({ label, probability }) => ({ label, probability })),
      evidence,
    };
  }

  async function classifyBatch(texts: readonly string[], explain: boolean): Promise<Classification[]> {
    const analysed = texts.map((text) => embedder.analyse(text));
    const embeddings = new Float32Array(texts.length * dimensions);
    for (const [index, text] of analysed.entries()) embedder.write(text, embeddings, index * dimensions);
    const outputs = await layers.probabilities(embeddings);
    return analysed.map((text, index) => ({
      modelId: artifact.id,
      predictions: weights.heads.map((head, position) => {
        const labels = head.target.labels.length;
        const probabilities = outputs[position]?.subarray(index * labels, (index + 1) * labels) ?? [];
        const embedding = embeddings.subarray(index * dimensions, (index + 1) * dimensions);
        return predict(head, probabilities, text, embedding, explain);
      }),
      tokenCount: text.words.length,
      outOfVocabularyShare: text.words.length === 0 ? 1 : text.unknownWords / text.words.length,
    }));
  }

  return {
    id: artifact.id,
    targets: description.targets.map(({ name, labels }) => ({ name, labels })),
    backend,
    bytes: artifact.bytes,
    maskingVersion: description.maskingVersion,
    calibration: Object.fromEntries(
      description.targets.map(({ name, temperature }) => [name, { temperature }]),
    ),
    training: description.training,
    async classify(maskedTexts, options = {}) {
      const classifications: Classification[] = [];
      for (let start = 0; start < maskedTexts.length; start += batchSize) {
        const batch = maskedTexts.slice(start, start + batchSize);
        classifications.push(...(await classifyBatch(batch, options.explain ?? true)));
      }
      return classifications;
    },
    explain(maskedText, targetName, label) {
      const head = weights.heads.find(({ target }) => target.name === targetName);
      const labelIndex = head?.target.labels.indexOf(label) ?? -1;
      if (head === undefined || labelIndex < 0) {
        throw new SignalboxError(
          'not-found',
          `The model has no label "${label}" for a target "${targetName}".`,
        );
      }
      const text = embedder.analyse(maskedText);
      const embedding = new Float32Array(dimensions);
      embedder.write(text, embedding, 0);
      return explainLabel(text, embedding, weights, head, labelIndex);
    },
    dispose: () => layers.dispose(),
  };
}
