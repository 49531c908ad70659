/** Adam (Kingma, Ba 2015) over the rows of a table; rows without a gradient are left alone (lazy moments). */
export interface Adam {
  /** Begins a step. */
  begin(learningRate: number): void;
  /** Moves row `row` against `gradient`, of which the first `width` values from `offset` count. */
  moveRow(row: number, gradient: Float32Array, offset: number): void;
}

const decay = { first: 0.9, second: 0.999 } as const;

export function createAdam(table: Float32Array, width: number, epsilon: number): Adam {
  const first = new Float32Array(table.length);
  const second = new Float32Array(table.length);
  let steps = 0;
  let rate = 0;
  let secondCorrection = 1;
  return {
    begin(learningRate) {
      steps += 1;
      rate = learningRate / (1 - decay.first ** steps);
      secondCorrection = 1 / (1 - decay.second ** steps);
    },
    moveRow(row, gradient, offset) {
      const start = row * width;
      for (let index = 0; index < width; index += 1) {
        const position = start + index;
        const slope = gradient[offset + index] ?? 0;
        const moment = decay.first * (first[position] ?? 0) + (1 - decay.first) * slope;
        const square = decay.second * (second[position] ?? 0) + (1 - decay.second) * slope * slope;
        first[position] = moment;
        second[position] = square;
        table[position] =
          (table[position] ?? 0) - (rate * moment) / (Math.sqrt(square * secondCorrection) + epsilon);
      }
    },
  };
}
