export { createMasker, defaultDetectors, type MaskerOptions } from './create-masker.ts';
export { type Detector, type PatternOptions, patternDetector } from './detector.ts';
