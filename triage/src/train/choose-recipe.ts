import { type TrainingContext, trainEnsemble } from './ensemble.ts';
import { heldOutLogits } from './held-out-logits.ts';
import { createRandom, shuffle } from './random.ts';
import { otherRecipes, plainRecipe, type Recipe } from './recipe.ts';
import type { Split } from './split.ts';
import { fitTemperature, negativeLogLikelihood } from './temperature.ts';

/** A recipe with what it made of the held-out texts. */
export interface Trial {
  readonly recipe: Recipe;
  /** Mean over the held-out labels, calibrated, summed over the targets. */
  readonly negativeLogLikelihood: number;
}

/** Enough to tell recipes apart. */
const most = { training: 40_000, held: 4_000 } as const;

function sample(texts: Int32Array, size: number, seed: number): Int32Array {
  if (texts.length <= size) return texts;
  const shuffled = texts.slice();
  shuffle(shuffled, createRandom(seed));
  return shuffled.slice(0, size).sort();
}

/** Fits that `chooseRecipe` makes per split. */
export const trialsPerSplit: number = 2 + otherRecipes.length;

/** Tries the recipes on held-out texts, one network each; the first of the returned trials is the best. */
export async function chooseRecipe(context: TrainingContext, splits: readonly Split[]): Promise<Trial[]> {
  const { seed } = context.options;
  const parts = splits.map(({ training, held }) => ({
    training: sample(training, most.training, seed),
    held: sample(held, most.held, seed),
  }));
  const trials: Trial[] = [];
  async function attempt(recipe: Recipe): Promise<Trial> {
    let sum = 0;
    for (const split of parts) {
      const ensemble = await trainEnsemble(context, split.training, recipe, 'trial');
      for (const labelled of await heldOutLogits(ensemble, context.targets, split)) {
        sum += negativeLogLikelihood(labelled, fitTemperature(labelled));
      }
    }
    const trial = { recipe, negativeLogLikelihood: sum / parts.length };
    trials.push(trial);
    return trial;
  }
  const linear = await attempt({ ...plainRecipe, termFrequency: 'linear' });
  const logarithmic = await attempt({ ...plainRecipe, termFrequency: 'logarithmic' });
  const { termFrequency } =
    logarithmic.negativeLogLikelihood < linear.negativeLogLikelihood ? logarithmic.recipe : linear.recipe;
  for (const other of otherRecipes) await attempt({ ...other, termFrequency });
  return trials.sort((left, right) => left.negativeLogLikelihood - right.negativeLogLikelihood);
}
