import { AppError } from '../core/errors';
import type { Fact } from './facts';
import type { Session } from './session';

type RunFact = Extract<Fact, { kind: 'tags' | 'predictions' | 'accepted' }>;

export async function replayRunFact(_session: Session, fact: RunFact, _bytes: Uint8Array): Promise<void> {
  throw new AppError('bug', 'to-be-written', { kind: fact.kind });
}
