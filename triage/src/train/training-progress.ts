/** What training is doing. */
export type TrainingProgress =
  | { readonly stage: 'reading'; readonly rows: number }
  | { readonly stage: 'vocabulary'; readonly features: number }
  | {
      readonly stage: 'epoch';
      readonly epoch: number;
      readonly epochs: number;
      /** Mean cross-entropy in training, with dropout. */
      readonly loss: number;
      /** On the calibration texts: mean over the targets. */
      readonly accuracy: number;
    };
