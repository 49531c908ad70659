import * as tf from '@tensorflow/tfjs-core';

/**
 * Gradients of the operations that the dense layers use. `tfjs-core` registers none of its own; only those missing
 * are added, so that a program that registers all keeps its own.
 */
const gradients: readonly tf.GradConfig[] = [
  {
    kernelName: 'Add',
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, saved) => {
      const upstream = dy as tf.Tensor;
      const [a, b] = saved as [tf.Tensor, tf.Tensor];
      return { a: () => sumTo(upstream, a.shape), b: () => sumTo(upstream, b.shape) };
    },
  },
  {
    kernelName: 'Multiply',
    inputsToSave: ['a', 'b'],
    gradFunc: (dy, saved) => {
      const upstream = dy as tf.Tensor;
      const [a, b] = saved as [tf.Tensor, tf.Tensor];
      return {
        a: () => sumTo(tf.mul(upstream, b), a.shape),
        b: () => sumTo(tf.mul(upstream, a), b.shape),
      };
    },
  },
  {
    kernelName: 'Relu',
    inputsToSave: ['x'],
    gradFunc: (dy, saved) => {
      const [x] = saved as [tf.Tensor];
      return { x: () => tf.mul(dy as tf.Tensor, tf.step(x)) };
    },
  },
  {
    kernelName: 'BatchMatMul',
    inputsToSave: ['a', 'b'],
    // The layers multiply untransposed matrices only.
    gradFunc: (dy, saved) => {
      const upstream = dy as tf.Tensor;
      const [a, b] = saved as [tf.Tensor, tf.Tensor];
      return {
        a: () => tf.matMul(upstream, b, false, true),
        b: () => tf.matMul(a, upstream, true, false),
      };
    },
  },
  {
    kernelName: 'LogSoftmax',
    outputsToSave: [true],
    gradFunc: (dy, saved) => {
      const upstream = dy as tf.Tensor;
      const [value] = saved as [tf.Tensor];
      return { logits: () => tf.sub(upstream, tf.mul(tf.sum(upstream, -1, true), tf.exp(value))) };
    },
  },
  {
    kernelName: 'Sum',
    inputsToSave: ['x'],
    gradFunc: (dy, saved) => {
      const [x] = saved as [tf.Tensor];
      // The loss is a sum over everything: its gradient is one number.
      return { x: () => tf.mul(dy as tf.Tensor, tf.ones(x.shape)) };
    },
  },
  {
    kernelName: 'Reshape',
    inputsToSave: ['x'],
    gradFunc: (dy, saved) => ({ x: () => tf.reshape(dy as tf.Tensor, (saved[0] as tf.Tensor).shape) }),
  },
];

/** Undoes broadcasting. */
function sumTo(gradient: tf.Tensor, shape: number[]): tf.Tensor {
  const surplus = gradient.rank - shape.length;
  const axes = gradient.shape
    .map((_, axis) => axis)
    .filter((axis) => axis < surplus || shape[axis - surplus] === 1);
  return axes.length === 0 ? gradient : tf.reshape(tf.sum(gradient, axes), shape);
}

export function registerGradients(): void {
  for (const gradient of gradients) {
    if (tf.getGradient(gradient.kernelName) === undefined) tf.registerGradient(gradient);
  }
}
