import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ZodResponse } from 'nestjs-zod';
import { TasksView } from '../../database/views/tasks';
import type { TaskView } from '../../database/views/tasks';
import { DomainError } from '../../domain/errors';
import { checkEvidence } from '../../domain/intake';
import type { StepAction } from '../../domain/journal';
import { sideOf } from '../../domain/roles';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { requireOne, sightOf } from '../auth/principal';
import { Cursors } from '../http/cursor';
import { found, Id, notFound } from '../http/ids';
import { momentOrNull } from '../http/moments';
import { answerPending } from '../http/pending';
import { Attempt, CurrentAttempt } from '../idempotency.interceptor';
import { Temporal } from '../temporal';
import { StepDesk } from './step-desk';
import { ActedDto, CompletionDto, TaskDto, TaskListDto, TaskQueryDto } from './tasks.dto';

/** Steps that wait for people: ours, and the partner's. */
@ApiTags('tasks')
@ApiBearerAuth()
@Controller('v1/tasks')
export class TasksController {
  constructor(
    private readonly tasks: TasksView,
    private readonly desk: StepDesk,
    private readonly cursors: Cursors,
    private readonly temporal: Temporal,
  ) {}

  /** Open steps that wait for my roles, the earliest due first. */
  @Get()
  @ZodResponse({ status: 200, type: TaskListDto })
  async list(@Me() me: Principal, @Query() { limit, cursor, ...filter }: TaskQueryDto): Promise<TaskListDto> {
    const filters = { list: 'tasks', ...filter };
    const place = this.cursors.open(cursor, filters);
    const after = place === null ? null : { dueMs: place[0] as number | null, stepId: place[1] as string };
    const rows = await this.tasks.inbox({ sight: sightOf(me), grants: me.grants }, filter, { limit, after });
    const page = this.cursors.page(rows, limit, { filters, placeOf: (row) => [row.dueMs, row.stepId] });
    return { ...page, items: page.items.map((row) => this.shown(row)) };
  }

  /** One step with what acting on it needs. */
  @Get(':id')
  @ZodResponse({ status: 200, type: TaskDto })
  async one(@Me() me: Principal, @Id() id: string): Promise<TaskDto> {
    return this.shown(await this.visible(me, id));
  }

  /** Completes a task with its evidence, or judges a screening. */
  @Post(':id/completion')
  @ZodResponse({ status: 200, type: ActedDto })
  async complete(
    @Me() me: Principal,
    @Id() id: string,
    @Body() body: CompletionDto,
    @CurrentAttempt() attempt: Attempt,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActedDto> {
    const task = await this.visible(me, id);
    requireOne(me, task.roles, task.region);
    const action = actionFor(task, body);
    const { evidence, comment } = body;
    if (action === 'complete' && task.state === 'open')
      checkEvidence((task.details?.['evidence'] ?? []) as string[], evidence);
    const { stageWorkflowId } = task;
    const answer = await this.desk.act({
      me,
      attempt,
      stageWorkflowId,
      isOpen: task.state === 'open',
      action: { stepKey: task.key, action, comment },
      evidence,
    });
    const temporalUrl = this.temporal.linkTo(stageWorkflowId);
    if (!answer.answered) return answerPending(reply, attempt, { statusUrl: `/v1/tasks/${id}`, temporalUrl });
    return { state: 'done', stepId: id, personId: answer.result.personId, result: answer.result.result, temporalUrl };
  }

  /** A partner's people see their own steps, and of ours only that they are there. */
  private async visible(me: Principal, id: string): Promise<TaskView> {
    const task = found(await this.tasks.find(sightOf(me), id));
    if (me.partnerId !== null && !task.roles.some((role) => sideOf(role) === 'partner')) throw notFound();
    return task;
  }

  private shown({ openedMs, dueMs, stageWorkflowId, ...rest }: TaskView) {
    return {
      ...rest,
      opened: momentOrNull(openedMs),
      due: momentOrNull(dueMs),
      temporalUrl: this.temporal.linkTo(stageWorkflowId),
    };
  }
}

/** @throws REQUEST.RULE when this is not how this step is acted on */
function actionFor({ details }: TaskView, { result }: CompletionDto): StepAction['action'] {
  const actions = (details?.['actions'] ?? []) as StepAction['action'][];
  const action = result ?? 'complete';
  if (actions.includes(action)) return action;
  if (actions.includes('sign') || actions.includes('countersign'))
    throw new DomainError('REQUEST.RULE', 'A document is signed: POST /v1/agreements/{agreementId}/signatures.');
  if (result === undefined) throw ruleBroken(`This step is judged: give a result, ${actions.join(' or ')}.`);
  throw ruleBroken('This step is completed, not judged: leave the result out.');
}

const ruleBroken = (message: string): DomainError =>
  new DomainError('REQUEST.RULE', message, [{ pointer: '/result', code: 'REQUEST.RULE', message }]);
