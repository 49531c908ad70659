import { SignalboxError } from '@signalbox/sdk/errors';
import type { Classification, Evidence, Prediction } from '../schema/index.ts';
import type { Artifact } from './artifact.ts';
import type { BackendName } from './backend.ts';
import type { LoadedClassifier } from './classifier.ts';
import { createDenseLayers } from './dense-layers.ts';
import { createEmbedder, type EmbeddedText } from './embedder.ts';
import { explainLabel } from './explanation.ts';
import { highest } from './highest.ts';
import { type HeadWeights, readWeights } from './model-weights.ts';
import { createNormaliser } from './normaliser.ts';
import { shareBelow } from './share-below.ts';
import { createVocabulary } from './vocabulary.ts';

/** Texts that go through TF.js at once. */
const batchSize = 64;
/** Words and alternatives that a prediction lists. */
const listed = { words: 8, alternatives: 4 } as const;

function isBlank(text: EmbeddedText): boolean {
  return text.wordScale === 0 && text.characterScale === 0;
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
    termFrequency: description.termFrequency,
  });
  const layers = await createDenseLayers(weights, backend);

  function predict(
    { target: { name, labels, energyQuantiles } }: HeadWeights,
    probabilities: ArrayLike<number>,
    energy: number,
    evidenceFor: (labelIndex: number) => Evidence[],
  ): Prediction {
    const [best = 0, ...others] = highest(probabilities, 1 + listed.alternatives);
    const known = (index: number) => ({
      label: labels[index] ?? '',
      probability: Math.min(1, probabilities[index] ?? 0),
    });
    return {
      target: name,
      ...known(best),
      alternatives: others.map(known),
      evidence: evidenceFor(best),
      ...(energyQuantiles.length === 0 ? {} : { typicality: shareBelow(energyQuantiles, energy) }),
    };
  }

  async function classifyBatch(texts: readonly string[], explain: boolean): Promise<Classification[]> {
    const embeddings = new Float32Array(texts.length * dimensions);
    const embedded = texts.map((text, index) => embedder.embed(text, embeddings, index * dimensions));
    const outputs = await layers.compute(embeddings);
    return embedded.map((text, index) => ({
      modelId: artifact.id,
      predictions: weights.heads.map((head, position) => {
        const labels = head.target.labels.length;
        if (isBlank(text)) return predict(head, head.target.prior, Number.NEGATIVE_INFINITY, () => []);
        const output = outputs[position];
        const probabilities = output?.probabilities.subarray(index * labels, (index + 1) * labels) ?? [];
        const energy = output?.energies[index] ?? Number.NEGATIVE_INFINITY;
        return predict(head, probabilities, energy, (label) => {
          if (!explain) return [];
          const embedding = embeddings.subarray(index * dimensions, (index + 1) * dimensions);
          const { words } = explainLabel(texts[index] ?? '', text, embedding, weights, head, label);
          return words.slice(0, listed.words);
        });
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
    dimensions,
    training: description.training,
    async classify(maskedTexts, options = {}) {
      const classifications: Classification[] = [];
      for (let start = 0; start < maskedTexts.length; start += batchSize) {
        const batch = maskedTexts.slice(start, start + batchSize);
        classifications.push(...(await classifyBatch(batch, options.explain ?? true)));
      }
      return classifications;
    },
    embed(maskedTexts) {
      const embeddings = new Float32Array(maskedTexts.length * dimensions);
      for (const [index, text] of maskedTexts.entries()) embedder.embed(text, embeddings, index * dimensions);
      return embeddings;
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
      const embedding = new Float32Array(dimensions);
      const text = embedder.embed(maskedText, embedding, 0);
      return explainLabel(maskedText, text, embedding, weights, head, labelIndex);
    },
    dispose: () => layers.dispose(),
  };
}
