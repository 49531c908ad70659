export { ExternalLink } from './external-link.tsx';
export { Failure } from './failure.tsx';
export { Notice } from './notice.tsx';
export { reasonSentence } from './reason.ts';
export { Skeleton } from './skeleton.tsx';
export { ticketAspect } from './ticket-aspect.ts';
export { Time } from './time.tsx';
export { WriteStatus } from './write-status.tsx';
