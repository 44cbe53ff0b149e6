import { RequestTooLargeException, ServiceException } from '../../core/functions/errors.ts'
import type { Services } from '../../services.ts'
import type { CompanionOutcome } from '../outcome.ts'
import { answerRest, type RestService, tooLarge } from '../rest.ts'
import { lambdaRoutes } from './operations.ts'

const lambda: RestService = {
  name: 'lambda',
  signedAs: 'lambda',
  title: 'Lambda',
  routes: lambdaRoutes,
  errorMembers: ({ message }) => ({ Type: 'User', Message: message }),
  tooLarge: (operation, limit) =>
    operation === 'Invoke'
      ? new RequestTooLargeException(
          `Request must be smaller than ${limit} bytes for the InvokeFunction operation`,
        )
      : tooLarge(operation, limit),
  unexpected: () => new ServiceException(),
}

/** Answers one request to the Lambda API (REST with JSON): https://docs.aws.amazon.com/lambda/latest/api/welcome.html */
export function answerLambda(services: Services, request: Request): Promise<CompanionOutcome> {
  return answerRest(services, request, lambda)
}
