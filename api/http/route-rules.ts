import { RouteConfig } from '@nestjs/platform-fastify';
import type { RoleId } from '../../domain/steps';

/**
 * What a route asks for, kept where Fastify can read it before a body is: deny by default, JSON by default,
 * idempotent by default.
 */
export interface RouteRules {
  /** No token is asked for. */
  public?: true;
  /** No token, but what is sent is signed by its sender: who is not it is 401. */
  signed?: true;
  /** A verified token is enough; a person's row is not asked for. */
  anyToken?: true;
  /** Holders of one of these roles only; for everything that is no object of one partner. */
  roles?: readonly RoleId[];
  /** Content types that a body may have. Default `application/json`. */
  consumes?: readonly string[];
  /** The content type of the answer. Default `application/json`. */
  produces?: string;
  /** It makes something costly or gives something away: limited per minute on its own, see `limits.ts`. */
  delicate?: true;
  /** What it names is used up, or too old, one day: then it is 410. */
  perishable?: true;
  /**
   * By status, the states of the answer that come with it; a state that is not named comes with the route's own status.
   * That `pending` is 202 need not be said.
   */
  answers?: Readonly<Record<number, readonly string[]>>;
  /** `required`: money; `none`: the sender's own ids make it repeatable. Default `accepted`, on every POST. */
  idempotency?: 'required' | 'none';
}

/** Decorators of one method add up. */
const known = new WeakMap<object, RouteRules>();

function rule(part: RouteRules): MethodDecorator {
  return (target, key, descriptor) => {
    const method = descriptor.value as object;
    const rules: RouteRules = { ...known.get(method), ...part };
    known.set(method, rules);
    RouteConfig(rules)(target, key, descriptor);
  };
}

/** No token is asked for: health, metrics, the description of the API. */
export const Public = (): MethodDecorator => rule({ public: true });
/** See {@link RouteRules.signed}. The route itself checks the signature, over the bytes that came. */
export const Signed = (): MethodDecorator => rule({ public: true, signed: true });
/** A verified token is enough: applying, and reading one's own application. */
export const AnyToken = (): MethodDecorator => rule({ anyToken: true });
/** Only holders of one of these roles; whatever belongs to one partner is checked by sight first instead. */
export const Roles = (...roles: RoleId[]): MethodDecorator => rule({ roles });
/** The content types that a body may have. */
export const Consumes = (...consumes: string[]): MethodDecorator => rule({ consumes });
/** The content type of the answer. */
export const Produces = (produces: string): MethodDecorator => rule({ produces });
/** See {@link RouteRules.answers}. */
export const Answers = (answers: RouteRules['answers']): MethodDecorator => rule({ answers });
/** See {@link RouteRules.delicate}. */
export const Delicate = (): MethodDecorator => rule({ delicate: true });
/** See {@link RouteRules.perishable}. */
export const Perishable = (): MethodDecorator => rule({ perishable: true });
/** See {@link RouteRules.idempotency}. */
export const Idempotency = (idempotency: 'required' | 'none'): MethodDecorator => rule({ idempotency });
