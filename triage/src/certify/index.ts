export {
  type CertificationRow,
  type CertificationSelection,
  certificationRows,
} from './certification-rows.ts';
export { type Certification, certify, type TargetReport } from './certify.ts';
export { type CertifyOptions, type CertifyProgress, defaultCertifyOptions } from './certify-options.ts';
export type { ReportPart } from './report-part.ts';
export {
  type Part,
  type PlacedRow,
  parts,
  type SplitOptions,
  type SplitRow,
  splitParts,
} from './split-parts.ts';
export { coverageAt, type TradeOffPoint } from './trade-off.ts';
