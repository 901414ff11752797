import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { PeopleView } from '../../database/views/people';
import type { SignedIn } from '../../database/views/people';
import type { Grant } from '../../domain/people/person-change';
import { isKnownStaffGrant, personIdOf, rolesFromClaim } from '../../domain/people/person-change';
import { WallClock } from '../clock';
import type { RouteRules } from '../http/route-rules';
import type { ApiSettings } from '../settings';
import { SETTINGS } from '../tokens';
import './current';
import type { Principal } from './principal';
import { SignIn } from './sign-in';
import type { Token } from './tokens';
import { nameOf, TokenVerifier, verifiedEmailOf } from './tokens';
import { Vocabulary } from './vocabulary';

/** Finds out who asks: the token proves it, the rows say what they may. */
@Injectable()
export class Authenticator {
  constructor(
    @Inject(SETTINGS) private readonly settings: ApiSettings,
    private readonly people: PeopleView,
    private readonly verifier: TokenVerifier,
    private readonly clock: WallClock,
    private readonly signIn: SignIn,
    private readonly vocabulary: Vocabulary,
  ) {}

  /**
   * Sets the principal of a request, unless its route is public.
   * @throws AUTH.REQUIRED, SERVER.UNAVAILABLE
   */
  async admit(request: FastifyRequest, rules: RouteRules): Promise<void> {
    if (rules.public) return;
    const token = await this.verifier.verify(request.headers.authorization);
    request.principal = await this.principalOf(token);
  }

  /** The principal of a verified token; also asked again by streams that live longer than a request. */
  async principalOf(token: Token): Promise<Principal> {
    const { issuer, subject } = token;
    const signedIn = await this.people.principalOf({ issuer, subject }, this.clock.now(), verifiedEmailOf(token));
    const claimed = await this.claimedGrants(token, signedIn);
    const isNew = claimed.some((claim) => !signedIn?.grants.some((grant) => isSame(grant, claim)));
    if (isNew || signedIn?.invited) this.signIn.record(token, claimed);
    return {
      personId: signedIn?.personId ?? personIdOf(issuer, subject),
      known: signedIn !== null || claimed.length > 0,
      kind: signedIn?.kind ?? 'person',
      partnerId: signedIn?.partnerId ?? null,
      displayName: signedIn?.displayName ?? nameOf(token),
      language: signedIn?.language ?? 'en',
      grants: [
        ...(signedIn?.grants ?? []),
        ...claimed.filter((claim) => !signedIn?.grants.some((grant) => isSame(grant, claim))),
      ],
      token,
    };
  }

  /** Roles of our own side by the claims mapping. Partners' people and services get theirs from rows only. */
  private async claimedGrants({ claims }: Token, signedIn: SignedIn | null): Promise<Grant[]> {
    const { rolesClaim } = this.settings.oidc;
    if (rolesClaim === undefined || signedIn?.partnerId || signedIn?.kind === 'service') return [];
    const words = rolesFromClaim(claims[rolesClaim]);
    if (words.length === 0) return [];
    const known = await this.vocabulary.read();
    return words.filter((grant) => isKnownStaffGrant(grant, known));
  }
}

const isSame = (a: Grant, b: Grant): boolean => a.role === b.role && a.region === b.region;
