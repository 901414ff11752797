import { Module } from '@nestjs/common';
import { AbsencesController } from './absences.controller';
import { NoticesController } from './notices.controller';
import { PeopleController } from './people.controller';
import { PersonAccess } from './person-access';
import { PersonChanges } from './person-changes';

/** People and services. */
@Module({
  controllers: [PeopleController, AbsencesController, NoticesController],
  providers: [PersonChanges, PersonAccess],
})
export class PeopleModule {}
