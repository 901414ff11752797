import type { ProgramVersion } from '../../domain/program';
import { DomainError } from '../../domain/errors';
import type { Deps } from './deps';

/** Reads a published version. */
export type ProgramReader = (programId: string, version: number) => Promise<ProgramVersion>;

/**
 * Makes a reader.
 * @throws PROGRAM.NOT_PUBLISHED when the version does not exist
 */
export function programReader({ published }: Pick<Deps, 'published'>): ProgramReader {
  return async (programId, version) => {
    const found = await published.version(programId, version);
    if (!found) throw new DomainError('PROGRAM.NOT_PUBLISHED', `Version ${programId}@${version} is not published.`);
    return found;
  };
}
