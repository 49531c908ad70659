/** The instance refuses to write: a data policy, or an access rule. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
