import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { BoardView } from '../../database/views/board';
import type { BoardCard } from '../../database/views/board';
import { STAGES } from '../../domain/program';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { sightOf } from '../auth/principal';
import { Remembered } from '../events/remembered';
import { momentOf, momentOrNull } from '../http/moments';
import { Presents } from '../programs/presents';
import { BoardDto, BoardQueryDto } from './board.dto';

/** The pipeline at a glance. */
@ApiTags('partners')
@ApiBearerAuth()
@Controller('v1/board')
export class BoardController {
  constructor(
    private readonly board: BoardView,
    private readonly presents: Presents,
    private readonly remembered: Remembered,
  ) {}

  /** The eight stages with who runs them now. */
  @Get()
  @ZodResponse({ status: 200, type: BoardDto })
  async read(@Me() me: Principal, @Query() { cards }: BoardQueryDto): Promise<BoardDto> {
    const sight = sightOf(me);
    const found = await this.remembered.read({ board: cards, sight }, async () =>
      this.board.cards(sight, await this.presents.read(), cards),
    );
    return {
      stages: STAGES.map((stage) => {
        const own = found.filter((card) => card.stage === stage);
        return { stage, partners: own[0]?.total ?? 0, overdue: own[0]?.late ?? 0, cards: own.map(shown) };
      }),
    };
  }
}

function shown(card: BoardCard) {
  const { partnerId, name, tier, region, mode, programVersion, waitingFor } = card;
  return {
    ...{ partnerId, name, tier, region, mode, programVersion, waitingFor },
    since: momentOf(card.sinceMs),
    overdue: card.isLate,
    due: momentOrNull(card.dueMs),
  };
}
