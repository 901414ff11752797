import { Module } from '@nestjs/common';
import { AbsencesController } from './absences.controller';
import { PeopleController } from './people.controller';
import { PersonAccess } from './person-access';
import { PersonChanges } from './person-changes';

/** People and services. */
@Module({ controllers: [PeopleController, AbsencesController], providers: [PersonChanges, PersonAccess] })
export class PeopleModule {}
