import type { BackendName } from '../model/index.ts';
import { augmentRareLabels, type SyntheticRows } from './augment.ts';
import type { Corpus, CorpusTarget } from './corpus.ts';
import { createEncoder, type LearntVocabulary, learnVocabulary, type TokenFeatures } from './encoding.ts';
import { quantise } from './export-artifact.ts';
import { fit } from './fit.ts';
import { createNetwork } from './network.ts';
import { average, centre, type Parameters } from './parameters.ts';
import { createRandom } from './random.ts';
import { batchSizeFor, epochsFor, type Recipe } from './recipe.ts';
import { adopt, extendVocabulary, type Representation } from './representation.ts';
import type { TrainingOptions } from './training-options.ts';
import type { TrainingProgress } from './training-progress.ts';

/** What all fits of one training share. */
export interface TrainingContext {
  readonly corpus: Corpus;
  readonly targets: readonly CorpusTarget[];
  readonly features: TokenFeatures;
  readonly options: TrainingOptions;
  readonly backend: BackendName;
  /** Where every network starts; null: from chance. */
  readonly representation: Representation | null;
  /** Features of a vocabulary at most, and networks whose logits are averaged. */
  readonly size: { readonly vocabulary: number; readonly members: number };
  readonly onEpoch: (
    progress: Omit<Extract<TrainingProgress, { stage: 'epoch' }>, 'stage' | 'fit' | 'fits'>,
  ) => void;
  /** Called when a network is fitted. */
  readonly onFit: () => void;
  readonly signal: AbortSignal | undefined;
}

/** Networks with one vocabulary, learnt from the same texts from different starts. */
export interface Ensemble {
  readonly vocabulary: LearntVocabulary;
  /** Their average, its table in the eight bits of the artifact. */
  readonly parameters: Parameters;
  /** Features whose row came from the representation. */
  readonly keptFeatures: number;
  /** What was learnt from beside the texts. */
  readonly synthetic: readonly SyntheticRows[];
  /** Mean logits per target, `[texts, labels]`. */
  logits(texts: Int32Array): Promise<Float32Array[]>;
}

/** Replaces the table's values by those that the artifact can hold. */
function roundTable({ table }: Parameters): void {
  const { codes, scale, min } = quantise(table);
  table.set(Float32Array.from(codes, (code) => code * scale + min));
}

export async function trainEnsemble(
  context: TrainingContext,
  texts: Int32Array,
  recipe: Recipe,
  purpose: 'trial' | 'validation' | 'final',
): Promise<Ensemble> {
  const { corpus, targets, features, options, backend, representation, size, signal } = context;
  const learnt = learnVocabulary(corpus, features, texts, size.vocabulary);
  const vocabulary =
    representation === null ? learnt : extendVocabulary(learnt, representation, size.vocabulary);
  const augmented = augmentRareLabels(
    corpus,
    targets,
    texts,
    options.augmentBelow,
    createRandom(options.seed),
  );
  const encoder = createEncoder(augmented.corpus, features, vocabulary, recipe.termFrequency);
  const epochs = options.epochs === 'auto' ? epochsFor(texts.length, recipe.epochs) : options.epochs;
  const members: Parameters[] = [];
  let keptFeatures = 0;
  const shared = {
    ...recipe,
    targets: augmented.targets,
    encoder,
    backend,
    vocabularySize: vocabulary.lookup.size,
  };
  for (let member = 0; member < (purpose === 'trial' ? 1 : size.members); member += 1) {
    const random = createRandom(Math.imul(options.seed, 0x9e3779b1) + member);
    const network = createNetwork({ ...shared, dimensions: options.dimensions, random });
    if (representation !== null) keptFeatures = adopt(network.parameters, vocabulary, representation);
    await fit({
      network,
      texts: augmented.training,
      epochs,
      batchSize: batchSizeFor(texts.length),
      rates: { table: recipe.tableRate, dense: options.denseRate },
      random,
      onEpoch: (epoch, loss) => context.onEpoch({ purpose, epoch, epochs, loss }),
      signal,
    });
    centre(network.parameters);
    members.push(network.parameters);
    context.onFit();
  }
  const parameters = average(members);
  roundTable(parameters);
  const whole = createNetwork({
    ...shared,
    dimensions: parameters.hiddenBias.length,
    random: createRandom(1),
    parameters,
  });
  return {
    vocabulary,
    parameters,
    keptFeatures,
    synthetic: augmented.synthetic,
    logits: (held) => whole.logits(held),
  };
}
