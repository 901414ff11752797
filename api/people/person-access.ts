import { Injectable } from '@nestjs/common';
import { PeopleView } from '../../database/views/people';
import type { PersonView } from '../../database/views/people';
import type { Principal } from '../auth/principal';
import { holdsOne, PEOPLE_READERS } from '../auth/principal';
import { WallClock } from '../clock';
import { found, notFound } from '../http/ids';
import { PartnerAccess } from '../partners/partner-access';

/** Finds people for a reader: who is not there and who is not theirs to see are one answer. */
@Injectable()
export class PersonAccess {
  constructor(
    private readonly people: PeopleView,
    private readonly access: PartnerAccess,
    private readonly clock: WallClock,
  ) {}

  /** @throws REQUEST.NOT_FOUND */
  async visible(me: Principal, id: string): Promise<PersonView> {
    const person = found(await this.people.find(id, this.clock.now()));
    if (person.personId === me.personId) return person;
    if (person.partnerId !== null) {
      await this.access.visible(me, person.partnerId);
      return person;
    }
    if (me.partnerId !== null || !holdsOne(me, PEOPLE_READERS)) throw notFound();
    return person;
  }
}
