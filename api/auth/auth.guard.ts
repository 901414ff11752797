import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors';
import type { RouteRules } from '../http/route-rules';
import './current';
import { requireOne } from './principal';

/** Deny by default: a route that says nothing asks for a person, and for the roles that it names. */
@Injectable()
export class AuthGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const rules = request.routeOptions.config as RouteRules;
    if (rules.public) return true;
    const { principal } = request;
    if (!principal) throw new DomainError('AUTH.REQUIRED', 'Send a valid access token: Authorization: Bearer <token>.');
    if (!principal.known && !rules.anyToken)
      throw new DomainError('AUTH.FORBIDDEN', 'Your identity is not known here yet. Ask for an invitation, or apply.');
    if (rules.roles) requireOne(principal, rules.roles);
    return true;
  }
}
