import { Module } from '@nestjs/common';
import { NoticesController } from './notices.controller';
import { PeopleController } from './people.controller';
import { PersonChanges } from './person-changes';

/** People and services. */
@Module({ controllers: [PeopleController, NoticesController], providers: [PersonChanges] })
export class PeopleModule {}
