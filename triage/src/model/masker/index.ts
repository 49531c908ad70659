export { createMasker, defaultDetectors, type MaskerOptions } from './create-masker.ts';
export { type Detector, type PatternOptions, patternDetector, type Span } from './detector.ts';
