import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { PeopleView } from '../../database/views/people';
import type { SignedIn } from '../../database/views/people';
import { areSameGrants, claimsThatCount, grantsBeyond } from '../../domain/people/claims';
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
    if (signedIn?.invited || !areSameGrants(claimed, signedIn?.directory.claimed ?? []))
      this.signIn.record(token, claimed, signedIn);
    return {
      personId: signedIn?.personId ?? personIdOf(issuer, subject),
      known: signedIn !== null || claimed.length > 0,
      kind: signedIn?.kind ?? 'person',
      partnerId: signedIn?.partnerId ?? null,
      displayName: signedIn?.displayName ?? nameOf(token),
      language: signedIn?.language ?? 'en',
      grants: [...(signedIn?.grants ?? []), ...grantsBeyond(claimed, signedIn?.grants ?? [])],
      token,
    };
  }

  /**
   * Roles of our own side by the claims mapping: those of this token, or of a later one that is on record already.
   * Partners' people and services get theirs from rows only, and who has left gets none until invited anew.
   */
  private async claimedGrants(token: Token, signedIn: SignedIn | null): Promise<Grant[]> {
    if (signedIn !== null && (signedIn.partnerId !== null || signedIn.kind === 'service')) return [];
    const { claimed, withheld, issuedWallMs } = signedIn?.directory ?? NOTHING_HEARD;
    if (issuedWallMs !== null && token.issuedWallMs < issuedWallMs) return claimed;
    const { rolesClaim } = this.settings.oidc;
    const words = rolesClaim === undefined ? [] : rolesFromClaim(token.claims[rolesClaim]);
    if (words.length === 0) return [];
    const known = await this.vocabulary.read();
    const counting = claimsThatCount(
      words.filter((grant) => isKnownStaffGrant(grant, known)),
      withheld,
    );
    const isGone = signedIn === null && counting.length > 0 && (await this.people.hasLeft(token));
    return isGone ? [] : counting;
  }
}

const NOTHING_HEARD = { claimed: [], withheld: [], issuedWallMs: null };
