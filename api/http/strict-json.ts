import { isUtf8 } from 'node:buffer';
import { DomainError } from '../../domain/errors';
import { pointerOf } from './zod-faults';

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

/** What messages call the text that they speak of. */
type Where = { pointer: string; what: string };

const BODY: Where = { pointer: '', what: 'The body' };

/**
 * Reads a JSON text as RFC 8259 and RFC 7493 (I-JSON) mean it: UTF-8 without fault, each member once, no lone
 * surrogates, at most {@link JSON_DEPTH_MAX} levels, no names of the prototype.
 * @throws REQUEST.INVALID; the message never repeats what was sent
 */
export function parseStrictJson(bytes: Uint8Array): unknown {
  return parseText(decodeUtf8(bytes), BODY);
}

/**
 * Reads a parameter of the address whose value is JSON, as strictly as a body.
 * @throws REQUEST.INVALID at the parameter
 */
export function parseJsonParameter(name: string, text: string): unknown {
  return parseText(text, { pointer: `/${name}`, what: 'The parameter' });
}

/**
 * Parameters of an address are texts that Postgres can hold: percent-encoding brings NUL characters everywhere.
 * @throws REQUEST.INVALID at the parameter
 */
export function checkParameters(parameters: Readonly<Record<string, string | string[]>>): void {
  for (const [name, value] of Object.entries(parameters)) {
    checkStorable(name, { pointer: '', what: 'The name of a parameter' });
    for (const text of [value].flat()) checkStorable(text, { pointer: pointerOf([name]), what: 'The parameter' });
  }
}

/**
 * A text that Postgres can hold.
 * @returns the same text
 * @throws REQUEST.INVALID for a NUL character or half of a surrogate pair
 */
export function checkStorable(text: string, where: Where = BODY): string {
  if (LONE_SURROGATE.test(text)) throw invalid('REQUEST.SURROGATE', 'holds half of a surrogate pair.', where);
  if (text.includes('\0')) throw invalid('REQUEST.NUL', 'holds a NUL character.', where);
  return text;
}

function parseText(text: string, where: Where): unknown {
  const value = parse(text, where);
  const stack: Frame[] = [];
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') open(stack, token, where);
    else if (token === '}' || token === ']') stack.pop();
    else if (token.startsWith('"')) takeString(stack.at(-1), token, where);
    else if (token === ',') expectNameAgain(stack.at(-1));
  }
  return value;
}

/**
 * Bytes as text.
 * @throws REQUEST.INVALID when they are not UTF-8
 */
export function decodeUtf8(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) throw invalid('REQUEST.UTF8', 'is not valid UTF-8.', BODY);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

function parse(text: string, where: Where): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw invalid('REQUEST.JSON', 'is not valid JSON.', where);
    throw error;
  }
}

function open(stack: Frame[], bracket: string, where: Where): void {
  if (stack.length === JSON_DEPTH_MAX)
    throw invalid('REQUEST.DEPTH', `is nested deeper than ${JSON_DEPTH_MAX} levels.`, where);
  stack.push(bracket === '{' ? { names: new Set(), expectsName: true } : { expectsName: false });
}

function expectNameAgain(frame: Frame | undefined): void {
  if (frame?.names) frame.expectsName = true;
}

function takeString(frame: Frame | undefined, token: string, where: Where): void {
  const value = checkStorable(JSON.parse(token) as string, where);
  if (!frame?.names || !frame.expectsName) return;
  if (PROTOTYPE_NAMES.includes(value))
    throw invalid('REQUEST.UNKNOWN_PROPERTY', 'has a member with a reserved name.', where);
  if (frame.names.has(value)) throw invalid('REQUEST.DUPLICATE_MEMBER', 'has a member that comes twice.', where);
  frame.names.add(value);
  frame.expectsName = false;
}

function invalid(code: string, fault: string, { pointer, what }: Where): DomainError {
  const message = `${what} ${fault}`;
  return new DomainError('REQUEST.INVALID', message, [{ pointer, code, message }]);
}
