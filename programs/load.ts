import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '../domain/errors';
import type { Program } from '../domain/program';
import { parseProgram } from './parse';

/**
 * Reads a program that ships with the product, from the YAML file of that name beside this one.
 * @throws PROGRAM.INVALID with every fault
 */
export function loadShippedProgram(name = 'channel'): Program {
  if (!/^[a-z][a-z0-9-]*$/.test(name)) {
    throw new DomainError(
      'PROGRAM.INVALID',
      `"${name}" is no name of a shipped program: use lower-case words and dashes.`,
    );
  }
  const { program, faults } = parseProgram(readFileSync(join(__dirname, `${name}.yaml`), 'utf8'));
  if (!program) {
    const list = faults.map((fault) => `${fault.pointer || '/'}: ${fault.message}`).join('\n');
    throw new DomainError('PROGRAM.INVALID', `${name}.yaml has ${faults.length} fault(s):\n${list}`, faults);
  }
  return program;
}
