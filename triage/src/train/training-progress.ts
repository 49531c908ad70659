/** What training is doing. */
export type TrainingProgress =
  | { readonly stage: 'reading'; readonly rows: number }
  | { readonly stage: 'vocabulary'; readonly features: number }
  | {
      readonly stage: 'epoch';
      /** `trial`: a recipe is tried; `validation`: held-out rows are answered; `final`: what is shipped. */
      readonly purpose: 'trial' | 'validation' | 'final';
      /** The fit this is, counted from 1, and how many there will be. */
      readonly fit: number;
      readonly fits: number;
      readonly epoch: number;
      readonly epochs: number;
      /** Mean cross-entropy in training, with dropout. */
      readonly loss: number;
    };
