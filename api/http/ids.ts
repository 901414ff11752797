import { Param } from '@nestjs/common';
import type { PipeTransform } from '@nestjs/common';
import { DomainError } from '../../domain/errors';

const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/;

/** What is not there, and what is not yours: one answer, so that nobody can tell them apart. */
export const notFound = (): DomainError => new DomainError('REQUEST.NOT_FOUND', '');

/** The thing, or the one 404. */
export function found<T>(thing: T | null | undefined): T {
  if (thing === null || thing === undefined) throw notFound();
  return thing;
}

class IdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!ID.test(value)) throw notFound();
    return value;
  }
}

class NumberPipe implements PipeTransform<string, number> {
  transform(value: string): number {
    if (!/^[1-9]\d{0,8}$/.test(value)) throw notFound();
    return Number(value);
  }
}

/** An opaque id in the path; one that cannot be ours is 404 like one that is not there. */
export const Id = (name = 'id'): ParameterDecorator => Param(name, new IdPipe());

/** A positive whole number in the path. */
export const WholeNumber = (name: string): ParameterDecorator => Param(name, new NumberPipe());
