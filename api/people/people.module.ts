import { Module } from '@nestjs/common';
import { PeopleController } from './people.controller';
import { PersonChanges } from './person-changes';

/** People and services. */
@Module({ controllers: [PeopleController], providers: [PersonChanges] })
export class PeopleModule {}
