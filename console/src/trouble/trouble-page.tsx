import { DeadLetters } from './dead-letters.tsx';
import { Errors } from './errors.tsx';

/** What went wrong and waits for someone. */
export function TroublePage() {
  return (
    <>
      <DeadLetters />
      <Errors />
    </>
  );
}
