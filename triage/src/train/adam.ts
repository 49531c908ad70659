/** Adam (Kingma, Ba 2015) over one parameter. */
export interface Adam {
  /** Moves the values against `gradient`. */
  step(gradient: Float32Array, learningRate: number): void;
}

const decay = { first: 0.9, second: 0.999 } as const;
const epsilon = 1e-7;

export function createAdam(values: Float32Array): Adam {
  const first = new Float32Array(values.length);
  const second = new Float32Array(values.length);
  let steps = 0;
  return {
    step(gradient, learningRate) {
      steps += 1;
      const rate = learningRate / (1 - decay.first ** steps);
      const secondCorrection = 1 / (1 - decay.second ** steps);
      for (let index = 0; index < values.length; index += 1) {
        const slope = gradient[index] ?? 0;
        const moment = decay.first * (first[index] ?? 0) + (1 - decay.first) * slope;
        const square = decay.second * (second[index] ?? 0) + (1 - decay.second) * slope * slope;
        first[index] = moment;
        second[index] = square;
        values[index] =
          (values[index] ?? 0) - (rate * moment) / (Math.sqrt(square * secondCorrection) + epsilon);
      }
    },
  };
}
