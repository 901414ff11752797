import { isUtf8 } from 'node:buffer';
import type { Fault } from '../../domain/errors';
import { DomainError } from '../../domain/errors';

/** Deeper documents are not ours, and cost more to read than to write. */
export const JSON_DEPTH_MAX = 20;
/** Names that would reach into the prototype of a plain object. */
const PROTOTYPE_NAMES: readonly string[] = ['__proto__', 'constructor', 'prototype'];

/** A string, a bracket or a separator; numbers and words between them need no look. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/** With the `u` flag a whole pair is one character, so this finds halves only. */
const LONE_SURROGATE = /\p{Surrogate}/u;

interface Frame {
  /** The members met so far, where this is an object. */
  names?: Set<string>;
  expectsName: boolean;
}

/**
 * Reads a JSON text as RFC 8259 and RFC 7493 (I-JSON) mean it: UTF-8 without fault, each member once, no lone
 * surrogates, at most {@link JSON_DEPTH_MAX} levels, no names of the prototype.
 * @throws REQUEST.INVALID; the message never repeats what was sent
 */
export function parseStrictJson(bytes: Uint8Array): unknown {
  const text = decodeUtf8(bytes);
  const value = parse(text);
  const stack: Frame[] = [];
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') open(stack, token);
    else if (token === '}' || token === ']') stack.pop();
    else if (token.startsWith('"')) takeString(stack.at(-1), token);
    else if (token === ',') expectNameAgain(stack.at(-1));
  }
  return value;
}

/**
 * Bytes as text.
 * @throws REQUEST.INVALID when they are not UTF-8
 */
export function decodeUtf8(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) throw invalid('REQUEST.UTF8', 'The body is not valid UTF-8.');
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw invalid('REQUEST.JSON', 'The body is not valid JSON.');
    throw error;
  }
}

function open(stack: Frame[], bracket: string): void {
  if (stack.length === JSON_DEPTH_MAX)
    throw invalid('REQUEST.DEPTH', `The body is nested deeper than ${JSON_DEPTH_MAX} levels.`);
  stack.push(bracket === '{' ? { names: new Set(), expectsName: true } : { expectsName: false });
}

function expectNameAgain(frame: Frame | undefined): void {
  if (frame?.names) frame.expectsName = true;
}

function takeString(frame: Frame | undefined, token: string): void {
  const value = JSON.parse(token) as string;
  if (LONE_SURROGATE.test(value))
    throw invalid('REQUEST.SURROGATE', 'A text of the body holds half of a surrogate pair.');
  if (value.includes('\0')) throw invalid('REQUEST.NUL', 'A text of the body holds a NUL character.');
  if (!frame?.names || !frame.expectsName) return;
  if (PROTOTYPE_NAMES.includes(value))
    throw invalid('REQUEST.UNKNOWN_PROPERTY', 'A member of the body has a reserved name.');
  if (frame.names.has(value)) throw invalid('REQUEST.DUPLICATE_MEMBER', 'A member of the body comes twice.');
  frame.names.add(value);
  frame.expectsName = false;
}

function invalid(code: string, message: string): DomainError {
  const fault: Fault = { pointer: '', code, message };
  return new DomainError('REQUEST.INVALID', message, [fault]);
}
