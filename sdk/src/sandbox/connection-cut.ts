/** What a sandbox's `fetch` rejects with when the connection breaks; whether there was an effect only its journal tells. */
export class ConnectionCut extends Error {
  override readonly name = 'ConnectionCut';

  constructor() {
    super('The connection was cut.');
  }
}
